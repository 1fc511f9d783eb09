import { CONNECTION_STATUSES } from '../../../functions/domain/stores/connection-status.ts';
import { activationAt, BUSY_ACCOUNT, channelAt, connectionAt, hostAt, runAt } from './many-items.ts';

export type ScalePage = { readonly name: string; readonly path: string };

/** Every page of the console, with every filter of the list of stores. */
export function consolePages(integration: string, delivery: string): readonly ScalePage[] {
  const stores = (query: Readonly<Record<string, string>>) => `/stores?${new URLSearchParams(query)}`;
  return [
    { name: 'overview', path: '' },
    { name: 'stores', path: '/stores' },
    ...CONNECTION_STATUSES.map((status) => ({ name: `stores, ${status}`, path: stores({ status }) })),
    { name: 'stores, of a host', path: stores({ host: hostAt(1) }) },
    { name: 'stores, of an account', path: stores({ account: BUSY_ACCOUNT }) },
    { name: 'stores, of a product', path: stores({ product: 'demo' }) },
    { name: 'one store', path: `/stores/${connectionAt(0)}` },
    { name: 'attempts', path: '/attempts' },
    { name: 'one attempt', path: `/attempts/${activationAt(1)}` },
    { name: 'channels', path: '/channels' },
    { name: 'one channel', path: `/channels/${channelAt(0)}` },
    { name: 'runs of a channel', path: `/channels/${channelAt(0)}/runs` },
    { name: 'one run', path: `/runs/${runAt(0)}` },
    { name: 'integrations', path: '/integrations' },
    { name: 'one integration', path: `/integrations/${integration}` },
    { name: 'deliveries', path: '/deliveries' },
    { name: 'deliveries, waiting', path: '/deliveries?status=WAITING' },
    { name: 'deliveries of an integration', path: `/deliveries?integration=${integration}` },
    { name: 'one delivery', path: `/deliveries/${delivery}` },
    { name: 'settings', path: '/settings' },
  ];
}

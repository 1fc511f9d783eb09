import { CONNECTION_STATUSES } from '../../../functions/domain/stores/connection-status.ts';
import { activationAt, BUSY_ACCOUNT, channelAt, connectionAt, hostAt, runAt } from './many-items.ts';

export type ScalePage = {
  readonly name: string;
  readonly path: string;
  /** How often it reads the table, at most. */
  readonly reads: number;
};

/** Every page of the console, with every filter of the list of stores. */
export function consolePages(integration: string, delivery: string): readonly ScalePage[] {
  const stores = (query: Readonly<Record<string, string>>) => `/stores?${new URLSearchParams(query)}`;
  return [
    { name: 'overview', path: '', reads: 25 },
    { name: 'stores', path: '/stores', reads: 2 },
    ...CONNECTION_STATUSES.map((status) => ({ name: `stores, ${status}`, path: stores({ status }), reads: 2 })),
    { name: 'stores, of a host', path: stores({ host: hostAt(1) }), reads: 2 },
    { name: 'stores, of an account', path: stores({ account: BUSY_ACCOUNT }), reads: 2 },
    { name: 'stores, of a product', path: stores({ product: 'demo' }), reads: 1 },
    { name: 'one store', path: `/stores/${connectionAt(0)}`, reads: 5 },
    { name: 'attempts', path: '/attempts', reads: 1 },
    { name: 'attempts, at a stage', path: '/attempts?stage=failed', reads: 1 },
    { name: 'one attempt', path: `/attempts/${activationAt(1)}`, reads: 1 },
    { name: 'channels', path: '/channels', reads: 4 },
    { name: 'one channel', path: `/channels/${channelAt(0)}`, reads: 9 },
    { name: 'runs of a channel', path: `/channels/${channelAt(0)}/runs`, reads: 3 },
    { name: 'one run', path: `/runs/${runAt(0)}`, reads: 3 },
    { name: 'integrations', path: '/integrations', reads: 2 },
    { name: 'one integration', path: `/integrations/${integration}`, reads: 3 },
    { name: 'the form of an integration', path: `/integrations/${integration}/sign-on`, reads: 3 },
    { name: 'clients of an integration', path: `/integrations/${integration}/clients`, reads: 1 },
    { name: 'signing secret of an integration', path: `/integrations/${integration}/signing-secret`, reads: 1 },
    { name: 'a new integration', path: '/integrations/new', reads: 0 },
    { name: 'deliveries', path: '/deliveries', reads: 7 },
    { name: 'deliveries, waiting', path: '/deliveries?status=WAITING', reads: 7 },
    { name: 'deliveries about one store', path: `/deliveries?connection=${connectionAt(0)}`, reads: 7 },
    { name: 'deliveries of an integration', path: `/deliveries?integration=${integration}`, reads: 4 },
    { name: 'one delivery', path: `/deliveries/${delivery}`, reads: 5 },
    { name: 'settings', path: '/settings', reads: 0 },
  ];
}

import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { channelsOfConnectionView } from '../../api/contract/channels/channel-views.ts';
import type { ConnectionView } from '../../api/contract/response-schemas.ts';
import type { Visit } from '../console-route.ts';
import { table } from '../layout/table.ts';
import { ago } from '../layout/times.ts';
import { channelUrl } from './channel-address.ts';
import { icon, statusBadge } from './channel-words.ts';
import { makeChannelForm } from './make-channel.ts';

const ROUTE = 'GET /v1/connections/{id}/channels';

/** What a store's page says of its channels, and what their connectors need that the store does not grant. */
export type ChannelsPart = { readonly markup: Markup | ''; readonly missingPermissions: readonly string[] };

type Store = Pick<ConnectionView, 'id' | 'status'>;

/** On a store's page: how it is read. Nothing where stores are not read at all. */
export async function channelsOfStore(visit: Visit, { id: connection, status }: Store): Promise<ChannelsPart> {
  const { backend, layout } = visit;
  if (!backend.may(ROUTE)) return { markup: '', missingPermissions: [] };
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const { items } = await backend.call(ROUTE, channelsOfConnectionView, { parameters: { id: connection } });
  const rows = items.map(({ id, type, label, status, statusSince, connectors }) => {
    const on = Object.values(connectors).filter((connector) => connector.on).length;
    const name = label === undefined ? tMarkup('channel_unnamed', { end: id.slice(-6) }) : html`<bdi>${label}</bdi>`;
    return [
      html`${icon(type)} <a href="${channelUrl(id)}">${name}</a>`,
      statusBadge(translator, status),
      String(on),
      ago(layout, statusSince),
    ];
  });
  const markup = html`<section class="part"><h2>${t('channels_title')}</h2>${table({
    caption: t('channels_of_store'),
    head: [t('channel'), t('stores_status'), t('channel_connectors_on'), t('store_since')],
    rows,
    numbers: [2],
    empty: html`<p>${t('channels_of_store_none')}</p>`,
  })}${status === 'disconnected' ? '' : makeChannelForm(visit, connection, items.length)}</section>`;
  return { markup, missingPermissions: items.flatMap((item) => item.missingPermissions ?? []) };
}

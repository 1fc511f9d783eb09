import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { channelsView, type ListedChannelView } from '../../api/contract/channels/channel-views.ts';
import { CHANNEL_STATUSES } from '../../domain/sync/channel.ts';
import type { Visit } from '../console-route.ts';
import { type Filter, filters, withoutFilters } from '../layout/forms.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { pager, table } from '../layout/table.ts';
import { ago } from '../layout/times.ts';
import { productFilter } from '../products/product-filter.ts';
import { channelUrl } from './channel-address.ts';
import { duration, icon, statusBadge, syncReason } from './channel-words.ts';

const PAGE_SIZE = '20';

/** `GET /console/channels`: by product and status. */
export async function listChannels(visit: Visit): Promise<HttpResponse> {
  const { query, backend, layout } = visit;
  const { t } = layout.translator;
  const asked = (name: string) => query.get(name)?.trim() || undefined;
  const question = { product: asked('product'), status: asked('status') };
  const { items, next } = await backend.call('GET /v1/channels', channelsView, {
    query: { ...question, limit: PAGE_SIZE, cursor: asked('cursor') },
  });
  const fields: readonly Filter[] = [
    await productFilter(visit, question.product),
    {
      name: 'status',
      label: t('stores_status'),
      value: question.status ?? '',
      options: [['', t('any')], ...CHANNEL_STATUSES.map((status) => [status, t(`channel_status_${status}`)] as const)],
    },
  ];
  const isNarrowed = Object.values(question).some((value) => value !== undefined);
  const list = table({
    caption: t('channels_title'),
    head: [t('store'), t('channel'), t('stores_status'), t('channels_behind'), t('stores_product'), t('store_since')],
    rows: items.map((item) => rowOf(layout, item)),
    empty: isNarrowed
      ? html`<p>${t('channels_none_found')}</p><p><a href="${withoutFilters(layout.here, fields)}">${t('channels_all')}</a></p>`
      : html`<p>${t(next === undefined ? 'channels_none' : 'stores_none_here')}</p>`,
  });
  return page(layout, {
    title: t('channels_title'),
    content: html`<p class="soft">${t('channels_intro')}</p>${filters(layout, fields)}${list}${pager(layout, next)}`,
  });
}

function rowOf(layout: Layout, channel: ListedChannelView) {
  const { translator } = layout;
  const { id, connection, host, type, label, status, statusSince, product } = channel;
  const store = host === undefined ? html`<span class="id">${connection}</span>` : html`${host}`;
  return [
    html`<a href="${pageUrl(`/stores/${encodeURIComponent(connection)}`)}">${store}</a>`,
    html`${icon(type)} <a href="${channelUrl(id)}">${label === undefined ? channelName(translator, id) : html`<bdi>${label}</bdi>`}</a>`,
    statusBadge(translator, status),
    behind(layout, channel),
    product,
    ago(layout, statusSince),
  ];
}

/** Since when not all that changes is delivered, and why. What a first import lacks is on the channel's page. */
function behind({ translator, now }: Layout, { status, statusSince, failing }: ListedChannelView) {
  const since = [failing?.since, status === 'active' ? undefined : statusSince].filter((one) => one !== undefined);
  const [first] = since.toSorted();
  if (first === undefined) return '–';
  const length = duration(translator, Math.max(0, (now.getTime() - Date.parse(first)) / 1000));
  return html`${length}${failing === undefined ? '' : html`<br><span class="small">${syncReason(translator, failing.reason)}</span>`}`;
}

/** One without a label is told by the end of its id. */
function channelName({ tMarkup }: Layout['translator'], id: string) {
  return tMarkup('channel_unnamed', { end: id.slice(-6) });
}

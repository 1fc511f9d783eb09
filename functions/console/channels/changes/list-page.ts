import { html } from 'hono/html';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { type BatchView, batchesView } from '../../../api/contract/channels/batches.ts';
import type { Visit } from '../../console-route.ts';
import type { Layout } from '../../layout/layout.ts';
import { page } from '../../layout/page.ts';
import { pager, table } from '../../layout/table.ts';
import { ago } from '../../layout/times.ts';
import { channelUrl } from '../channel-address.ts';
import { connectorWords, count } from '../channel-words.ts';
import { batchBadge, countsWords } from './batch-words.ts';

const PAGE_SIZE = '50';

/** `GET /console/channels/{id}/changes`: batches that the vendor sent, newest first. */
export async function listBatches({ backend, layout, parameters, query }: Visit): Promise<HttpResponse> {
  const { t } = layout.translator;
  const { id = '' } = parameters;
  const { items, next } = await backend.call('GET /v1/channels/{id}/changes', batchesView, {
    parameters: { id },
    query: { limit: PAGE_SIZE, cursor: query.get('cursor') ?? undefined },
  });
  const list = table({
    caption: t('changes_title'),
    head: [t('batch'), t('stores_status'), t('connector'), t('batch_lines'), t('batch_results'), t('batch_sent')],
    rows: items.map((batch) => rowOf(layout, batch)),
    numbers: [3],
    empty: html`<p>${t('changes_none')}</p>`,
  });
  return page(layout, {
    title: t('changes_title'),
    above: { to: channelUrl(id), label: t('channel_back') },
    content: html`<p class="soft">${t('changes_intro')}</p>${list}${pager(layout, next)}`,
  });
}

function rowOf(layout: Layout, batch: BatchView) {
  const { translator } = layout;
  const { id, channel, n, connector, lines, createdAt } = batch;
  const to = channelUrl(channel, `/changes/${encodeURIComponent(id)}`);
  return [
    html`<a href="${to}">${translator.tMarkup('batch_number', { n: count(translator, n) })}</a>`,
    batchBadge(translator, batch),
    connectorWords(translator, connector),
    count(translator, lines),
    countsWords(translator, batch),
    ago(layout, createdAt),
  ];
}

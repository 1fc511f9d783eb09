import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { OverviewView } from '../../api/contract/overview-views.ts';
import type { ConnectionView } from '../../api/contract/response-schemas.ts';
import { connectorList } from '../channels/channel-words.ts';
import { eventWords } from '../integrations/words.ts';
import { badge } from '../layout/badge.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { table } from '../layout/table.ts';
import { ago } from '../layout/times.ts';
import { reasonWords, statusBadge } from '../stores/status-words.ts';

type Attention = OverviewView['attention'];

/** What somebody has to look at, worst first: stores, what is read of them, and what is told of them. */
export function attentionPart(layout: Layout, attention: Attention): Markup {
  const { t } = layout.translator;
  const stores = [...attention.needs_reauthorization, ...attention.inactive, ...attention.unreachable];
  const parts = [
    stores.length > 0 && storeTable(layout, stores),
    attention.runs.length > 0 && runTable(layout, attention.runs),
    attention.deliveries.length > 0 && deliveryTable(layout, attention.deliveries),
  ].filter((part) => part !== false);
  const none = notice('good', html`<p>${t('overview_all_well')}</p>`);
  return html`<section class="part" aria-labelledby="attention"><h2 id="attention">${t('overview_attention')}</h2>
${parts.length === 0 ? none : parts}</section>`;
}

function storeTable(layout: Layout, stores: readonly ConnectionView[]): Markup {
  const { translator } = layout;
  const { t } = translator;
  return table({
    caption: t('overview_stores_caption'),
    head: [t('store'), t('stores_status'), t('store_reason'), t('store_since')],
    rows: stores.map(({ id, store, status, statusSince, reason }) => [
      html`<a href="${pageUrl(`/stores/${id}`)}">${store.host}</a>`,
      statusBadge(translator, status),
      reason === undefined ? '' : reasonWords(translator, reason),
      ago(layout, statusSince),
    ]),
    empty: html``,
  });
}

function runTable(layout: Layout, runs: Attention['runs']): Markup {
  const { translator } = layout;
  const { t } = translator;
  return table({
    caption: t('overview_runs_caption'),
    head: [t('overview_run'), t('store'), t('stores_status'), t('store_reason'), t('overview_when')],
    rows: runs.map(({ id, host, connectors, status, reason, endedAt, createdAt }) => [
      html`<a href="${pageUrl(`/runs/${encodeURIComponent(id)}`)}">${connectorList(translator, connectors)}</a>`,
      host ?? '',
      status === 'held' ? badge('warn', t('overview_run_held')) : badge('bad', t('overview_run_failed')),
      reason === undefined ? '' : reasonWords(translator, reason),
      ago(layout, endedAt ?? createdAt),
    ]),
    empty: html``,
  });
}

function deliveryTable(layout: Layout, deliveries: Attention['deliveries']): Markup {
  const { t, tMarkup } = layout.translator;
  return table({
    caption: t('overview_deliveries_caption'),
    head: [t('overview_event'), t('store'), t('stores_status'), t('overview_answer'), t('overview_when')],
    rows: deliveries.map(({ id, host, type, httpStatus, lastTriedAt, createdAt }) => [
      html`<a href="${pageUrl(`/deliveries/${encodeURIComponent(id)}`)}">${eventWords(layout.translator, type)}</a>`,
      host ?? '',
      badge('bad', t('overview_delivery_failed')),
      httpStatus === undefined ? t('overview_no_answer') : tMarkup('overview_http', { status: String(httpStatus) }),
      ago(layout, lastTriedAt ?? createdAt),
    ]),
    empty: html``,
  });
}

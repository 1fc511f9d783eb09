import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type ActivationView, activationsView } from '../../api/contract/response-schemas.ts';
import type { ShownStage } from '../../domain/handshake/listed-attempt.ts';
import type { Visit } from '../console-route.ts';
import { type Filter, filters, withoutFilters } from '../layout/forms.ts';
import type { Layout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { pager, table } from '../layout/table.ts';
import { ago, time } from '../layout/times.ts';
import { productFilter } from '../products/product-filter.ts';
import { askedHost } from '../stores/asked-host.ts';
import { attemptUrl, failureWords, stageBadge } from './attempt-words.ts';

const PAGE_SIZE = '50';

const STAGES_SHOWN = [
  'failed',
  'expired',
  'linked',
  'received',
  'requested',
  'granted',
  'checked',
] as const satisfies readonly ShownStage[];

/** `GET /console/attempts`: newest first; by host, product, stage and time. */
export async function listAttempts(visit: Visit): Promise<HttpResponse> {
  const { query, backend, layout } = visit;
  const { t } = layout.translator;
  const asked = (name: string) => query.get(name)?.trim() || undefined;
  const question = {
    ...{ host: askedHost(query.get('host')), product: asked('product'), from: asked('from'), to: asked('to') },
    stage: STAGES_SHOWN.find((one) => one === asked('stage')),
  };
  const { items, next } = await backend.call('GET /v1/activations', activationsView, {
    query: { ...question, limit: PAGE_SIZE, cursor: asked('cursor') },
  });
  const fields: readonly Filter[] = [
    { name: 'host', label: t('stores_host'), value: question.host ?? '', placeholder: 'shop.example.com' },
    await productFilter(visit, question.product),
    stageFilter(layout, question.stage),
    { name: 'from', label: t('attempts_from'), value: question.from ?? '', placeholder: dayOf(layout.now) },
    { name: 'to', label: t('attempts_to'), value: question.to ?? '', placeholder: `${dayOf(layout.now)}T12:00:00Z` },
  ];
  const isNarrowed = Object.values(question).some((value) => value !== undefined);
  const list = table({
    caption: t('attempts_title'),
    head: [
      t('store'),
      t('stores_status'),
      t('attempts_reason'),
      t('stores_product'),
      t('account'),
      t('attempts_begun'),
    ],
    rows: items.map((item) => rowOf(layout, item)),
    empty: emptyList(layout, fields, { isNarrowed, goesOn: next !== undefined }),
  });
  return page(layout, {
    title: t('attempts_title'),
    content: html`<p class="soft">${t('attempts_intro')}</p>${filters(layout, fields)}${list}${pager(layout, next)}`,
  });
}

function stageFilter(layout: Layout, stage: ShownStage | undefined): Filter {
  const { t } = layout.translator;
  const options = STAGES_SHOWN.map((one) => [one, filterWords(layout, one)] as const);
  return { name: 'stage', label: t('stores_status'), value: stage ?? '', options: [['', t('any')], ...options] };
}

/** Two stages are called the same in the list: there, it does not matter which one it is. */
function filterWords({ translator: { t } }: Layout, stage: ShownStage): string {
  return stage === 'granted' || stage === 'checked' ? t(`attempts_at_${stage}`) : t(`attempt_stage_${stage}`);
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function rowOf(layout: Layout, item: ActivationView) {
  const { store, reason, product, account, receivedAt } = item;
  const { translator } = layout;
  return [
    html`<a href="${attemptUrl(item)}">${store.host}</a>`,
    stageBadge(translator, item),
    reason === undefined ? '–' : failureWords(translator, reason),
    product,
    account === undefined ? '–' : html`<bdi>${account.label}</bdi>`,
    html`${ago(layout, receivedAt)}<br><span class="small">${time(layout, receivedAt)}</span>`,
  ];
}

function emptyList(
  { translator, here }: Layout,
  fields: readonly Filter[],
  { isNarrowed, goesOn }: { readonly isNarrowed: boolean; readonly goesOn: boolean },
): Markup {
  const { t } = translator;
  if (goesOn) return html`<p>${t('stores_none_here')}</p>`;
  if (!isNarrowed) return html`<p>${t('attempts_none')}</p>`;
  return html`<p>${t('attempts_none_found')}</p><p><a href="${withoutFilters(here, fields)}">${t('attempts_all')}</a></p>`;
}

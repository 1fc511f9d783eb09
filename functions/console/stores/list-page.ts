import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type ConnectionView, connectionsView } from '../../api/contract/response-schemas.ts';
import { CONNECTION_STATUSES } from '../../domain/stores/connection-status.ts';
import type { Visit } from '../console-route.ts';
import { type Filter, filters, withoutFilters } from '../layout/forms.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { pager, table } from '../layout/table.ts';
import { ago } from '../layout/times.ts';
import { productFilter } from '../products/product-filter.ts';
import { askedHost } from './asked-host.ts';
import { statusBadge } from './status-words.ts';

const PAGE_SIZE = '50';

/** `GET /console/stores`: found by host, account, status and product. */
export async function listStores(visit: Visit): Promise<HttpResponse> {
  const { query, backend, layout } = visit;
  const { t } = layout.translator;
  const asked = (name: string) => query.get(name)?.trim() || undefined;
  const question = {
    host: askedHost(query.get('host')),
    account: asked('account'),
    status: asked('status'),
    product: asked('product'),
  };
  const { items, next } = await backend.call('GET /v1/connections', connectionsView, {
    query: { ...question, limit: PAGE_SIZE, cursor: asked('cursor') },
  });
  const fields: readonly Filter[] = [
    { name: 'host', label: t('stores_host'), value: question.host ?? '', placeholder: 'shop.example.com' },
    { name: 'account', label: t('stores_account'), value: question.account ?? '' },
    await productFilter(visit, question.product),
    {
      name: 'status',
      label: t('stores_status'),
      value: question.status ?? '',
      options: [['', t('any')], ...CONNECTION_STATUSES.map((status) => [status, t(`status_${status}`)] as const)],
    },
  ];
  const isNarrowed = Object.values(question).some((value) => value !== undefined);
  const list = table({
    caption: t('stores_found'),
    head: [t('store'), t('stores_status'), t('stores_product'), t('account'), t('store_since'), t('store_checked')],
    rows: items.map((item) => rowOf(layout, item)),
    empty: emptyList(layout, fields, { isNarrowed, goesOn: next !== undefined }),
  });
  return page(layout, {
    title: t('stores_title'),
    content: html`${filters(layout, fields)}${list}${pager(layout, next)}`,
  });
}

function rowOf(
  layout: Layout,
  { id, store, status, suspect, product, account, statusSince, checkedAt }: ConnectionView,
) {
  const { translator } = layout;
  return [
    html`<a href="${pageUrl(`/stores/${id}`)}">${store.host}</a>`,
    statusBadge(translator, status, suspect !== undefined),
    product,
    html`<bdi>${account.label}</bdi>`,
    ago(layout, statusSince),
    checkedAt === undefined ? translator.t('store_unchecked') : ago(layout, checkedAt),
  ];
}

function emptyList(
  { translator, here }: Layout,
  fields: readonly Filter[],
  { isNarrowed, goesOn }: { readonly isNarrowed: boolean; readonly goesOn: boolean },
) {
  const { t } = translator;
  if (goesOn) return html`<p>${t('stores_none_here')}</p>`;
  if (!isNarrowed) return html`<p>${t('stores_none')}</p>`;
  return html`<p>${t('stores_none_found')}</p><p><a href="${withoutFilters(here, fields)}">${t('stores_all')}</a></p>`;
}

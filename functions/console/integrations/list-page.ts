import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { GraphQlFailure } from '../backend/backend-failure.ts';
import type { Visit } from '../console-route.ts';
import { badge } from '../layout/badge.ts';
import { type Filter, filters, withoutFilters } from '../layout/forms.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { page, redirect } from '../layout/page.ts';
import { pager, table } from '../layout/table.ts';
import { ago } from '../layout/times.ts';
import { ask, listOf, moment, nextOf } from './data/ask.ts';
import { HEALTH } from './data/integration.ts';
import { integrationUrl, nameOf } from './integration-address.ts';
import { healthBadge } from './view/health.ts';
import { testBadge } from './view/test-card.ts';

const PAGE_SIZE = 20;
/** Of each row; the others are on a page of their own. */
const PRODUCTS = 3;
const LIST = `query ($after: String, $name: String) {
  productIntegrations(first: ${PAGE_SIZE}, after: $after, filter: { name: $name }) {
    nodes { sourceId name number changedSincePublished deliveriesEnabled failingSince goneEventTypes
      published { lastModified } lastTest { success }
      products(first: ${PRODUCTS}) { nodes { slug } pageInfo { hasNextPage endCursor } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const row = z.object({
  sourceId: z.string(),
  name: z.nullish(z.string()),
  number: z.nullish(z.number()),
  changedSincePublished: z.boolean(),
  ...HEALTH,
  published: z.nullish(z.object({ lastModified: moment })),
  lastTest: z.nullish(z.object({ success: z.nullish(z.boolean()) })),
  products: listOf(z.object({ slug: z.nullish(z.string()) })),
});
type Row = z.output<typeof row>;
const answer = z.object({ productIntegrations: listOf(row) });

/** Names one integration: it has a page of its own. */
const ONE = /^(?:\d{1,10}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** `GET /console/integrations` */
export async function listIntegrations(visit: Visit): Promise<HttpResponse> {
  const { query, layout } = visit;
  const { t } = layout.translator;
  const name = query.get('name')?.trim() ?? '';
  if (ONE.test(name)) return redirect(pageUrl(`/integrations/${name}`));
  const found = await integrationsOf(visit, name);
  const fields: readonly Filter[] = [{ name: 'name', label: t('integrations_name'), value: name }];
  const list = table({
    caption: t('integrations_title'),
    head: [
      t('integration'),
      t('integration_number'),
      t('integration_products'),
      t('integration_published'),
      t('integration_last_test'),
      t('integration_health'),
    ],
    rows: (found?.nodes ?? []).map((one) => cells(layout, one)),
    empty: emptyList(layout, fields, name, found && nextOf(found)),
    numbers: [1],
  });
  const content = found === undefined ? notice('warn', html`<p>${t('integrations_too_many')}</p>`) : list;
  return page(layout, {
    title: t('integrations_title'),
    content: html`${createLink(visit)}${filters(layout, fields)}${content}${found === undefined ? '' : pager(layout, nextOf(found))}`,
  });
}

function createLink({ layout, session }: Visit): Markup | '' {
  if (session.role !== 'operator') return '';
  return html`<div class="actions"><a class="button" href="${pageUrl('/integrations/new')}">${layout.translator.t('integration_create_title')}</a></div>`;
}

/** @returns undefined where a name would have to be looked for among more than one request may read */
async function integrationsOf({ backend, query }: Visit, name: string) {
  const variables = { after: query.get('cursor') ?? undefined, name: name || undefined };
  try {
    return (await ask(backend, LIST, answer, variables)).productIntegrations;
  } catch (error) {
    if (error instanceof GraphQlFailure && error.code === 'LIMIT_EXCEEDED') return undefined;
    throw error;
  }
}

function cells(layout: Layout, one: Row): readonly (Markup | string)[] {
  const { translator } = layout;
  const { published, changedSincePublished, lastTest, products, number } = one;
  const slugs = products.nodes.map(({ slug }) => slug).join(', ');
  const more = products.pageInfo.hasNextPage ? ', …' : '';
  const isChanged = published && changedSincePublished;
  return [
    html`<a href="${integrationUrl(one)}"><bdi>${nameOf(translator, one)}</bdi></a>`,
    typeof number === 'number' ? String(number) : '–',
    slugs === '' ? '–' : `${slugs}${more}`,
    published
      ? html`${ago(layout, published.lastModified)}${isChanged ? html` ${badge('warn', translator.t('integrations_changed'))}` : ''}`
      : badge('calm', translator.t('integrations_unpublished')),
    testBadge(layout, lastTest) || '–',
    healthBadge(translator, one, Boolean(published) && products.nodes.length > 0),
  ];
}

function emptyList(
  { translator: { t }, here }: Layout,
  fields: readonly Filter[],
  name: string,
  next?: string,
): Markup {
  if (next !== undefined) return html`<p>${t('stores_none_here')}</p>`;
  if (name === '') return html`<p>${t('integrations_none')}</p>`;
  return html`<p>${t('integrations_none_found')}</p><p><a href="${withoutFilters(here, fields)}">${t('integrations_all')}</a></p>`;
}

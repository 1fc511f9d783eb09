import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { NotServed } from '../../backend/backend-failure.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { pager, table } from '../../layout/table.ts';
import { ask, listOf, nextOf } from '../data/ask.ts';
import { change } from '../data/change.ts';
import { formField } from '../edit/fields.ts';
import { integrationUrl, nameOf, pageOf } from '../integration-address.ts';
import { problemList } from '../words.ts';

const PRODUCTS = `query ($id: ID!, $after: String) {
  productIntegration(id: $id) { sourceId name number readOnlyInConsole published { id }
    products(first: 20, after: $after) { nodes { id slug name loginUrl } pageInfo { hasNextPage endCursor } } }
}`;
const text = z.nullish(z.string());
const shape = z.object({
  sourceId: z.string(),
  name: text,
  number: z.nullish(z.number()),
  readOnlyInConsole: z.boolean(),
  published: z.nullish(z.object({ id: z.string() })),
  products: listOf(z.object({ id: z.string(), slug: text, name: text, loginUrl: text })),
});
type Shown = z.output<typeof shape>;
type Product = Shown['products']['nodes'][number];
const answer = z.object({ productIntegration: z.nullish(shape) });

type Returned = { readonly product: string; readonly said: Markup };

/** `GET /console/integrations/{id}/products`: what uses it. */
export const showProducts: ConsolePage['show'] = (visit) => productsPage(visit);

function linkAction(path: string, name: string, mutation: Parameters<typeof change>[1], done: string): ConsoleAction {
  return {
    path,
    name,
    page: (parameters) => `${pageOf(parameters)}/products`,
    target: () => undefined,
    act: async (visit, form): Promise<Outcome> => {
      const { backend, parameters, layout } = visit;
      const product = form.get('product')?.trim() ?? '';
      const input = { integrationId: parameters['id'] ?? '', productId: product };
      const problems = await change(backend, mutation, input);
      if (problems.length === 0) return { to: `${pageOf(parameters)}/products`, done };
      const said = notice('bad', problemList(layout.translator, problems));
      return productsPage(visit, { product, said });
    },
  };
}

/** `POST /console/integrations/{id}/products/link` */
export const linkProduct = linkAction(
  '/integrations/:id/products/link',
  'link_product',
  'linkProductIntegration',
  'integration_linked',
);

/** `POST /console/integrations/{id}/products/unlink` */
export const unlinkProduct = linkAction(
  '/integrations/:id/products/unlink',
  'unlink_product',
  'unlinkProductIntegration',
  'integration_unlinked',
);

async function productsPage(visit: Visit, returned?: Returned): Promise<HttpResponse> {
  const { backend, layout, parameters, query } = visit;
  const { t } = layout.translator;
  const variables = { id: parameters['id'] ?? '', after: query.get('cursor') ?? undefined };
  const { productIntegration: shown } = await ask(backend, PRODUCTS, answer, variables);
  if (!shown) throw new NotServed('integration');
  const list = table({
    caption: t('integration_products'),
    head: [t('integration_product'), t('integration_slug'), t('integration_identity_link'), t('actions')],
    rows: shown.products.nodes.map((product) => [
      html`<bdi>${product.name ?? product.slug}</bdi>`,
      product.slug ?? '',
      product.loginUrl ?? '',
      unlinkButton(visit, shown, product),
    ]),
    empty: html`<p>${t('integration_products_none')}</p>`,
  });
  const name = nameOf(layout.translator, shown);
  return page(layout, {
    status: returned === undefined ? 200 : 422,
    title: `${t('integration_products')}: ${name}`,
    above: { to: integrationUrl(shown), label: name },
    content: html`${returned?.said ?? ''}${shown.readOnlyInConsole ? notice('calm', html`<p>${t('integration_read_only')}</p>`) : ''}
${list}${pager(layout, nextOf(shown.products))}${linkForm(visit, shown, returned?.product ?? '')}`,
  });
}

function unlinkButton(visit: Visit, { sourceId }: Shown, { id, slug }: Product): Markup | string {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return '–';
  return actionForm(visit, {
    path: `/integrations/${encodeURIComponent(sourceId)}/products/unlink`,
    label: t('integration_unlink'),
    kind: 'danger',
    fields: html`<input type="hidden" name="product" value="${slug ?? id}">`,
    confirm: { text: html`<p>${t('integration_unlink_ask')}</p>`, label: t('integration_unlink_sure') },
  });
}

function linkForm(visit: Visit, { sourceId, published, products }: Shown, product: string): Markup {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  const title = html`<h2>${t('integration_link_title')}</h2>`;
  if (!published) return html`<section class="card">${title}<p>${t('integration_link_unpublished')}</p></section>`;
  const second = products.nodes.length === 1 ? html`<p>${t('integration_link_second')}</p>` : '';
  return html`<section class="card">${title}<p>${t('integration_link_moves')}</p>${second}
${actionForm(visit, {
  path: `/integrations/${encodeURIComponent(sourceId)}/products/link`,
  label: t('integration_link'),
  fields: formField({ name: 'product', label: t('integration_link_product'), value: product }),
})}</section>`;
}

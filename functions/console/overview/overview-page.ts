import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { overviewView } from '../../api/contract/overview-views.ts';
import type { Visit } from '../console-route.ts';
import { type Filter, filters } from '../layout/forms.ts';
import { page } from '../layout/page.ts';
import { attemptCards } from './attempt-cards.ts';
import { attentionPart } from './attention-part.ts';
import { channelCard, deliveryCard, storeCard } from './count-cards.ts';

/** `GET /console`: what needs attention, then how many of what there are; of one product, or of all. */
export async function showOverview({ query, backend, layout }: Visit): Promise<HttpResponse> {
  const { t } = layout.translator;
  const product = query.get('product')?.trim() || undefined;
  const all = await backend.call('GET /v1/overview', overviewView, { query: { product } });
  const fields: readonly Filter[] = [{ name: 'product', label: t('stores_product'), value: product ?? '' }];
  const cards = [
    storeCard(layout, all.connections, product),
    ...attemptCards(layout, all.attempts),
    all.channels === undefined ? '' : channelCard(layout, all.channels),
    all.deliveries === undefined ? '' : deliveryCard(layout, all.deliveries),
  ];
  const isNarrowed = all.moreProducts || all.products.length > 1 || product !== undefined;
  return page(layout, {
    title: t('overview_title'),
    content: html`${isNarrowed ? filters(layout, fields) : ''}
${attentionPart(layout, all.attention)}
${all.moreProducts ? html`<p class="small">${t('overview_more_products')}</p>` : ''}
<div class="columns">${cards}</div>`,
  });
}

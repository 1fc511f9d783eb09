import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { shownAddress } from '../../domain/stores/store-address.ts';
import type { StoreUrl } from '../../domain/stores/store-url.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';

export type ChoicePage = {
  /** Each store, and the popup's address with that one chosen. */
  readonly choices: readonly { readonly storeUrl: StoreUrl; readonly url: string }[];
};

/** Several stores have sent this consumer key: the merchant says which one is theirs. */
export function choicePage(layout: ProductLayout, { choices }: ChoicePage): HttpResponse {
  const { translator, product } = layout;
  return page(layout, {
    title: translator.t('choose_title'),
    content: html`<p>${translator.tMarkup('choose', { product: product.name })}</p>
<ul class="choices">
${choices.map(({ storeUrl, url }) => html`<li><a href="${url}"><strong>${shownAddress(storeUrl)}</strong></a></li>\n`)}</ul>`,
  });
}

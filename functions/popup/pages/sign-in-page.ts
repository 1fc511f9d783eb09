import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { summary } from '../layout/summary.ts';
import { seenUrl, signInUrl, type Where } from '../page-urls.ts';

export type SignInPage = {
  /** The store's host. */
  readonly store: string;
  readonly where: Where;
  /** How long the merchant may take, in whole minutes. */
  readonly minutesLeft: number;
};

export function signInPage(layout: ProductLayout, { store, where, minutesLeft }: SignInPage): HttpResponse {
  const { translator } = layout;
  const product = layout.product.name;
  return page(layout, {
    title: translator.t('sign_in_title'),
    // The style sheet of another medium: it is requested after the page, and does not delay it.
    stylesheet: seenUrl(where),
    content: html`${summary(translator, { store, product })}
<p>${translator.tMarkup('sign_in_asks', { product: html`<strong>${product}</strong>` })}</p>
<p class="soft">${translator.tMarkup('sign_in_how', { product })}</p>
<p class="actions"><a class="button" href="${signInUrl(where)}">${translator.tMarkup('sign_in_button', { product })}</a></p>
${minutesLeft < 1 ? '' : html`<p class="small">${translator.tMarkup('open_for', { minutes: minutesLeft })}</p>`}`,
  });
}

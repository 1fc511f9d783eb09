import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';

/** The end when there is no `success_call_back` that may be followed. */
export function donePage(layout: ProductLayout, { store }: { readonly store: string }): HttpResponse {
  const { translator } = layout;
  const names = { store: strong(store), product: strong(layout.product.name) };
  return page(layout, {
    title: translator.t('done_title'),
    tone: 'done',
    content: html`<p>${translator.tMarkup('done', names)}</p>
<p class="soft">${translator.t('done_stays')}</p>`,
  });
}

/** For the merchant who reopens the popup of an integration whose connection was just found to work. */
export function alreadyConnectedPage(layout: ProductLayout, { store }: { readonly store: string }): HttpResponse {
  const { translator } = layout;
  return page(layout, {
    title: translator.t('already_title'),
    tone: 'done',
    content: html`<p>${translator.tMarkup('already', { store: strong(store), product: strong(layout.product.name) })}</p>
<p class="soft">${translator.t('already_anew')}</p>`,
  });
}

/** For the merchant of a connection that was ended on our side. */
export function endedPage(layout: ProductLayout, { store }: { readonly store: string }): HttpResponse {
  const { translator } = layout;
  return page(layout, {
    title: translator.t('ended_title'),
    tone: 'calm',
    content: html`<p>${translator.tMarkup('ended', { store: strong(store), product: strong(layout.product.name) })}</p>
<p class="soft">${translator.t('already_anew')}</p>`,
  });
}

function strong(name: string) {
  return html`<strong>${name}</strong>`;
}

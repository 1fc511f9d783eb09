import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import type { Markup } from '../texts/translator.ts';

export type DonePage = {
  /** The store's host. */
  readonly store: string;
  /** The way into the product; undefined where there is none. */
  readonly wayIn?: string | undefined;
};

/** The end when there is no `success_call_back` that may be followed. */
export function donePage(layout: ProductLayout, { store, wayIn }: DonePage): HttpResponse {
  const { translator } = layout;
  const names = { store: strong(store), product: strong(layout.product.name) };
  return page(layout, {
    title: translator.t('done_title'),
    tone: 'done',
    content: html`<p>${translator.tMarkup('done', names)}</p>
<p class="soft">${translator.t('done_stays')}</p>${openProduct(layout, wayIn)}`,
  });
}

/** For the merchant who reopens the popup of an integration whose connection was just found to work. */
export function alreadyConnectedPage(layout: ProductLayout, { store, wayIn }: DonePage): HttpResponse {
  const { translator } = layout;
  return page(layout, {
    title: translator.t('already_title'),
    tone: 'done',
    content: html`<p>${translator.tMarkup('already', { store: strong(store), product: strong(layout.product.name) })}</p>
<p class="soft">${translator.t('already_anew')}</p>${openProduct(layout, wayIn)}`,
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

/** In a tab of its own, which learns nothing of this window: Magento waits for it to be closed. */
function openProduct({ translator, product }: ProductLayout, wayIn: string | undefined): Markup | '' {
  if (wayIn === undefined) return '';
  const text = translator.tMarkup('open_product', { product: product.name });
  return html`\n<p class="actions"><a class="button" href="${wayIn}" target="_blank" rel="noopener noreferrer">${text}</a></p>`;
}

function strong(name: string) {
  return html`<strong>${name}</strong>`;
}

import { html } from 'hono/html';
import type { WebAnswer } from '../adapters/edge/web-door.ts';
import { signInAddress, type Where } from './addresses.ts';
import { page } from './page.ts';

export type SignInPage = { readonly product: string; readonly store: string; readonly where: Where };

export function signInPage({ product, store, where }: SignInPage): WebAnswer {
  return page({
    product,
    title: 'Connect your store',
    names: [store],
    content: html`<p class="store">${store}</p>
<p>Sign in with the ${product} account that this store is to be connected to.</p>
<p class="soft">Nothing is connected before you say yes on the next page. Take your time: this attempt stays open for an hour and a half.</p>
<p class="actions"><a class="button" href="${signInAddress(where)}">Sign in to ${product}</a></p>`,
  });
}

import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { summary } from '../layout/summary.ts';

export type WaitingPage = {
  /** The store's host. */
  readonly store: string;
  /** The address that is asked again. */
  readonly again: string;
};

/** The store has yet to say which of several messages is its own. */
export function waitingPage(layout: ProductLayout, { store, again }: WaitingPage): HttpResponse {
  const { translator, product } = layout;
  return page(layout, {
    title: translator.t('wait_answered'),
    reload: again,
    content: html`${summary(translator, { store, product: product.name })}
<p role="status">${translator.t('slow')}</p>
<p class="soft">${translator.t('goes_on')}</p>`,
  });
}

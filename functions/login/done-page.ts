import { html } from 'hono/html';
import type { WebAnswer } from '../adapters/edge/web-door.ts';
import { page } from './page.ts';

export type DonePage = { readonly product: string; readonly store: string };

/** The end when there is no way back that may be followed. */
export function donePage({ product, store }: DonePage): WebAnswer {
  return page({
    product,
    title: 'Connected',
    names: [store],
    content: html`<p class="store">${store}</p>
<p>Your store is connected to ${product}. Close this window.</p>`,
  });
}

/** For a browser that did not do it: whoever reopens the popup of an activation that is finished. */
export function alreadyConnectedPage({ product, store }: DonePage): WebAnswer {
  return page({
    product,
    title: 'Already connected',
    names: [store],
    content: html`<p class="store">${store}</p>
<p>This integration has been connected to ${product} already. Close this window.</p>
<p class="soft">To connect it anew, press Reauthorize in Magento (System &gt; Extensions &gt; Integrations).</p>`,
  });
}

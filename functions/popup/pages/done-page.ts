import { html } from 'hono/html';
import type { WebAnswer } from '../../adapters/lambda/http-handler.ts';
import type { ProductFrame } from '../layout/layout.ts';
import { page } from '../layout/page.ts';

/** The end when there is no way back that may be followed. */
export function donePage(frame: ProductFrame, { store }: { readonly store: string }): WebAnswer {
  const { voice } = frame;
  const names = { store: strong(store), product: strong(frame.product.name) };
  return page(frame, {
    title: voice.line('done_title'),
    tone: 'done',
    content: html`<p>${voice.say('done', names)}</p>
<p class="soft">${voice.line('done_stays')}</p>`,
  });
}

/** For a browser that did not do it: whoever reopens the popup of an activation that is finished. */
export function alreadyConnectedPage(frame: ProductFrame): WebAnswer {
  const { voice } = frame;
  return page(frame, {
    title: voice.line('already_title'),
    tone: 'done',
    content: html`<p>${voice.say('already', { product: strong(frame.product.name) })}</p>
<p class="soft">${voice.line('already_anew')}</p>`,
  });
}

function strong(name: string) {
  return html`<strong>${name}</strong>`;
}

import { html } from 'hono/html';
import type { WebAnswer } from '../../adapters/lambda/http-handler.ts';
import type { ProductFrame } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { tie } from '../layout/summary.ts';
import { signInAddress, type Where } from '../page-urls.ts';

export type SignInPage = {
  /** The store's host. */
  readonly store: string;
  readonly where: Where;
  /** How long the merchant may take, in whole minutes. */
  readonly minutesLeft: number;
};

export function signInPage(frame: ProductFrame, { store, where, minutesLeft }: SignInPage): WebAnswer {
  const { voice } = frame;
  const product = frame.product.name;
  return page(frame, {
    title: voice.line('sign_in_title'),
    content: html`${tie(voice, { store, product })}
<p>${voice.say('sign_in_asks', { product: html`<strong>${product}</strong>` })}</p>
<p class="soft">${voice.say('sign_in_how', { product })}</p>
<p class="actions"><a class="button" href="${signInAddress(where)}">${voice.say('sign_in_button', { product })}</a></p>
${minutesLeft < 1 ? '' : html`<p class="small">${voice.say('open_for', { minutes: minutesLeft })}</p>`}`,
  });
}

import { html } from 'hono/html';
import type { WebAnswer } from '../../adapters/lambda/http-handler.ts';
import type { ProductFrame } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { tie } from '../layout/summary.ts';
import type { Effect } from '../link-effect.ts';
import { consentAddress, signInAgainAddress, type Where } from '../page-urls.ts';
import type { Markup, Voice } from '../texts/translator.ts';

export type ConsentPage = {
  /** The store's host. */
  readonly store: string;
  readonly where: Where;
  readonly csrf: string;
  /** What the account is recognised by. */
  readonly account: string;
  readonly effect: Effect;
  /** The host of a way back that leads elsewhere than to the store. */
  readonly foreignHost: string | undefined;
};

export function consentPage(frame: ProductFrame, shown: ConsentPage): WebAnswer {
  const { store, where, account, effect } = shown;
  const { voice } = frame;
  const product = frame.product.name;
  const again = effect.kind === 'renewed';
  return page(frame, {
    title: voice.line(again ? 'reconnect_title' : 'connect_title'),
    content: html`${tie(voice, { store, product, account: { label: account, change: signInAgainAddress(where) } })}
<p>${again ? voice.say('renews', { since: effect.since }) : voice.say('gets', { product })} ${voice.line('can_end')}</p>
<form method="post" action="${consentAddress(where.product)}">
<input type="hidden" name="activation" value="${where.activation}">
<input type="hidden" name="csrf" value="${shown.csrf}">
<div class="boxes">${boxes(voice, shown)}</div>
<p class="actions">
<button class="button" name="decision" value="yes">${voice.line(again ? 'reconnect_button' : 'connect_button')}</button>
<button class="button quiet" name="decision" value="no" formnovalidate>${voice.line('not_now')}</button>
</p>
</form>`,
  });
}

/** `required` is a courtesy of the browser; what counts is checked when the form comes in. */
function boxes({ line, say }: Voice, { effect, foreignHost }: ConsentPage): Markup[] {
  const all: Markup[] = [];
  if (effect.kind === 'moved') all.push(box('replaces', effect.version, html`${line('move')}`));
  if (effect.kind === 'address_replaced') {
    const address = html`<strong>${effect.address}</strong>`;
    all.push(box('replaces', effect.version, say('replace', { address })));
  }
  if (foreignHost !== undefined) {
    all.push(box('return_to', foreignHost, say('return_to', { host: html`<strong>${foreignHost}</strong>` })));
  }
  return all;
}

function box(name: string, value: string | number, text: Markup): Markup {
  return html`<label><input type="checkbox" name="${name}" value="${value}" required><span>${text}</span></label>`;
}

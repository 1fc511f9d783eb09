import { html } from 'hono/html';
import type { WebAnswer } from '../adapters/edge/web-door.ts';
import { consentAddress, signInAgainAddress, type Where } from './addresses.ts';
import { type Markup, page } from './page.ts';
import type { Effect } from './standing.ts';

export type ConsentPage = {
  readonly product: string;
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

export function consentPage(shown: ConsentPage): WebAnswer {
  const { product, store, where, account, effect } = shown;
  const verb = effect.kind === 'renewed' ? 'Reconnect' : 'Connect';
  return page({
    product,
    title: `${verb} your store?`,
    names: [store, account, shown.foreignHost, effect.kind === 'address_replaced' ? effect.address : undefined],
    content: html`<p class="tie">${verb} <strong>${store}</strong> to <strong>${product}</strong> as <strong><bdi>${account}</bdi></strong></p>
<p class="soft">${outcome(effect, product)}</p>
<form method="post" action="${consentAddress(where.product)}">
<input type="hidden" name="activation" value="${where.activation}">
<input type="hidden" name="csrf" value="${shown.csrf}">
<div class="boxes">${boxes(shown)}</div>
<p class="actions">
<button class="button" name="decision" value="yes">${verb}</button>
<button class="button quiet" name="decision" value="no" formnovalidate>Not now</button>
<a href="${signInAgainAddress(where)}">Use another account</a>
</p>
</form>`,
  });
}

function outcome(effect: Effect, product: string): string {
  return effect.kind === 'renewed'
    ? 'This store is connected to your account already. Its keys are exchanged for new ones.'
    : `${product} gets the permissions that Magento listed when you activated the integration. You can end this in Magento at any time.`;
}

/** `required` is a courtesy of the browser; what counts is checked when the form comes in. */
function boxes({ effect, foreignHost }: ConsentPage): Markup[] {
  const all: Markup[] = [];
  if (effect.kind === 'moved') {
    all.push(box('replaces', effect.version, html`This store is connected to another account. Move it to mine.`));
  }
  if (effect.kind === 'address_replaced') {
    const text = html`Your account is connected to <strong>${effect.address}</strong>. Replace that connection.`;
    all.push(box('replaces', effect.version, text));
  }
  if (foreignHost !== undefined) {
    all.push(box('return_to', foreignHost, html`Afterwards, go back to <strong>${foreignHost}</strong>`));
  }
  return all;
}

function box(name: string, value: string | number, text: Markup): Markup {
  return html`<label><input type="checkbox" name="${name}" value="${value}" required><span>${text}</span></label>`;
}

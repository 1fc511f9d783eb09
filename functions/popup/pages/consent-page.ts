import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { summary } from '../layout/summary.ts';
import type { Effect } from '../link-effect.ts';
import { consentFormUrl, signInAgainUrl, type Where } from '../page-urls.ts';
import type { Markup, Translator } from '../texts/translator.ts';

export type ConsentPage = {
  /** The store's host. */
  readonly store: string;
  readonly where: Where;
  readonly csrf: string;
  /** What the account is recognised by. */
  readonly account: string;
  readonly effect: Effect;
  /** The host of `success_call_back`, when it is not the store's. */
  readonly foreignHost: string | undefined;
};

export function consentPage(layout: ProductLayout, shown: ConsentPage): HttpResponse {
  const { store, where, account, effect } = shown;
  const { translator } = layout;
  const product = layout.product.name;
  const again = effect.kind === 'renewed';
  return page(layout, {
    title: translator.t(again ? 'reconnect_title' : 'connect_title'),
    content: html`${summary(translator, { store, product, account: { label: account, change: signInAgainUrl(where) } })}
<p>${again ? translator.tMarkup('renews', { since: effect.since }) : translator.tMarkup('gets', { product })} ${translator.t('can_end')}</p>
<form method="post" action="${consentFormUrl(where.product)}">
<input type="hidden" name="activation" value="${where.activation}">
<input type="hidden" name="csrf" value="${shown.csrf}">
<div class="boxes">${boxes(translator, shown)}</div>
<p class="actions">
<button class="button" name="decision" value="yes">${translator.t(again ? 'reconnect_button' : 'connect_button')}</button>
<button class="button quiet" name="decision" value="no" formnovalidate>${translator.t('not_now')}</button>
</p>
</form>`,
  });
}

/** `required` is a courtesy of the browser; what counts is checked when the form comes in. */
function boxes({ t, tMarkup }: Translator, { effect, foreignHost }: ConsentPage): Markup[] {
  const all: Markup[] = [];
  if (effect.kind === 'moved') all.push(box('replaces', effect.version, html`${t('move')}`));
  if (effect.kind === 'address_replaced') {
    const address = html`<strong>${effect.address}</strong>`;
    all.push(box('replaces', effect.version, tMarkup('replace', { address })));
  }
  if (foreignHost !== undefined) {
    all.push(box('return_to', foreignHost, tMarkup('return_to', { host: html`<strong>${foreignHost}</strong>` })));
  }
  return all;
}

function box(name: string, value: string | number, text: Markup): Markup {
  return html`<label><input type="checkbox" name="${name}" value="${value}" required><span>${text}</span></label>`;
}

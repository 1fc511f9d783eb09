import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { Effect } from '../attempts/link-effect.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { summary } from '../layout/summary.ts';
import { consentFormUrl, signInAgainUrl, type Where } from '../page-urls.ts';
import { shownText } from '../steps/consent-form.ts';
import { punctuationOf } from '../texts/punctuation.ts';
import type { Markup, PlainKey, Translator } from '../texts/translator.ts';
import { CONSENT_SCRIPT } from './consent-script.ts';
import { formFields, type ShownForm } from './form-fields.ts';

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
  /** What the vendor asks. */
  readonly form: ShownForm;
  /** Values of boxes that were ticked, where the form is shown again. A box that says something else now is not. */
  readonly ticked?: readonly (string | undefined)[];
};

export function consentPage(layout: ProductLayout, shown: ConsentPage): HttpResponse {
  const { store, where, account, effect } = shown;
  const { translator } = layout;
  const product = layout.product.name;
  const { title, button } = WORDS[effect.kind];
  const problems = Object.keys(shown.form.problems).length > 0;
  return page(layout, {
    ...(problems ? { status: 422 } : {}),
    title: translator.t(title),
    script: CONSENT_SCRIPT,
    fills: shown.form.fields.length > 0,
    focus: problems ? 'content' : 'title',
    content: html`${summary(translator, { store, product, account: { label: account, change: signInAgainUrl(where) } })}
<p>${whatItDoes(translator, effect, product)}${punctuationOf(translator).gap}${translator.t('can_end')}</p>
<form method="post" action="${consentFormUrl(where.product)}">
<input type="hidden" name="activation" value="${where.activation}">
<input type="hidden" name="csrf" value="${shown.csrf}">
${formFields(translator, product, shown.form)}
<div class="boxes">${boxes(translator, shown)}</div>
<p class="actions">
<button class="button" name="decision" value="yes">${translator.t(button)}</button>
<button class="button quiet" name="decision" value="no" formnovalidate>${translator.t('not_now')}</button>
</p>
</form>`,
  });
}

const WORDS = {
  new: { title: 'connect_title', button: 'connect_button' },
  renewed: { title: 'reconnect_title', button: 'reconnect_button' },
  moved: { title: 'move_title', button: 'move_button' },
} as const satisfies Record<Effect['kind'], Readonly<Record<'title' | 'button', PlainKey>>>;

function whatItDoes(translator: Translator, effect: Effect, product: string): Markup {
  const { t, tMarkup } = translator;
  if (effect.kind === 'renewed') return tMarkup('renews', { since: effect.since });
  const gets = tMarkup('gets', { product });
  return effect.kind === 'moved' ? html`<strong>${t('moves')}</strong>${punctuationOf(translator).gap}${gets}` : gets;
}

/** `required` is only a help in the browser; the check that counts is made when the form is received. */
function boxes({ t, tMarkup }: Translator, { effect, foreignHost, ticked = [] }: ConsentPage): Markup[] {
  const all: Markup[] = [];
  if (effect.kind === 'moved') all.push(box('replaces', shownText(effect.from), html`${t('move')}`, ticked));
  if (foreignHost !== undefined) {
    const text = tMarkup('return_to', { host: html`<strong>${foreignHost}</strong>` });
    all.push(box('return_to', foreignHost, text, ticked));
  }
  return all;
}

function box(name: string, value: string, text: Markup, ticked: ConsentPage['ticked'] = []): Markup {
  const checked = ticked.includes(value) ? html` checked` : '';
  return html`<label><input type="checkbox" name="${name}" value="${value}" required${checked}><span>${text}</span></label>`;
}

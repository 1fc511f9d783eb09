import { html } from 'hono/html';
import type { HttpRequest, RenderRefusal } from '../../adapters/lambda/http-handler.ts';
import { type ActivationId, type ProductId, parseActivationId } from '../../domain/ids.ts';
import type { Product } from '../../domain/product.ts';
import { REFUSALS } from '../../domain/refusals/handshake-refusals.ts';
import { adviceOnceActive, ROW_ACTIVE } from '../../domain/refusals/once-active.ts';
import {
  type HandshakeRefusalCode,
  isHandshakeRefusalCode,
  type Refusal,
  type RefusalCode,
} from '../../domain/refusals/refusal.ts';
import type { StoreUrlProblem } from '../../domain/stores/store-url.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { CUT_OFF, STAYS, STAYS_YOURS } from '../attempts/popup-state.ts';
import { type Layout, layoutFor } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { consentPageUrl, noticeUrl, signInAgainUrl, signInUrl, type Where } from '../page-urls.ts';
import { punctuationOf } from '../texts/punctuation.ts';
import type { Markup, PlainKey, Translator } from '../texts/translator.ts';
import { addresses } from './address-pages.ts';

/** Refusals that the merchant can overcome right here. */
const WAYS_ON: Readonly<Partial<Record<RefusalCode, { text: PlainKey; to: (where: Where) => string }>>> = {
  signin_refused: { text: 'sign_in_again', to: signInUrl },
  signin_unavailable: { text: 'sign_in_again', to: signInUrl },
  account_unclear: { text: 'sign_in_again', to: signInAgainUrl },
  email_unverified: { text: 'sign_in_again', to: signInAgainUrl },
  integration_taken: { text: 'sign_in_again', to: signInAgainUrl },
  move_not_confirmed: { text: 'back', to: consentPageUrl },
  return_not_confirmed: { text: 'back', to: consentPageUrl },
};

/** What the facts say about a refusal beside its code: closed lists, and so no text of anybody's. */
const REASONS: Readonly<Record<StoreUrlProblem, PlainKey>> = {
  too_long: 'url_too_long',
  malformed: 'url_malformed',
  not_https: 'url_not_https',
  not_public: 'url_not_public',
  port_not_allowed: 'url_port_not_allowed',
  names_user: 'url_names_user',
  has_query: 'url_has_query',
  has_fragment: 'url_has_fragment',
};

/** Refusals for which the integration's addresses are held against our own, and which of them. */
const COMPARED: Readonly<Partial<Record<RefusalCode, readonly ('callback' | 'identityLink')[]>>> = {
  activation_unknown: ['callback'],
  opened_by_hand: ['callback', 'identityLink'],
  integration_taken: ['callback', 'identityLink'],
  request_token_lost: ['callback', 'identityLink'],
  store_taken: ['callback', 'identityLink'],
  opened_in_two_browsers: ['callback', 'identityLink'],
};

/** A refusal for the person in front of the popup. Of its facts, they are shown the activation's id, the store and the reason. */
export function refusalPage(findProduct: FindProduct, publicUrl: string): RenderRefusal {
  return async (refusal, request) => {
    // The API's own refusals come to no merchant.
    const code = isHandshakeRefusalCode(refusal.code) ? refusal.code : 'internal';
    const product = await productOf(findProduct, String(refusal.facts['product'] ?? request.product));
    const activation = activationOf(refusal, request);
    const layout = layoutFor(
      request,
      product,
      noticeUrl(code, { product: product?.id, activation, reason: reasonOf(refusal) }),
    );
    const { translator } = layout;
    const words = await wordsOf(translator, refusal, code);
    const reference = activation === undefined ? code : `${code} · ${activation}`;
    return page(layout, {
      status: REFUSALS[code].status,
      title: words.title,
      tone: code === 'consent_declined' ? 'calm' : 'trouble',
      content: html`${store(refusal, translator)}<p class="happened">${words.happened}</p>
<div class="next"><h2>${translator.t('what_next')}</h2><p>${words.next}</p></div>
${comparedAddresses(layout, code, publicUrl)}${wayOn(layout, code, product?.id, activation)}${support(layout)}
<p class="reference">${translator.tMarkup('reference', { reference })}</p>`,
    });
  };
}

type Words = { readonly title: string; readonly happened: string; readonly next: string };

/** Most popups refuse nothing: the texts of refusals in all languages are loaded when one does. */
async function wordsOf(translator: Translator, { facts }: Refusal, code: HandshakeRefusalCode): Promise<Words> {
  const { BUTTONS, REFUSAL_TEXTS } = await import('../texts/all-refusals.ts');
  const words = REFUSAL_TEXTS[translator.language][code];
  const reason = facts['reason'];
  if (reason === ROW_ACTIVE) {
    return { ...words, next: adviceOnceActive(code, words.next, BUTTONS[translator.language]) };
  }
  if (code === 'consent_declined' && isAfterNo(reason)) return afterNo(translator, words, reason);
  if (code !== 'store_url_refused' || !isStoreUrlProblem(reason)) return words;
  return { ...words, happened: translator.t(REASONS[reason]) };
}

/** What has become of the connection of a store whose merchant said no. */
const AFTER_NO = {
  [CUT_OFF]: { happened: 'cut_off', next: 'cut_off_next' },
  [STAYS]: { title: 'stays_title', happened: 'stays', next: 'stays_next' },
  [STAYS_YOURS]: { title: 'stays_title', happened: 'stays_yours', next: 'stays_next' },
} as const satisfies Record<string, { title?: PlainKey; happened: PlainKey; next: PlainKey }>;

function isAfterNo(reason: unknown): reason is keyof typeof AFTER_NO {
  return typeof reason === 'string' && Object.hasOwn(AFTER_NO, reason);
}

function afterNo({ t }: Translator, words: Words, reason: keyof typeof AFTER_NO): Words {
  const advice: { title?: PlainKey; happened: PlainKey; next: PlainKey } = AFTER_NO[reason];
  return {
    title: advice.title === undefined ? words.title : t(advice.title),
    happened: t(advice.happened),
    next: t(advice.next),
  };
}

/** What the page needs to be shown again in another language. */
function reasonOf({ facts: { reason } }: Refusal): string | undefined {
  return reason === ROW_ACTIVE || isAfterNo(reason) || isStoreUrlProblem(reason) ? reason : undefined;
}

function isStoreUrlProblem(reason: unknown): reason is StoreUrlProblem {
  return typeof reason === 'string' && Object.hasOwn(REASONS, reason);
}

/** Which store it is about, where that is known. */
function store({ facts: { host } }: Refusal, translator: Translator): Markup | '' {
  if (typeof host !== 'string') return '';
  return html`<p class="soft">${translator.t('store')}${punctuationOf(translator).colon}<strong class="store">${host}</strong></p>\n`;
}

function wayOn({ translator }: Layout, code: RefusalCode, product?: ProductId, activation?: ActivationId): Markup | '' {
  const way = WAYS_ON[code];
  if (way === undefined || product === undefined || activation === undefined) return '';
  const to = way.to({ product, activation });
  return html`<p class="actions"><a class="button" href="${to}">${translator.t(way.text)}</a></p>\n`;
}

function comparedAddresses(layout: Layout, code: RefusalCode, publicUrl: string): Markup | '' {
  const { product } = layout;
  const compared = COMPARED[code];
  if (compared === undefined || product === undefined) return '';
  return addresses(layout, product, compared, publicUrl);
}

/** In a window of its own, for Magento watches this one. */
function support({ translator, product }: Layout): Markup | '' {
  const url = product?.brand.supportUrl;
  if (product === undefined || url === undefined) return '';
  const text = translator.tMarkup('support', { product: product.name });
  return html`<p><a class="support" href="${url}" target="_blank" rel="noopener noreferrer">${text}</a></p>`;
}

/** Without one, the page has no brand; what keeps it from being found may be the very error that is shown. */
async function productOf(findProduct: FindProduct, id: string): Promise<Product | undefined> {
  try {
    return await findProduct(id);
  } catch {
    return undefined;
  }
}

function activationOf({ facts }: Refusal, { query }: HttpRequest): ActivationId | undefined {
  try {
    return parseActivationId(String(facts['activation'] ?? query.get('activation') ?? ''));
  } catch {
    return undefined;
  }
}

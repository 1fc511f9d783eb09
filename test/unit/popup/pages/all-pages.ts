import type { HttpRequest, HttpResponse } from '../../../../functions/adapters/lambda/http-handler.ts';
import type { Stage } from '../../../../functions/domain/handshake/stage.ts';
import { newActivationId, newConnectionId, parseProductId } from '../../../../functions/domain/ids.ts';
import type { FormField } from '../../../../functions/domain/integrations/integration.ts';
import type { Brand } from '../../../../functions/domain/product.ts';
import { REFUSALS } from '../../../../functions/domain/refusals/handshake-refusals.ts';
import { ROW_ACTIVE } from '../../../../functions/domain/refusals/once-active.ts';
import { isRefusalCode, Refusal } from '../../../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl, STORE_URL_PROBLEMS } from '../../../../functions/domain/stores/store-url.ts';
import { CUT_OFF, STAYS, STAYS_YOURS } from '../../../../functions/popup/attempts/popup-state.ts';
import { layoutFor } from '../../../../functions/popup/layout/layout.ts';
import { consentPageUrl, startPageUrl } from '../../../../functions/popup/page-urls.ts';
import { callbackPage, startPage } from '../../../../functions/popup/pages/address-pages.ts';
import { choicePage } from '../../../../functions/popup/pages/choice-page.ts';
import { consentPage } from '../../../../functions/popup/pages/consent-page.ts';
import { alreadyConnectedPage, donePage, endedPage } from '../../../../functions/popup/pages/done-page.ts';
import { progressPage } from '../../../../functions/popup/pages/progress-page.ts';
import { refusalPage } from '../../../../functions/popup/pages/refusal-page.ts';
import { signInPage } from '../../../../functions/popup/pages/sign-in-page.ts';
import { waitingPage } from '../../../../functions/popup/pages/waiting-page.ts';
import type { Language } from '../../../../functions/popup/texts/languages.ts';
import { publishedProducts } from '../../../../functions/products/published-products.ts';

const WAY_IN = 'https://app.acme.example/login?iss=https%3A%2F%2Fid.example&login_hint=ana%40example.com';

/** Everything on the pages that is not ours to write. */
export type Names = {
  readonly product: string;
  readonly store: string;
  readonly account: string;
  readonly foreignHost: string;
  readonly publicUrl: string;
  readonly brand?: Brand;
};

export const WHERE = { product: parseProductId('demo'), activation: newActivationId() };
const MOVED = { connection: newConnectionId(), version: 1 };
const STORES = ['https://shop.example/', 'https://shop.example/de/%3Cb%3E/'].map(parseStoreUrl);
const STAGES: readonly Stage[] = ['received', 'requested', 'granted', 'checked', 'linked'];

export function requestIn(language: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    route: '',
    product: 'demo',
    query: new URLSearchParams(),
    contentType: '',
    acceptLanguage: language,
    cookies: new Map(),
    body: Buffer.of(),
    ...more,
  };
}

const NO_FORM = { fields: [], given: {}, problems: {} };
const LABELS = { en: 'Trade register number', de: 'Handelsregisternummer' };
/** One field of each type. */
const FIELDS: readonly FormField[] = [
  { key: 'vat', type: 'TEXT', labels: LABELS, help: LABELS, required: true, pattern: '[A-Z]{2}[0-9]+' },
  { key: 'long', type: 'TEXT', labels: LABELS, required: false },
  { key: 'size', type: 'NUMBER', labels: LABELS, required: true },
  { key: 'plan', type: 'CHOICE', labels: LABELS, required: true, choices: [{ value: 'b', labels: LABELS }] },
  { key: 'terms', type: 'CHECKBOX', labels: LABELS, required: true },
];
const GIVEN = { vat: 'x', size: 'many', plan: 'none' };
const PROBLEMS = {
  vat: 'mismatch',
  long: 'too_long',
  size: 'not_a_number',
  plan: 'not_listed',
  terms: 'missing',
} as const;

/** Every page that a merchant can see, by what it is. */
export async function everyPage(language: Language, names: Names): Promise<Readonly<Record<string, HttpResponse>>> {
  const { product, store, account, foreignHost, publicUrl, brand = {} } = names;
  const { find } = publishedProducts([{ id: 'demo', name: product }], { demo: brand });
  const request = requestIn(language);
  const layout = layoutFor(request, await find('demo'), consentPageUrl(WHERE));
  const shown = { store, where: WHERE };
  const asked = { ...shown, csrf: 'c'.repeat(43), account, foreignHost: undefined, form: NO_FORM };
  const refuse = refusalPage(find, publicUrl);
  const codes = Object.keys(REFUSALS).filter(isRefusalCode);
  return {
    'sign in': signInPage(layout, { ...shown, minutesLeft: 109 }),
    'sign in, at the last moment': signInPage(layout, { ...shown, minutesLeft: 0 }),
    'connect?': consentPage(layout, { ...asked, effect: { kind: 'new' } }),
    'connect?, with fields': consentPage(layout, {
      ...asked,
      effect: { kind: 'new' },
      form: { ...NO_FORM, fields: FIELDS },
    }),
    'connect?, answers wrong': consentPage(layout, {
      ...asked,
      effect: { kind: 'new' },
      form: { fields: FIELDS, given: GIVEN, problems: PROBLEMS },
    }),
    'connect?, other host': consentPage(layout, { ...asked, effect: { kind: 'new' }, foreignHost }),
    'connect?, again': consentPage(layout, { ...asked, effect: { kind: 'renewed', since: new Date('2026-03-01') } }),
    'connect?, move': consentPage(layout, { ...asked, effect: { kind: 'moved', from: MOVED }, foreignHost }),
    ...Object.fromEntries(
      STAGES.map((stage) => [`working, ${stage}`, progressPage(layout, { ...shown, stage, slow: false })]),
    ),
    'working, slowly': progressPage(layout, { ...shown, stage: 'requested', slow: true }),
    'several secrets': waitingPage(layout, { store, again: '/demo/login?oauth_consumer_key=k' }),
    'which store?': choicePage(layout, { choices: STORES.map((storeUrl) => ({ storeUrl, url: '/demo/login?a=b' })) }),
    done: donePage(layout, shown),
    'done, with a way in': donePage(layout, { ...shown, wayIn: WAY_IN }),
    'already connected': alreadyConnectedPage(layout, shown),
    'already connected, with a way in': alreadyConnectedPage(layout, { ...shown, wayIn: WAY_IN }),
    'no longer connected': endedPage(layout, shown),
    ...Object.fromEntries(
      await Promise.all(
        STORE_URL_PROBLEMS.map(async (reason) => [
          `refusal store_url_refused, ${reason}`,
          await refuse(
            new Refusal('store_url_refused', { activation: WHERE.activation, host: store, reason }),
            request,
          ),
        ]),
      ),
    ),
    'refusal store_invalid_response of an active integration': await refuse(
      new Refusal('store_invalid_response', { activation: WHERE.activation, host: store, reason: ROW_ACTIVE }),
      request,
    ),
    'refusal consent_declined of a reconnect': await refuse(
      new Refusal('consent_declined', { activation: WHERE.activation, host: store, reason: CUT_OFF }),
      request,
    ),
    ...Object.fromEntries(
      await Promise.all(
        [STAYS, STAYS_YOURS].map(async (reason) => [
          `refusal consent_declined, ${reason}`,
          await refuse(new Refusal('consent_declined', { activation: WHERE.activation, host: store, reason }), request),
        ]),
      ),
    ),
    start: startPage(layoutFor(request, undefined, startPageUrl()), [await find('demo')], publicUrl),
    'callback in a browser': callbackPage(layout, publicUrl),
    ...Object.fromEntries(
      await Promise.all(
        codes.map(async (code) => [
          `refusal ${code}`,
          await refuse(new Refusal(code, { activation: WHERE.activation, host: store }), request),
        ]),
      ),
    ),
    'refusal of an unknown product': await refuse(
      new Refusal('product_unknown'),
      requestIn(language, { product: store }),
    ),
  };
}

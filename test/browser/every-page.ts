import type { HttpRequest, HttpResponse } from '../../functions/adapters/lambda/http-handler.ts';
import type { Stage } from '../../functions/domain/handshake/stage.ts';
import { newActivationId, newConnectionId, parseProductId } from '../../functions/domain/ids.ts';
import type { Brand } from '../../functions/domain/product.ts';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { isRefusalCode, Refusal } from '../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl, STORE_URL_PROBLEMS } from '../../functions/domain/stores/store-url.ts';
import { CUT_OFF, STAYS_YOURS } from '../../functions/popup/attempts/popup-state.ts';
import { layoutFor } from '../../functions/popup/layout/layout.ts';
import { startPageUrl } from '../../functions/popup/page-urls.ts';
import { callbackPage, startPage } from '../../functions/popup/pages/address-pages.ts';
import { choicePage } from '../../functions/popup/pages/choice-page.ts';
import { consentPage } from '../../functions/popup/pages/consent-page.ts';
import { alreadyConnectedPage, donePage, endedPage } from '../../functions/popup/pages/done-page.ts';
import { progressPage } from '../../functions/popup/pages/progress-page.ts';
import { refusalPage } from '../../functions/popup/pages/refusal-page.ts';
import { signInPage } from '../../functions/popup/pages/sign-in-page.ts';
import { waitingPage } from '../../functions/popup/pages/waiting-page.ts';
import type { Language } from '../../functions/popup/texts/languages.ts';
import { type FindProduct, publishedProducts } from '../../functions/products/published-products.ts';
import { FIELDS, GIVEN, PROBLEMS } from './harness/form.ts';

const WAY_IN = 'https://app.acme.example/login?iss=https%3A%2F%2Fid.example&login_hint=ana%40example.com';

/** What stands on the pages besides their own words. */
export type Names = {
  readonly product: string;
  readonly store: string;
  readonly account: string;
  readonly admin: string;
  readonly brand: Brand;
};

/** A logo of the sort that vendors have: wider than high. */
const LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" rx="8" fill="#0b6"/></svg>',
)}`;

export const USUAL: Names = {
  product: 'Acme ERP',
  store: 'shop.example.com',
  account: 'ana@example.com',
  admin: 'admin.example.com',
  brand: { logo: LOGO, supportUrl: 'https://acme.example/help' },
};

/** As long as names are in real setup, and somewhat longer. */
export const LONG: Names = {
  product: 'Northern Lights Warehouse and Accounting Suite, Enterprise', // 58 of the 60 characters that there may be
  store: 'the-very-long-name-of-a-shop-for-garden-furniture.preproduction.eu-central-1.hosting.example.com',
  account: 'maximiliane.von-und-zu-hohenstein-schwarzburg@purchasing.garden-furniture-holding.example.com',
  admin: 'the-administration-of-that-shop-for-garden-furniture.preproduction.eu-central-1.hosting.example.com',
  brand: { logo: LOGO, supportUrl: 'https://acme.example/help' },
};

const STAGES: readonly Stage[] = ['received', 'requested', 'granted', 'checked', 'linked'];
const SINCE = new Date('2026-09-28T12:00:00Z');
const PUBLIC_URL = 'https://connect.acme-software.example';

const NO_FORM = { fields: [], given: {}, problems: {} };

type Consent = Parameters<typeof consentPage>[1];

/** Every page that the popup can show, in one language, by name. */
export async function everyPage(
  language: Language,
  names: Names = USUAL,
): Promise<Readonly<Record<string, HttpResponse>>> {
  const { find } = publishedProducts([{ id: 'demo', name: names.product }], { demo: names.brand });
  const request = requestIn(language);
  const frame = layoutFor(request, await find('demo'), '/demo/login?activation=x');
  const where = { product: parseProductId('demo'), activation: newActivationId() };
  const { store, account, admin } = names;
  const shown = { store, where };
  const consent = (effect: Consent['effect'], foreignHost?: string, form: Consent['form'] = NO_FORM) =>
    consentPage(frame, { ...shown, csrf: 'x', account, effect, foreignHost, form });
  return {
    'sign-in': signInPage(frame, { ...shown, minutesLeft: 107 }),
    connect: consent({ kind: 'new' }),
    'connect-other-admin': consent({ kind: 'new' }, admin),
    'connect-fields': consent({ kind: 'new' }, undefined, { ...NO_FORM, fields: FIELDS.slice(0, 3) }),
    'connect-1-field': consent({ kind: 'new' }, undefined, { ...NO_FORM, fields: FIELDS.slice(0, 1) }),
    'connect-8-fields': consent({ kind: 'new' }, undefined, { ...NO_FORM, fields: FIELDS }),
    'connect-8-fields-wrong': consent({ kind: 'new' }, undefined, { fields: FIELDS, given: GIVEN, problems: PROBLEMS }),
    'connect-move-8-fields': consent({ kind: 'moved', from: { connection: newConnectionId(), version: 1 } }, admin, {
      ...NO_FORM,
      fields: FIELDS,
    }),
    reconnect: consent({ kind: 'renewed', since: SINCE }),
    'connect-move': consent({ kind: 'moved', from: { connection: newConnectionId(), version: 1 } }),
    'connect-move-other-admin': consent({ kind: 'moved', from: { connection: newConnectionId(), version: 1 } }, admin),
    ...Object.fromEntries(
      STAGES.map((stage) => [
        `working-${stage}`,
        progressPage(frame, { ...shown, stage, slow: stage === 'requested' }),
      ]),
    ),
    'several-secrets': waitingPage(frame, { store, again: '/demo/login?x=y' }),
    'which-store': choicePage(frame, {
      choices: CHOICES.map((path) => ({ storeUrl: parseStoreUrl(`https://${store}${path}`), url: '/demo/login?x=y' })),
    }),
    done: donePage(frame, { store }),
    'done-way-in': donePage(frame, { store, wayIn: WAY_IN }),
    'already-connected': alreadyConnectedPage(frame, { store }),
    'already-connected-way-in': alreadyConnectedPage(frame, { store, wayIn: WAY_IN }),
    'no-longer-connected': endedPage(frame, { store }),
    start: startPage(layoutFor(request, undefined, startPageUrl()), [await find('demo')], PUBLIC_URL),
    callback: callbackPage(frame, PUBLIC_URL),
    ...(await refusals(find, request, where.activation, store)),
  };
}

async function refusals(find: FindProduct, request: HttpRequest, activation: string, host: string) {
  const refuse = refusalPage(find, PUBLIC_URL);
  const pages = await Promise.all(
    Object.keys(REFUSALS)
      .filter(isRefusalCode)
      .map(async (code) => [
        `refused-${code}`,
        await refuse(new Refusal(code, { product: 'demo', activation, host }), request),
      ]),
  );
  const reasons = await Promise.all(
    STORE_URL_PROBLEMS.map(async (reason) => [
      `refused-store-url-${reason}`,
      await refuse(new Refusal('store_url_refused', { product: 'demo', activation, host, reason }), request),
    ]),
  );
  return {
    ...Object.fromEntries([...pages, ...reasons]),
    'refused-cut-off': await refuse(
      new Refusal('consent_declined', { product: 'demo', activation, host, reason: CUT_OFF }),
      request,
    ),
    'refused-stays': await refuse(
      new Refusal('consent_declined', { product: 'demo', activation, host, reason: STAYS_YOURS }),
      request,
    ),
    'refused-nowhere': await refuse(new Refusal('product_unknown'), NOWHERE(request)),
  };
}

/** As many stores as one key may have. */
const CHOICES = ['/', '/de/', '/fr/', '/shop/en/', '/b2b/', '/outlet/', '/a/', '/b/'];

/** A request for a product that is not served: its page has no vendor. */
const NOWHERE = (request: HttpRequest): HttpRequest => ({ ...request, product: 'nobody' });

function requestIn(language: Language): HttpRequest {
  return {
    route: '',
    product: 'demo',
    query: new URLSearchParams(),
    contentType: '',
    acceptLanguage: language,
    cookies: new Map(),
    body: Buffer.of(),
  };
}

import type { HttpRequest, HttpResponse } from '../../../functions/adapters/lambda/http-handler.ts';
import type { Stage } from '../../../functions/domain/activation.ts';
import { newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import { isRefusalCode, Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { layoutFor } from '../../../functions/popup/layout/layout.ts';
import { consentPageUrl } from '../../../functions/popup/page-urls.ts';
import { consentPage } from '../../../functions/popup/pages/consent-page.ts';
import { alreadyConnectedPage, donePage } from '../../../functions/popup/pages/done-page.ts';
import { progressPage } from '../../../functions/popup/pages/progress-page.ts';
import { refusalPage } from '../../../functions/popup/pages/refusal-page.ts';
import { signInPage } from '../../../functions/popup/pages/sign-in-page.ts';
import type { Language } from '../../../functions/popup/texts/languages.ts';
import type { Brand } from '../../../functions/products/branding.ts';
import { servedProducts } from '../../../functions/products/published-products.ts';

/** Everything on the pages that is not ours to write. */
export type Names = {
  readonly product: string;
  readonly store: string;
  readonly account: string;
  readonly foreignHost: string;
  readonly address: string;
  readonly publicUrl: string;
  readonly brand?: Brand;
};

export const WHERE = { product: parseProductId('demo'), activation: newActivationId() };
export const STAGES: readonly Stage[] = ['received', 'requested', 'granted', 'checked', 'linked'];

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

/** Every page that a merchant can see, by what it is. */
export function everyPage(language: Language, names: Names): Readonly<Record<string, HttpResponse>> {
  const { product, store, account, foreignHost, address, publicUrl, brand = {} } = names;
  const served = servedProducts([{ id: 'demo', name: product }], { demo: brand });
  const request = requestIn(language);
  const frame = layoutFor(request, served('demo'), consentPageUrl(WHERE));
  const shown = { store, where: WHERE };
  const asked = { ...shown, csrf: 'c'.repeat(43), account, foreignHost: undefined };
  const refuse = refusalPage(served, publicUrl);
  const codes = Object.keys(REFUSALS).filter(isRefusalCode);
  return {
    'sign in': signInPage(frame, { ...shown, minutesLeft: 109 }),
    'sign in, at the last moment': signInPage(frame, { ...shown, minutesLeft: 0 }),
    'connect?': consentPage(frame, { ...asked, effect: { kind: 'new' } }),
    'connect?, other host': consentPage(frame, { ...asked, effect: { kind: 'new' }, foreignHost }),
    'connect?, again': consentPage(frame, { ...asked, effect: { kind: 'renewed', since: new Date('2026-03-01') } }),
    'connect?, replace': consentPage(frame, {
      ...asked,
      effect: { kind: 'address_replaced', version: 1, address },
      foreignHost,
    }),
    'connect?, move': consentPage(frame, { ...asked, effect: { kind: 'moved', version: 1 }, foreignHost }),
    ...Object.fromEntries(STAGES.map((stage) => [`working, ${stage}`, progressPage(frame, { ...shown, stage })])),
    done: donePage(frame, shown),
    'already connected': alreadyConnectedPage(frame),
    ...Object.fromEntries(
      codes.map((code) => [`refusal ${code}`, refuse(new Refusal(code, { activation: WHERE.activation }), request)]),
    ),
    'refusal of an unknown product': refuse(new Refusal('product_unknown'), requestIn(language, { product: store })),
  };
}

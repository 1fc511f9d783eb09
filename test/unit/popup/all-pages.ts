import type { HttpRequest, HttpResponse } from '../../../functions/adapters/lambda/http-handler.ts';
import { newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import type { Brand } from '../../../functions/domain/product.ts';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import { isRefusalCode, Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Stage } from '../../../functions/domain/stage.ts';
import { layoutFor } from '../../../functions/popup/layout/layout.ts';
import { consentPageUrl } from '../../../functions/popup/page-urls.ts';
import { consentPage } from '../../../functions/popup/pages/consent-page.ts';
import { alreadyConnectedPage, donePage } from '../../../functions/popup/pages/done-page.ts';
import { progressPage } from '../../../functions/popup/pages/progress-page.ts';
import { refusalPage } from '../../../functions/popup/pages/refusal-page.ts';
import { signInPage } from '../../../functions/popup/pages/sign-in-page.ts';
import type { Language } from '../../../functions/popup/texts/languages.ts';
import { publishedProducts } from '../../../functions/products/published-products.ts';

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

/** Every page that a merchant can see, by what it is. */
export async function everyPage(language: Language, names: Names): Promise<Readonly<Record<string, HttpResponse>>> {
  const { product, store, account, foreignHost, address, publicUrl, brand = {} } = names;
  const { find } = publishedProducts([{ id: 'demo', name: product }], { demo: brand });
  const request = requestIn(language);
  const layout = layoutFor(request, await find('demo'), consentPageUrl(WHERE));
  const shown = { store, where: WHERE };
  const asked = { ...shown, csrf: 'c'.repeat(43), account, foreignHost: undefined };
  const refuse = refusalPage(find, publicUrl);
  const codes = Object.keys(REFUSALS).filter(isRefusalCode);
  return {
    'sign in': signInPage(layout, { ...shown, minutesLeft: 109 }),
    'sign in, at the last moment': signInPage(layout, { ...shown, minutesLeft: 0 }),
    'connect?': consentPage(layout, { ...asked, effect: { kind: 'new' } }),
    'connect?, other host': consentPage(layout, { ...asked, effect: { kind: 'new' }, foreignHost }),
    'connect?, again': consentPage(layout, { ...asked, effect: { kind: 'renewed', since: new Date('2026-03-01') } }),
    'connect?, replace': consentPage(layout, {
      ...asked,
      effect: { kind: 'address_replaced', version: 1, address },
      foreignHost,
    }),
    'connect?, move': consentPage(layout, { ...asked, effect: { kind: 'moved', version: 1 }, foreignHost }),
    ...Object.fromEntries(STAGES.map((stage) => [`working, ${stage}`, progressPage(layout, { ...shown, stage })])),
    done: donePage(layout, shown),
    'already connected': alreadyConnectedPage(layout),
    ...Object.fromEntries(
      await Promise.all(
        codes.map(async (code) => [
          `refusal ${code}`,
          await refuse(new Refusal(code, { activation: WHERE.activation }), request),
        ]),
      ),
    ),
    'refusal of an unknown product': await refuse(
      new Refusal('product_unknown'),
      requestIn(language, { product: store }),
    ),
  };
}

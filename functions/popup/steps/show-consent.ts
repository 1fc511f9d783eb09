import { refOf, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { HttpHandler, HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { Account } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import type { ProductId } from '../../domain/ids.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { FormOf } from '../../products/product-form.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { answersOf } from '../../stores/connection-answers.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { refuseDeclined } from '../attempts/connection-after-decline.ts';
import { type Effect, type Deps as EffectDeps, effectOf } from '../attempts/link-effect.ts';
import { minutesLeft, popupStateOf } from '../attempts/popup-state.ts';
import { type Deps as WaitDeps, waitForChange } from '../attempts/wait-for-change.ts';
import { layoutFor, type ProductLayout } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, progressUrl } from '../page-urls.ts';
import { consentPage } from '../pages/consent-page.ts';
import { givenOf, type ShownForm } from '../pages/form-fields.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { requireSession } from '../require-session.ts';
import { foreignHost } from '../return-url.ts';
import { type Deps as AccountDeps, currentAccount } from '../sign-in/current-account.ts';
import { type Deps as ConnectedDeps, showConnected } from './show-connected.ts';

export type Deps = WaitDeps &
  AdmitDeps &
  EffectDeps &
  ConnectedDeps &
  AccountDeps & {
    readonly findProduct: FindProduct;
    readonly formOf: FormOf;
    readonly vault: Pick<Vault, 'open'>;
    readonly sessions: Pick<Sessions, 'find'>;
  };

/**
 * How long the question waits for the store to issue a request token. Until then nothing shows that Magento's message
 * came from that store, so nothing may be said about the connection it has.
 */
const STORE_HOLD_MS = 1_000;

/** `GET /{product}/login?activation=…`: the question itself, once the merchant has signed in. */
export function showConsent(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const session = await requireSession(deps.sessions, request, product.id, request.query.get('activation'));
    const found = await admitBrowser(deps, session);
    const layout = layoutFor(request, product, consentPageUrl(session));
    await refuseDeclined(deps, found, session.account);
    const popupState = popupStateOf(found);
    const account = popupState === 'open' ? await currentAccount(deps, session) : session.account;
    if (account === undefined) {
      const store = hostOf(found.storeUrl);
      return signInPage(layout, { store, where: session, minutesLeft: minutesLeft(found, deps.now()) });
    }
    if (found.stage === 'linked') return showConnected(deps, layout, found, account);
    if (popupState === 'agreed') return redirect(progressUrl(session));
    return ask(deps, layout, session, account);
  };
}

async function ask(deps: Deps, layout: ProductLayout, session: Session, account: Account): Promise<HttpResponse> {
  const hasAnswered = ({ stage }: Activation) => stage !== 'received';
  const activation = await waitForChange(deps, refOf(session), hasAnswered, STORE_HOLD_MS);
  if (popupStateOf(activation) !== 'open') return redirect(progressUrl(session));
  const effect = await effectOf(deps, activation, account);
  return consentPage(layout, {
    store: hostOf(activation.storeUrl),
    where: session,
    csrf: session.csrf,
    account: account.label,
    effect,
    foreignHost: foreignHost(session.successCallback, activation.storeUrl),
    form: await formFor(deps, layout.product.id, effect),
  });
}

/** Filled in with what this account's merchant answered before, where they did. */
async function formFor(deps: Deps, product: ProductId, effect: Effect): Promise<ShownForm> {
  const fields = await deps.formOf(product);
  const known = effect.kind === 'renewed' && fields.length > 0 ? effect.answers : undefined;
  const given = known === undefined ? {} : givenOf(await answersOf(deps, known));
  return { fields, given, problems: {} };
}

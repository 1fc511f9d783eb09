import type { Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { HttpHandler, HttpRequest } from '../../adapters/lambda/http-handler.ts';
import type { MerchantSignIn } from '../../adapters/oidc/merchant-sign-in.ts';
import type { PendingOpenIdSignIn } from '../../adapters/oidc/pending-sign-in.ts';
import type { Account } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { parseActivationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { popupStateOf } from '../attempts/popup-state.ts';
import { redirect } from '../layout/page.ts';
import { ownReturnPath, SIGN_IN_RETURN } from '../page-urls.ts';
import type { Provider, ProviderOf } from './product-provider.ts';
import { withAttempt } from './sign-in-failure.ts';
import {
  type Deps as GoOnDeps,
  goOnAs,
  OTHER_RETURN_MS,
  onceAnew,
  REPEATED,
  signInAnew,
  underWay,
  unlessSignedIn,
} from './signed-in.ts';

export type Deps = AdmitDeps &
  GoOnDeps & {
    readonly sessions: Pick<Sessions, 'find' | 'keep'>;
    readonly providerOf: ProviderOf;
    readonly pause: (ms: number) => Promise<unknown>;
  };

/**
 * `GET /signin/return`: back from the deployment's OpenID provider; `GET /{product}/signin/return`: from the product's own.
 * The state names the activation, and so the cookie that must hold the very same state: an answer to another browser's
 * request is refused, and counts for nothing. So is one that comes to another address than its provider was told.
 */
export function completeSignIn(deps: Deps): HttpHandler {
  return async (request) => {
    const session = await sessionOf(deps, request);
    const own = begunFor(session, request);
    if (own === undefined) return unlessSignedIn(deps, session);
    const found = await admitBrowser(deps, session);
    popupStateOf(found);
    const provider = await deps.providerOf(session.product);
    if (!isTheSame(provider, own)) return onceAnew(deps, request, session, found);
    const account = await complete(deps, provider, request.query, found, own, session.restarted !== true);
    const here = request.product === '' ? SIGN_IN_RETURN : ownReturnPath(session.product);
    if (account === 'ask again') return redirect(`${here}?${request.query}&${REPEATED}=1`);
    if (account === 'sign in anew') return signInAnew(deps, request, session);
    return goOnAs(deps, request, session, own, account);
  };
}

async function sessionOf({ sessions }: Deps, { query, cookies, product }: HttpRequest): Promise<Session> {
  const activation = parseActivationId(query.get('state')?.split('.')[0] ?? '');
  const session = await sessions.find(cookies, activation);
  const isHere = product === '' || product === session?.product;
  if (session === undefined || !isHere) throw new Refusal('signin_elsewhere', { activation });
  return session;
}

/** The sign-in that a return belongs to, if it came to the address that its provider was told. */
function begunFor(session: Session, { query, product }: HttpRequest): PendingOpenIdSignIn | undefined {
  const state = query.get('state');
  const own = underWay(session).find((one): one is PendingOpenIdSignIn => 'state' in one && one.state === state);
  const isOwnProvider = own?.configuration !== undefined;
  return isOwnProvider === (product !== '') ? own : undefined;
}

/** Whether a sign-in was begun with what is published now: its code goes to no other provider than the one it came from. */
function isTheSame(provider: Provider, own: PendingOpenIdSignIn): provider is Provider & { kind: 'openIdConnect' } {
  return provider.kind === 'openIdConnect' && provider.configuration === own.configuration;
}

/**
 * The provider takes a code once. When a double click sends it twice, the second return is refused, and goes on where the
 * first one is: by then the browser has that one's cookie. Where it has none, since browsers drop what a navigation that
 * they cancelled brings, the sign-in is begun anew: the provider knows its user by now.
 */
async function complete(
  { pause, log }: Deps,
  provider: Pick<MerchantSignIn, 'complete'>,
  query: URLSearchParams,
  found: Activation,
  pendingSignIn: PendingOpenIdSignIn,
  mayRestart: boolean,
): Promise<Account | 'ask again' | 'sign in anew'> {
  const returned = new URLSearchParams(query);
  returned.delete(REPEATED);
  try {
    return await withAttempt(found, log, provider.complete(returned, pendingSignIn));
  } catch (error) {
    // With an error in its answer, the provider was brought no code.
    const broughtCode = query.has('code') && !query.has('error');
    const usedTwice = error instanceof Refusal && error.code === 'signin_refused' && broughtCode;
    if (!usedTwice) throw error;
    if (query.has(REPEATED)) {
      if (mayRestart) return 'sign in anew';
      throw error;
    }
    await pause(OTHER_RETURN_MS);
    return 'ask again';
  }
}

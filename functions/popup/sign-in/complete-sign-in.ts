import { newCsrf, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { MerchantSignIn } from '../../adapters/oidc/merchant-sign-in.ts';
import type { PendingOpenIdSignIn } from '../../adapters/oidc/pending-sign-in.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { parseActivationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { hostOfAttempt } from '../attempts/host-of-attempt.ts';
import { popupStateOf } from '../attempts/popup-state.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, SIGN_IN_RETURN, signInUrl } from '../page-urls.ts';
import { withAttempt } from './sign-in-failure.ts';

export type Deps = AdmitDeps & {
  readonly sessions: Pick<Sessions, 'find' | 'keep'>;
  readonly complete: MerchantSignIn['complete'];
  readonly pause: (ms: number) => Promise<unknown>;
};

/** How long the first of two simultaneous returns may take until the browser has its cookie. */
const OTHER_RETURN_MS = 1_000;

/** Marks a return that is asked for a second time. */
const REPEATED = 'handfast_repeated';

/**
 * `GET /signin/return`: back from the OpenID provider. The state names the activation, and so the cookie that must
 * hold the very same state: an answer to another browser's request is refused, and counts for nothing.
 */
export function completeSignIn(deps: Deps): HttpHandler {
  return async (request) => {
    const state = request.query.get('state') ?? '';
    const activation = parseActivationId(state.split('.')[0] ?? '');
    const session = await deps.sessions.find(request.cookies, activation);
    if (session === undefined) throw new Refusal('signin_elsewhere', { activation });
    const { pendingSignIn, earlierSignIn, restarted, ...rest } = session;
    const underWay = [pendingSignIn, earlierSignIn].filter((one) => one !== undefined);
    const own = underWay.find((one): one is PendingOpenIdSignIn => 'state' in one && one.state === state);
    if (own === undefined) {
      // A reload, the browser's Back, or the second of two returns: the sign-in was completed, and its user is known.
      if (session.account !== undefined) return redirect(consentPageUrl(session));
      const { product } = session;
      throw new Refusal('signin_elsewhere', { product, activation, host: await hostOfAttempt(deps, session) });
    }
    const found = await admitBrowser(deps, session);
    popupStateOf(found);
    const account = await complete(deps, request.query, found, own, restarted !== true);
    if (account === 'ask again') return redirect(`${SIGN_IN_RETURN}?${request.query}&${REPEATED}=1`);
    if (account === 'sign in anew') {
      const anew = { ...rest, restarted: true } as const;
      return redirect(signInUrl(session), await deps.sessions.keep(request.cookies, anew));
    }
    // What another tab has begun stays open; its question stays answerable, for the same account.
    const [other] = underWay.filter((one) => one !== own);
    const cookies = await deps.sessions.keep(request.cookies, {
      ...signedIn(rest, account),
      pendingSignIn: other,
    });
    deps.log('signed_in', { product: session.product, activation });
    return redirect(consentPageUrl(session), cookies);
  };
}

/** The form token changes with the account: what was asked of one is answered by no other. */
function signedIn(session: Session, account: Account): Session {
  const isSame = session.account !== undefined && accountKey(session.account) === accountKey(account);
  return isSame ? { ...session, account } : { ...session, account, csrf: newCsrf(), earlierCsrf: session.csrf };
}

/**
 * The provider takes a code once. When a double click sends it twice, the second return is refused, and goes on where the
 * first one is: by then the browser has that one's cookie. Where it has none, since browsers drop what a navigation that
 * they cancelled brings, the sign-in is begun anew: the provider knows its user by now.
 */
async function complete(
  { complete, pause, log }: Deps,
  query: URLSearchParams,
  found: Activation,
  pendingSignIn: PendingOpenIdSignIn,
  mayRestart: boolean,
): Promise<Account | 'ask again' | 'sign in anew'> {
  const returned = new URLSearchParams(query);
  returned.delete(REPEATED);
  try {
    return await withAttempt(found, log, complete(returned, pendingSignIn));
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

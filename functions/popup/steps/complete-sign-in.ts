import { newCsrf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { MerchantSignIn } from '../../adapters/oidc/merchant-sign-in.ts';
import { parseActivationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl } from '../page-urls.ts';
import { withAttempt } from './sign-in-failure.ts';

export type Deps = {
  readonly sessions: Pick<Sessions, 'find' | 'keep'>;
  readonly complete: MerchantSignIn['complete'];
  readonly log: typeof log;
};

/**
 * `GET /signin/return`: back from the OpenID provider. The state names the activation, and so the cookie that must
 * hold the very same state: an answer to another browser's request is refused.
 */
export function completeSignIn(deps: Deps): HttpHandler {
  return async (request) => {
    const state = request.query.get('state') ?? '';
    const activation = parseActivationId(state.split('.')[0] ?? '');
    const session = await deps.sessions.find(request.cookies, activation);
    if (session === undefined) throw new Refusal('session_missing', { activation });
    const { pendingSignIn, ...rest } = session;
    if (pendingSignIn?.state !== state) {
      // A reload, or the browser's Back: the sign-in was completed, and its user is known.
      if (session.account !== undefined) return redirect(consentPageUrl(session));
      throw new Refusal('session_missing', { product: session.product, activation });
    }
    const account = await withAttempt(session, deps.log, deps.complete(request.query, pendingSignIn));
    const cookies = await deps.sessions.keep(request.cookies, { ...rest, account, csrf: newCsrf() });
    deps.log('signed_in', { product: session.product, activation });
    return redirect(consentPageUrl(session), cookies);
  };
}

import { newCsrf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { WebDeed } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { Identity } from '../../adapters/oidc/merchant-sign-in.ts';
import { parseActivationId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { redirect } from '../layout/page.ts';
import { askAddress } from '../page-urls.ts';
import { atPlace } from './sign-in-failure.ts';

export type Needs = {
  readonly sessions: Pick<Sessions, 'find' | 'keep'>;
  readonly arrive: Identity['arrive'];
  readonly log: typeof log;
};

/**
 * `GET /signin/return`: back from the OpenID provider. The state names the activation, and so the cookie that must
 * hold the very same state: an answer that another browser asked for is not taken.
 */
export function signInReturn(needs: Needs): WebDeed {
  return async (request) => {
    const state = request.query.get('state') ?? '';
    const activation = parseActivationId(state.split('.')[0] ?? '');
    const session = await needs.sessions.find(request.cookies, activation);
    if (session === undefined) throw new Refusal('session_missing', { activation });
    const { ticket, ...rest } = session;
    if (ticket?.state !== state) {
      // A reload, or the browser's Back: the ticket was used, and its user is known.
      if (session.account !== undefined) return redirect(askAddress(session));
      throw new Refusal('session_missing', { product: session.product, activation });
    }
    const account = await atPlace(session, needs.log, needs.arrive(request.query, ticket));
    const cookies = await needs.sessions.keep(request.cookies, { ...rest, account, csrf: newCsrf() });
    needs.log('signed_in', { product: session.product, activation });
    return redirect(askAddress(session), cookies);
  };
}

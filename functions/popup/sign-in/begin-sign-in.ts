import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { MerchantSignIn } from '../../adapters/oidc/merchant-sign-in.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { popupStateOf } from '../attempts/popup-state.ts';
import { redirect } from '../layout/page.ts';
import { requireSession } from '../require-session.ts';
import { withAttempt } from './sign-in-failure.ts';

export type Deps = AdmitDeps & {
  readonly findProduct: FindProduct;
  readonly sessions: Pick<Sessions, 'find' | 'keep'>;
  readonly begin: MerchantSignIn['begin'];
};

/** `GET /{product}/signin?activation=…`: off to the OpenID provider. */
export function beginSignIn(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const session = await requireSession(deps.sessions, request, product.id, request.query.get('activation'));
    const found = await admitBrowser(deps, session);
    popupStateOf(found);
    const again = request.query.get('again') === '1';
    const { url, pendingSignIn } = await withAttempt(found, deps.log, deps.begin(session.activation, again));
    // Whoever wants another account has none until they have signed in.
    const { account, ...signedOut } = session;
    const earlierSignIn = session.pendingSignIn;
    const kept = again || account === undefined ? signedOut : session;
    return redirect(url, await deps.sessions.keep(request.cookies, { ...kept, pendingSignIn, earlierSignIn }));
  };
}

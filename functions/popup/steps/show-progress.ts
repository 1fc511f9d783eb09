import { refOf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { WayInOf } from '../../products/product-way-in.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { type Deps as NoDeps, refuseDeclined } from '../attempts/connection-after-decline.ts';
import { isDeclined, popupStateFor } from '../attempts/popup-state.ts';
import { type Deps as WaitDeps, waitForChange } from '../attempts/wait-for-change.ts';
import { layoutFor } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, progressUrl } from '../page-urls.ts';
import { donePage } from '../pages/done-page.ts';
import { progressPage } from '../pages/progress-page.ts';
import { requireSession } from '../require-session.ts';
import { returnUrl } from '../return-url.ts';

export type Deps = WaitDeps &
  AdmitDeps &
  NoDeps & {
    readonly findProduct: FindProduct;
    readonly wayInOf: WayInOf;
    readonly sessions: Pick<Sessions, 'find'>;
  };

/** How long an answer is held. A step that takes longer is a slow store's, and the page says so. */
const HOLD_MS = 5_000;

/**
 * `GET /{product}/progress?activation=…`: what is going on, and in the end back to Magento, to the letter.
 *
 * Only an answer to `wait=1` leads off this site. The consent form's own redirect ends here without it, and browsers
 * hold the whole chain of a form's redirects to `form-action 'self'`.
 */
export function showProgress(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const session = await requireSession(deps.sessions, request, product.id, request.query.get('activation'));
    const { account } = session;
    await admitBrowser(deps, session);
    if (account === undefined) return redirect(consentPageUrl(session));
    const waits = request.query.get('wait') === '1';
    const from = request.query.get('from');
    const hasChanged = (seen: Activation) =>
      isDeclined(seen) || popupStateFor(seen, account) !== 'agreed' || (from !== null && seen.stage !== from);
    const activation = await waitForChange(deps, refOf(session), hasChanged, waits ? HOLD_MS : 0);
    await refuseDeclined(deps, activation, account);
    const popupState = popupStateFor(activation, account);
    if (popupState === 'open') return redirect(consentPageUrl(session));
    const layout = layoutFor(request, product, progressUrl(session));
    const store = hostOf(activation.storeUrl);
    const successCallback = returnUrl(session, activation.storeUrl);
    if (popupState === 'linked' && successCallback === undefined) {
      return donePage(layout, { store, wayIn: await deps.wayInOf(product.id, account) });
    }
    if (popupState === 'linked' && waits && successCallback !== undefined) return redirect(successCallback);
    return progressPage(layout, {
      store,
      where: session,
      stage: activation.stage,
      slow: waits && activation.stage === from,
    });
  };
}

import { refOf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { Activation } from '../../domain/activation.ts';
import { connectionIdOf } from '../../domain/ids.ts';
import { hostOf } from '../../domain/store-url.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { layoutFor } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { effectOf } from '../link-effect.ts';
import { consentPageUrl, progressUrl } from '../page-urls.ts';
import { consentPage } from '../pages/consent-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { minutesLeft, popupStateOf } from '../popup-state.ts';
import { requireSession } from '../require-session.ts';
import { foreignHost } from '../return-url.ts';
import { type Deps as WaitDeps, waitForChange } from '../wait-for-change.ts';

export type Deps = WaitDeps & {
  readonly findProduct: FindProduct;
  readonly connections: Pick<ConnectionRepository, 'find'>;
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
    const { account } = session;
    const hasAnswered = ({ stage }: Activation) => stage !== 'received';
    const activation = await waitForChange(
      deps,
      refOf(session),
      hasAnswered,
      account === undefined ? 0 : STORE_HOLD_MS,
    );
    const popupState = popupStateOf(activation);
    const { storeUrl } = activation;
    const layout = layoutFor(request, product, consentPageUrl(session));
    const shown = { store: hostOf(storeUrl), where: session };
    if (account === undefined)
      return signInPage(layout, { ...shown, minutesLeft: minutesLeft(activation, deps.now()) });
    if (popupState !== 'open') return redirect(progressUrl(session));
    const existing = await deps.connections.find(connectionIdOf(product.id, storeUrl));
    return consentPage(layout, {
      ...shown,
      csrf: session.csrf,
      account: account.label,
      effect: effectOf(existing, account, activation),
      foreignHost: foreignHost(session.successCallback, storeUrl),
    });
  };
}

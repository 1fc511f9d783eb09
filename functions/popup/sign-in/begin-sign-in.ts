import type { Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { SamlRequests } from '../../adapters/dynamodb/saml/saml-requests.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { PendingSignIn } from '../../adapters/oidc/pending-sign-in.ts';
import { newSamlRequestId } from '../../domain/handshake/saml-request.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { popupStateOf } from '../attempts/popup-state.ts';
import { redirect } from '../layout/page.ts';
import { samlSignInUrl } from '../page-urls.ts';
import { requireSession } from '../require-session.ts';
import type { ProviderOf } from './product-provider.ts';
import { withAttempt } from './sign-in-failure.ts';

type BeginDeps = {
  readonly providerOf: ProviderOf;
  readonly samlRequests: Pick<SamlRequests, 'create'>;
};

export type Deps = AdmitDeps &
  BeginDeps & {
    readonly findProduct: FindProduct;
    readonly sessions: Pick<Sessions, 'find' | 'keep'>;
  };

/** `GET /{product}/signin?activation=…`: off to the product's provider, or the deployment's. */
export function beginSignIn(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const session = await requireSession(deps.sessions, request, product.id, request.query.get('activation'));
    const found = await admitBrowser(deps, session);
    popupStateOf(found);
    const again = request.query.get('again') === '1';
    const { url, pendingSignIn } = await withAttempt(found, deps.log, begin(deps, session, again));
    // Whoever wants another account has none until they have signed in.
    const { account, signedInWith, ...signedOut } = session;
    const earlierSignIn = session.pendingSignIn;
    const kept = again || account === undefined ? signedOut : session;
    return redirect(url, await deps.sessions.keep(request.cookies, { ...kept, pendingSignIn, earlierSignIn }));
  };
}

type Begun = { readonly url: string; readonly pendingSignIn: PendingSignIn };

async function begin(deps: BeginDeps, { product, activation }: Session, again: boolean): Promise<Begun> {
  const provider = await deps.providerOf(product);
  const { configuration } = provider;
  if (provider.kind === 'openIdConnect') {
    const { url, pendingSignIn } = await provider.begin(activation, again);
    return { url, pendingSignIn: { ...pendingSignIn, ...(configuration !== undefined && { configuration }) } };
  }
  const request = newSamlRequestId();
  await deps.samlRequests.create({ id: request, product, activation });
  const url = samlSignInUrl(product, request, again);
  return { url, pendingSignIn: { kind: 'saml', request, configuration: provider.configuration } };
}

import type { Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import { samlRequestKey } from '../../adapters/dynamodb/saml/saml-request-item.ts';
import type { SamlRequests } from '../../adapters/dynamodb/saml/saml-requests.ts';
import { account } from '../../adapters/fields/account-field.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { PendingSamlSignIn } from '../../adapters/oidc/pending-sign-in.ts';
import { isSamlRefusalCode, readSamlRequestId, type SamlRequest } from '../../domain/handshake/saml-request.ts';
import type { ProductId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { popupStateOf } from '../attempts/popup-state.ts';
import { redirect } from '../layout/page.ts';
import { ownReturnPath } from '../page-urls.ts';
import type { ProviderOf } from './product-provider.ts';
import { refusedAt } from './sign-in-failure.ts';
import {
  type Deps as GoOnDeps,
  goOnAs,
  OTHER_RETURN_MS,
  onceAnew,
  REPEATED,
  underWay,
  unlessSignedIn,
} from './signed-in.ts';

export type Deps = AdmitDeps &
  GoOnDeps & {
    readonly findProduct: FindProduct;
    readonly sessions: Pick<Sessions, 'find' | 'keep'>;
    readonly providerOf: ProviderOf;
    readonly samlRequests: Pick<SamlRequests, 'find' | 'consume'>;
    readonly vault: Pick<Vault, 'open'>;
    readonly pause: (ms: number) => Promise<unknown>;
  };

/**
 * `GET /{product}/signin/return?saml=…`: back from the function that reads answers of SAML identity providers. The request
 * must be the one that this browser's session has begun. Whoever brings the answer to it knows the code, which was given
 * to nobody but the browser that the identity provider sent: an answer that a stranger was made to give is not taken.
 */
export function completeSaml(deps: Deps): HttpHandler {
  return async (request) => {
    const { id: product } = await deps.findProduct(request.product);
    const found = await requestOf(deps, product, request.query.get('saml'));
    const session = await deps.sessions.find(request.cookies, found.activation);
    if (session?.product !== product) throw new Refusal('signin_elsewhere', { activation: found.activation });
    const own = underWay(session).find((one): one is PendingSamlSignIn => 'kind' in one && one.request === found.id);
    if (own === undefined) return unlessSignedIn(deps, session);
    const attempt = await admitBrowser(deps, session);
    popupStateOf(attempt);
    const refused = request.query.get('refused');
    if (refused !== null) throw refusedAt(attempt, deps.log, refusalFor(refused));
    const { configuration } = await deps.providerOf(product);
    if (configuration !== own.configuration) return onceAnew(deps, request, session, attempt);
    return take(deps, request, session, own, found);
  };
}

async function requestOf({ samlRequests }: Deps, product: ProductId, named: string | null): Promise<SamlRequest> {
  const id = readSamlRequestId(named);
  const found = id && (await samlRequests.find(product, id));
  if (found === undefined) throw new Refusal('signin_elsewhere', { product });
  return found;
}

function refusalFor(refused: string): Refusal {
  return new Refusal(isSamlRefusalCode(refused) ? refused : 'signin_unavailable');
}

/**
 * The answer, once, for the code that came with it. The second of two simultaneous returns finds it taken, and is asked
 * for again: by then the browser has the cookie of the first one.
 *
 * @throws Refusal `signin_elsewhere` for another code
 */
async function take(
  deps: Deps,
  request: HttpRequest,
  session: Session,
  own: PendingSamlSignIn,
  { id, product }: SamlRequest,
): Promise<HttpResponse> {
  const answer = await deps.samlRequests.consume(product, id, request.query.get('code') ?? '');
  if (answer === undefined && !request.query.has(REPEATED)) {
    await deps.pause(OTHER_RETURN_MS);
    return redirect(`${ownReturnPath(product)}?${request.query}&${REPEATED}=1`);
  }
  if (answer === undefined) return unlessSignedIn(deps, session);
  const context = { item: samlRequestKey(id), product };
  return goOnAs(deps, request, session, own, await deps.vault.open(context, answer.account, account));
}

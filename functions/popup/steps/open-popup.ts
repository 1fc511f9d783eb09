import { beginSession, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activation-repository.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { HandshakeExecutions } from '../../adapters/step-functions/handshake-executions.ts';
import type { Activation, ActivationRef } from '../../domain/activation.ts';
import { digestOf, type KeyDigest } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/store-url.ts';
import { parseSuccessCallback } from '../../domain/success-callback.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { layoutFor, type ProductLayout } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, noticeUrl, progressUrl } from '../page-urls.ts';
import { alreadyConnectedPage } from '../pages/done-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { minutesLeft, popupStateOf } from '../popup-state.ts';
import { ALREADY_CONNECTED } from './show-notice.ts';

export type Deps = {
  readonly findProduct: FindProduct;
  readonly activations: Pick<ActivationRepository, 'find'>;
  readonly sessions: Sessions;
  readonly start: HandshakeExecutions['start'];
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * `GET /{product}/login?oauth_consumer_key=…&success_call_back=…`: Magento opens the popup. Starts the state
 * machine at once, since Magento accepts the first call for five minutes only.
 */
export function openPopup(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const key = keyOf(request.query);
    const activation = await deps.activations.find({ product: product.id, key });
    if (activation === undefined) throw new Refusal('activation_unknown', { product: product.id });
    const ref = { product: product.id, key, activation: activation.activation };
    if (activation.stage === 'received') await begin(deps, ref);
    const popupState = popupStateOf(activation);
    const own = await deps.sessions.find(request.cookies, ref.activation);
    if (popupState === 'linked' && own === undefined) {
      return alreadyConnectedPage(layoutFor(request, product, noticeUrl(ALREADY_CONNECTED, product.id)));
    }
    const session = withSuccessCallback(own ?? (await newSession(deps.sessions, request, ref)), request.query);
    const cookies = await deps.sessions.keep(request.cookies, session);
    if (popupState !== 'open') return redirect(progressUrl(ref), cookies);
    if (session.account !== undefined) return redirect(consentPageUrl(ref), cookies);
    const layout = layoutFor(request, product, consentPageUrl(ref));
    return { ...welcome(layout, activation, deps.now()), cookies };
  };
}

function welcome(layout: ProductLayout, activation: Activation, now: Date): HttpResponse {
  const store = hostOf(activation.storeUrl);
  return signInPage(layout, { store, where: activation, minutesLeft: minutesLeft(activation, now) });
}

async function begin({ start, log }: Deps, ref: ActivationRef): Promise<void> {
  await start(ref);
  log('handshake_started', { product: ref.product, activation: ref.activation });
}

/** Whoever signed in for an earlier activation of the same integration in this browser, stays signed in. */
async function newSession(sessions: Sessions, request: HttpRequest, ref: ActivationRef): Promise<Session> {
  const all = await sessions.all(request.cookies);
  const earlier = all.findLast(({ product, key, account }) => product === ref.product && key === ref.key && account);
  return earlier?.account === undefined ? beginSession(ref) : { ...beginSession(ref), account: earlier.account };
}

/** Every popup has its own `success_call_back`; an older one holds a secret of a session that may be over. */
function withSuccessCallback({ successCallback: _, ...session }: Session, query: URLSearchParams): Session {
  const successCallback = parseSuccessCallback(query.get('success_call_back'));
  return successCallback === undefined ? session : { ...session, successCallback };
}

// Magento\Framework\Oauth\Helper\Oauth: LENGTH_CONSUMER_KEY is 32, drawn from a-z0-9.
const CONSUMER_KEY = /^[a-z0-9]{32}$/;

function keyOf(query: URLSearchParams): KeyDigest {
  const [key = '', ...more] = query.getAll('oauth_consumer_key');
  if (!CONSUMER_KEY.test(key) || more.length > 0) throw new Refusal('opened_by_hand');
  return digestOf(key);
}

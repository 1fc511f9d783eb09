import { beginSession, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import type { ConsumerKey } from '../../domain/handshake/consumer-key.ts';
import { parseSuccessCallback, type SuccessCallback } from '../../domain/handshake/success-callback.ts';
import { digestOf, type KeyDigest } from '../../domain/ids.ts';
import type { Product } from '../../domain/product.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { storesFor } from '../attempts/choose-message.ts';
import { type Deps as NoDeps, refuseDeclined } from '../attempts/connection-after-decline.ts';
import { minutesLeft, popupStateOf } from '../attempts/popup-state.ts';
import { type Deps as AttemptDeps, trueAttempt } from '../attempts/true-attempt.ts';
import { layoutFor } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { consentPageUrl, popupUrl, progressUrl } from '../page-urls.ts';
import { choicePage } from '../pages/choice-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { waitingPage } from '../pages/waiting-page.ts';

export type Deps = AttemptDeps &
  NoDeps & {
    readonly findProduct: FindProduct;
    readonly keys: Pick<KeyRepository, 'find' | 'open' | 'markSeen' | 'markAsked'>;
    readonly sessions: Sessions;
  };

/**
 * `GET /{product}/login?oauth_consumer_key=…&success_call_back=…`: Magento opens the popup. Starts the state
 * machine at once, since Magento accepts the first call for five minutes only.
 */
export function openPopup(deps: Deps): HttpHandler {
  return async (request) => {
    const product = await deps.findProduct(request.product);
    const consumerKey = keyOf(request.query);
    const key = await knownKey(deps, product, digestOf(consumerKey));
    const successCallback = parseSuccessCallback(request.query.get('success_call_back'));
    const store = request.query.get('store');
    const stores = storesFor(key, { successCallback, store }, deps.now());
    const [messages, ...others] = stores;
    if (messages === undefined) throw new Refusal('activation_unknown', { product: product.id });
    const address = (chosen?: string) => popupUrl(product.id, { consumerKey, successCallback, store: chosen });
    if (others.length > 0) {
      const choices = stores.map(([{ storeUrl, consumer }]) => ({ storeUrl, url: address(consumer) }));
      return choicePage(layoutFor(request, product, address()), { choices });
    }
    const activation = await trueAttempt(deps, key, messages);
    const here = address(messages[0].consumer);
    if (activation === undefined) {
      return waitingPage(layoutFor(request, product, here), { store: hostOf(messages[0].storeUrl), again: here });
    }
    return show(deps, request, product, activation, successCallback);
  };
}

/** A key that nobody has sent yet is remembered: whoever asks for it before Magento's message is not the merchant. */
async function knownKey({ keys }: Deps, { id: product }: Product, key: KeyDigest): Promise<ConsumerKey> {
  const ref = { product, key };
  const known = await keys.find(ref);
  if (known !== undefined) return known;
  await keys.markAsked(ref);
  throw new Refusal('activation_unknown', { product });
}

async function show(
  deps: Deps,
  request: HttpRequest,
  product: Product,
  activation: Activation,
  successCallback: SuccessCallback | undefined,
): Promise<HttpResponse> {
  const { sessions, now } = deps;
  const own = await sessions.find(request.cookies, activation.activation);
  await refuseDeclined(deps, activation, own?.account);
  const popupState = popupStateOf(activation);
  const session = withSuccessCallback(own ?? (await newSession(sessions, request, activation)), successCallback);
  const cookies = await sessions.keep(request.cookies, session);
  if (own !== undefined && popupState === 'agreed') return redirect(progressUrl(session), cookies);
  if (session.account !== undefined) return redirect(consentPageUrl(session), cookies);
  const page = signInPage(layoutFor(request, product, consentPageUrl(session)), {
    store: hostOf(activation.storeUrl),
    where: session,
    minutesLeft: minutesLeft(activation, now()),
  });
  return { ...page, cookies };
}

/** Whoever signed in for an earlier activation of the same integration in this browser, stays signed in. */
async function newSession(sessions: Sessions, request: HttpRequest, { product, key, activation }: Activation) {
  const all = await sessions.all(request.cookies);
  const session = beginSession({ product, key, activation }, all.at(-1)?.browser);
  const earlier = all.findLast((one) => one.product === product && one.key === key && one.account);
  if (earlier?.account === undefined) return session;
  const { account, signedInWith } = earlier;
  return { ...session, account, ...(signedInWith !== undefined && { signedInWith }) };
}

/** Every popup has its own `success_call_back`; an older one holds a secret of a session that may be over. */
function withSuccessCallback(
  { successCallback: _, ...session }: Session,
  successCallback: SuccessCallback | undefined,
): Session {
  return successCallback === undefined ? session : { ...session, successCallback };
}

// Magento\Framework\Oauth\Helper\Oauth: LENGTH_CONSUMER_KEY is 32, drawn from a-z0-9.
const CONSUMER_KEY = /^[a-z0-9]{32}$/;

function keyOf(query: URLSearchParams): string {
  const [key = '', ...more] = query.getAll('oauth_consumer_key');
  if (!CONSUMER_KEY.test(key) || more.length > 0) throw new Refusal('opened_by_hand');
  return key;
}

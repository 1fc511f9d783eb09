import { beginSession, type Session } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { Activation, ActivationRef } from '../../adapters/dynamodb/activation-item.ts';
import type { Activations } from '../../adapters/dynamodb/activation-repository.ts';
import type { WebAnswer, WebDeed, WebRequest } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { Machine } from '../../adapters/step-functions/handshake-executions.ts';
import { digestOf, type KeyDigest } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/store-url.ts';
import { parseWayBack } from '../../domain/success-callback.ts';
import type { ServedProduct } from '../../products/published-products.ts';
import { frameOf, type ProductFrame } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { askAddress, progressAddress, toldAddress } from '../page-urls.ts';
import { alreadyConnectedPage } from '../pages/done-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { minutesLeft, stationOf } from '../popup-state.ts';
import { ALREADY_CONNECTED } from './show-notice.ts';

export type Needs = {
  /** @throws Refusal `product_unknown` */
  readonly product: (id: string) => ServedProduct;
  readonly activations: Pick<Activations, 'find'>;
  readonly sessions: Sessions;
  readonly start: Machine['start'];
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * `GET /{product}/login?oauth_consumer_key=…&success_call_back=…`: Magento opens the popup. Starts the machine at
 * once, for Magento lets its first call through for five minutes only.
 */
export function enter(needs: Needs): WebDeed {
  return async (request) => {
    const product = needs.product(request.product);
    const key = keyOf(request.query);
    const activation = await needs.activations.find({ product: product.id, key });
    if (activation === undefined) throw new Refusal('activation_unknown', { product: product.id });
    const ref = { product: product.id, key, activation: activation.activation };
    if (activation.stage === 'received') await begin(needs, ref);
    const station = stationOf(activation);
    const own = await needs.sessions.find(request.cookies, ref.activation);
    if (station === 'linked' && own === undefined) {
      return alreadyConnectedPage(frameOf(request, product, toldAddress(ALREADY_CONNECTED, product.id)));
    }
    const session = withWayBack(own ?? (await newSession(needs.sessions, request, ref)), request.query);
    const cookies = await needs.sessions.keep(request.cookies, session);
    if (station !== 'open') return redirect(progressAddress(ref), cookies);
    if (session.account !== undefined) return redirect(askAddress(ref), cookies);
    const frame = frameOf(request, product, askAddress(ref));
    return { ...welcome(frame, activation, needs.now()), cookies };
  };
}

function welcome(frame: ProductFrame, activation: Activation, now: Date): WebAnswer {
  const store = hostOf(activation.storeUrl);
  return signInPage(frame, { store, where: activation, minutesLeft: minutesLeft(activation, now) });
}

async function begin({ start, log }: Needs, ref: ActivationRef): Promise<void> {
  await start(ref);
  log('handshake_started', { product: ref.product, activation: ref.activation });
}

/** Whoever signed in for an earlier activation of the same integration in this browser, stays signed in. */
async function newSession(sessions: Sessions, request: WebRequest, ref: ActivationRef): Promise<Session> {
  const all = await sessions.all(request.cookies);
  const earlier = all.findLast(({ product, key, account }) => product === ref.product && key === ref.key && account);
  return earlier?.account === undefined ? beginSession(ref) : { ...beginSession(ref), account: earlier.account };
}

/** Every popup brings its own way back; an older one has a secret of a session that may be over. */
function withWayBack({ back: _, ...session }: Session, query: URLSearchParams): Session {
  const back = parseWayBack(query.get('success_call_back'));
  return back === undefined ? session : { ...session, back };
}

// Magento\Framework\Oauth\Helper\Oauth: LENGTH_CONSUMER_KEY is 32, drawn from a-z0-9.
const CONSUMER_KEY = /^[a-z0-9]{32}$/;

function keyOf(query: URLSearchParams): KeyDigest {
  const [key = '', ...more] = query.getAll('oauth_consumer_key');
  if (!CONSUMER_KEY.test(key) || more.length > 0) throw new Refusal('opened_by_hand');
  return digestOf(key);
}

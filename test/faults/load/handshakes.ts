import { setTimeout as pause } from 'node:timers/promises';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';

/** Magento's own five seconds would measure the computer: on AWS each message has an instance of its own. */
const POST_TIMEOUT_MS = 30_000;

export type Handshake = {
  readonly ms: number;
  /** How long Magento waited for the callback. */
  readonly callbackMs: number;
  /** Why it did not end at Magento's own page with an active integration. */
  readonly problem: string | undefined;
};

/** One handshake of a store and a merchant of its own. Never rejects: what went wrong is in `problem`. */
export async function shakeHands(url: string): Promise<Handshake> {
  const integration = { name: 'load', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${url}/demo/login` };
  const store = await startDemoStore({ integrations: [integration], postTimeoutMs: POST_TIMEOUT_MS });
  const begun = performance.now();
  let callbackMs = 0;
  const handshake = (problem?: string): Handshake => ({ ms: performance.now() - begun, callbackMs, problem });
  try {
    const id = store.states()[0]?.id ?? 0;
    const activation = await store.activate(id);
    callbackMs = activation.ms;
    if (!activation.delivered) return handshake(activation.problem);
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(activation.popupUrl));
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    if (end.url !== store.successCallback) return handshake(`${end.status} ${end.text.slice(0, 100)}`);
    return handshake(store.state(id)?.active ? undefined : 'the integration is not active');
  } catch (error) {
    return handshake(error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error));
  } finally {
    await store.close();
  }
}

type Rate = { readonly perSecond: number; readonly seconds: number; readonly mostAtOnce: number };

/** Begins handshakes at a steady rate; one that would be one too many under way is not begun. */
export async function shakeHandsSteadily(url: string, rate: Rate): Promise<Handshake[]> {
  const { perSecond, seconds, mostAtOnce } = rate;
  const begun = performance.now();
  const all: Promise<Handshake>[] = [];
  let underWay = 0;
  for (let turn = 0; turn < perSecond * seconds; turn += 1) {
    const early = begun + (turn * 1_000) / perSecond - performance.now();
    if (early > 1) await pause(early);
    if (underWay >= mostAtOnce) continue;
    underWay += 1;
    const handshake = shakeHands(url);
    void handshake.finally(() => {
      underWay -= 1;
    });
    all.push(handshake);
  }
  return Promise.all(all);
}

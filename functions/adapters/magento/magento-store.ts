import { Refusal } from '../../domain/refusals/refusal.ts';
import type { StoreUrl } from '../../domain/stores/store-url.ts';
import type { Lookup } from '../http/address-guard.ts';
import type { UrlPolicy } from '../http/url-policy.ts';
import { readModules } from './replies/rest-reply.ts';
import type { Token } from './replies/token-reply.ts';
import { readToken } from './replies/token-reply.ts';
import type { Generation } from './signing/signature.ts';
import { GENERATIONS } from './signing/signature.ts';
import { callWithRetries } from './transport/call-with-retries.ts';
import type { Method, Reply } from './transport/send.ts';
import { call } from './transport/signed-call.ts';
import type { Candidates } from './transport/try-generations.ts';

/** What Magento posts about an integration: who calls. */
export type Consumer = { readonly consumerKey: string; readonly consumerSecret: string };

/** All that signing a REST call takes. */
export type Credentials = Consumer & Token;

export type { Token } from './replies/token-reply.ts';

export type MagentoStore = {
  /**
   * Magento lets this through once, within 300 s after it posted the keys.
   *
   * @throws Refusal `consumer_key_expired`, `request_token_lost`, or any other that `readToken` and `call` throw
   */
  requestToken(store: StoreUrl, consumer: Consumer): Promise<Token>;
  /**
   * Magento lets this through once, within two hours or so after it issued the request token.
   *
   * @throws Refusal `access_token_lost`, `token_rejected`, or any other that `readToken` and `call` throw
   */
  accessToken(store: StoreUrl, consumer: Consumer, requestToken: Token, verifier: string): Promise<Token>;
  /**
   * Proves that the credentials are alive, and learns the store's generation.
   *
   * @throws Refusal `permission_missing`, `token_rejected`, or any other that `readModules` and `call` throw
   */
  check(store: StoreUrl, credentials: Credentials, generations?: readonly Generation[]): Promise<StoreState>;
  /**
   * Calls the store's REST API, with retries.
   *
   * @throws Refusal `answer_too_large`, or any other that `call` throws; what the answer means is not judged
   */
  rest(
    store: StoreUrl,
    credentials: Credentials,
    generations: readonly Generation[],
    asked: RestCall,
  ): Promise<RestReply>;
};

/** One call of the REST API. */
export type RestCall = {
  readonly method: Method;
  /** See `restTarget`. */
  readonly target: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** When the last answer must be there, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
};

export type RestReply = {
  readonly reply: Reply;
  /** What is now known of the store's generation. */
  readonly generations: readonly Generation[];
  readonly tries: number;
};

/** What Lambda can hand on (6 MB), before it is packed; compression is up to the function that answers. */
const REST_ANSWER_BYTES = 6 * 1024 * 1024;

/** What a check has learnt. */
export type StoreState = { readonly generations: readonly Generation[]; readonly modules: readonly string[] };

/**
 * Granted to every integration that has any resource at all. Magento ignores parameters it does not know, but signs
 * them: 2.4.8 has `[10]` before `[2]`, older ones `[2]` before `[10]`. So the check tells them apart, and later calls
 * need no second try.
 */
const CHECK_TARGET = 'rest/V1/modules?handfast%5B2%5D=1&handfast%5B10%5D=1';

/** Calls stores as the operator's policy allows. */
export function magentoStore(policy: UrlPolicy, lookup?: Lookup): MagentoStore {
  const sending = { policy, lookup };
  const anyGeneration: Candidates = GENERATIONS;
  return {
    async requestToken(store, keys) {
      const target = 'oauth/token/request';
      const { reply } = await call(store, { method: 'POST', target, keys, generations: anyGeneration }, sending);
      return readToken(reply, 'request');
    },
    async accessToken(store, consumer, requestToken, verifier) {
      const target = 'oauth/token/access';
      const keys = { ...consumer, ...requestToken, verifier };
      const { reply } = await call(store, { method: 'POST', target, keys, generations: anyGeneration }, sending);
      return readToken(reply, 'access');
    },
    async check(store, keys, known = GENERATIONS) {
      const { reply, generations } = await call(
        store,
        { method: 'GET', target: CHECK_TARGET, keys, generations: known },
        sending,
      );
      return { generations, modules: readModules(reply) };
    },
    async rest(store, keys, generations, { method, target, body, deadlineMs }) {
      try {
        return await callWithRetries(method, deadlineMs, (deadlineMilliseconds) =>
          call(
            store,
            { method, target, body, keys, generations },
            { ...sending, deadlineMilliseconds, answerBytes: REST_ANSWER_BYTES },
          ),
        );
      } catch (error) {
        const oversize = error instanceof Refusal && error.facts['fault'] === 'OVERSIZE';
        throw oversize ? new Refusal('answer_too_large', { limitBytes: REST_ANSWER_BYTES }, error) : error;
      }
    },
  };
}

import type { StoreUrl } from '../../../domain/stores/store-url.ts';
import { requestUrl } from './request-url.ts';
import type { Method, Reply, Sending } from './send.ts';
import { deadlineOf, send } from './send.ts';
import type { Candidates, Keys } from './try-generations.ts';
import { sendSigned } from './try-generations.ts';

/** One call to a store. */
export type Call = {
  readonly method: Method;
  /** Below the base URL: `rest/V1/products?searchCriteria[pageSize]=1`, percent-encoded or raw. */
  readonly target: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly keys: Keys;
  /** What is known of the store's generation. */
  readonly generations: Candidates;
  /** Not sent again where the store says that it had it before: it may have had effect then. */
  readonly once?: boolean;
};

/**
 * Signs and sends one call, once more per generation that is not ruled out while the store rejects the signature. All
 * of these together have the time of one call.
 *
 * @returns the reply, whatever its status, and what is now known of the generation
 * @throws Refusal `request_ambiguous`, `signature_rejected`, `store_address_refused`, `store_unreachable`,
 * `store_timeout`
 */
export async function call(
  store: StoreUrl,
  { method, target, body, keys, generations, once }: Call,
  sending: Sending,
): Promise<{ reply: Reply; generations: Candidates }> {
  const url = requestUrl(store, target);
  const signal = deadlineOf(sending);
  return sendSigned({ method, url, keys, once }, generations, (authorization) =>
    send({ method, url, authorization, body }, { ...sending, signal }),
  );
}

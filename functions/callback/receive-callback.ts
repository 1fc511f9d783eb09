import type { ActivationRepository } from '../adapters/dynamodb/activations/activation-repository.ts';
import type { Kept } from '../adapters/dynamodb/keys/keep-message.ts';
import { type KeyRef, keyItem } from '../adapters/dynamodb/keys/key-item.ts';
import type { KeyRepository } from '../adapters/dynamodb/keys/key-repository.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { HttpHandler, HttpResponse } from '../adapters/lambda/http-handler.ts';
import type { LogEvent, log } from '../adapters/lambda/log.ts';
import { consumerIdOf } from '../domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, verifierDigest } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { hostOf, parseStoreUrl, readableOrigin, type StoreUrl } from '../domain/stores/store-url.ts';
import type { FindProductId } from '../products/published-products.ts';
import { type CallbackMessage, readCallbackMessage } from './callback-message.ts';

export type Deps = {
  readonly findProduct: FindProductId;
  /** @throws Refusal `store_url_refused` for a URL that could never be called, whatever its name resolves to */
  readonly callable: (store: StoreUrl) => void;
  readonly seal: Vault['seal'];
  readonly keys: Pick<KeyRepository, 'keep' | 'refuse'>;
  readonly recordRefused: ActivationRepository['recordRefused'];
  readonly now: () => Date;
  readonly log: typeof log;
};

const KEPT: HttpResponse = { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'OK\n' };

const LOGGED = {
  kept: 'activation_kept',
  repeated: 'activation_repeated',
  forged: 'activation_forged',
  dropped: 'activation_dropped',
} as const satisfies Record<Kept, LogEvent>;

/**
 * `POST /{product}/callback`: stores Magento's keys, with one call to KMS and one to DynamoDB. Magento waits five
 * seconds, ignores the answer, and opens the popup only then; so everything else happens later.
 */
export function receiveCallback(deps: Deps): HttpHandler {
  return async (request) => {
    const { id: product } = await deps.findProduct(request.product);
    const message = readCallbackMessage(request.contentType, request.body);
    const ref = { product, key: digestOf(message.consumerKey) };
    const storeUrl = await callableUrl(deps, ref, message);
    await keepMessage(deps, ref, message, storeUrl);
    return KEPT;
  };
}

async function keepMessage(deps: Deps, ref: KeyRef, message: CallbackMessage, storeUrl: StoreUrl): Promise<void> {
  const { consumerKey, consumerSecret, verifier } = message;
  const activation = newActivationId();
  const context = { item: keyItem(ref), product: ref.product };
  const outcome = await deps.keys.keep({
    ...ref,
    consumer: consumerIdOf(consumerSecret, storeUrl),
    activation,
    storeUrl,
    secrets: await deps.seal(context, { consumerKey, consumerSecret, verifier }),
    verifierDigest: verifierDigest(verifier),
  });
  const facts = { product: ref.product, host: hostOf(storeUrl) };
  deps.log(LOGGED[outcome], outcome === 'kept' ? { ...facts, activation } : facts);
}

/** What is refused is remembered without its secrets: Magento opens the popup anyway, and it shows the reason. */
async function callableUrl(deps: Deps, ref: KeyRef, { storeBaseUrl }: CallbackMessage): Promise<StoreUrl> {
  try {
    const storeUrl = parseStoreUrl(storeBaseUrl);
    deps.callable(storeUrl);
    return storeUrl;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, facts } = error;
    const reason = facts['reason'] === undefined ? undefined : String(facts['reason']);
    const at = deps.now().toISOString();
    const refused = { activation: newActivationId(), storeUrl: readableOrigin(storeBaseUrl), code, reason, at };
    await Promise.all([deps.keys.refuse(ref, refused), deps.recordRefused(ref, refused)]);
    deps.log('activation_refused', { product: ref.product, host: hostOf(refused.storeUrl), code, reason });
    throw error;
  }
}

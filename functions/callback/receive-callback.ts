import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { HttpHandler, HttpResponse } from '../adapters/lambda/http-handler.ts';
import type { log } from '../adapters/lambda/log.ts';
import { digestOf, newActivationId, verifierDigest } from '../domain/ids.ts';
import type { StoreUrl } from '../domain/store-url.ts';
import { hostOf } from '../domain/store-url.ts';
import type { FindProduct } from '../products/published-products.ts';
import { readCallbackMessage } from './callback-message.ts';

export type Deps = {
  readonly findProduct: FindProduct;
  /** @throws Refusal `store_url_refused` for a URL that could never be called, whatever its name resolves to */
  readonly callable: (store: StoreUrl) => void;
  readonly seal: Vault['seal'];
  readonly keep: ActivationRepository['keep'];
  readonly log: typeof log;
};

const KEPT: HttpResponse = { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'OK\n' };

/**
 * `POST /{product}/callback`: stores Magento's keys, with one call to KMS and one to DynamoDB. Magento waits five
 * seconds, ignores the answer, and opens the popup only then; so everything else happens later.
 */
export function receiveCallback(deps: Deps): HttpHandler {
  return async (request) => {
    const { id: product } = await deps.findProduct(request.product);
    const message = readCallbackMessage(request.contentType, request.body);
    deps.callable(message.storeUrl);
    const { consumerKey, consumerSecret, verifier, storeUrl } = message;
    const ref = { product, key: digestOf(consumerKey), activation: newActivationId() };
    const secrets = await deps.seal({ item: activationKey(ref), product }, { consumerKey, consumerSecret, verifier });
    const outcome = await deps.keep({ ...ref, storeUrl, secrets, verifierDigest: verifierDigest(verifier) });
    const facts = { product, host: hostOf(storeUrl) };
    if (outcome === 'kept') deps.log('activation_kept', { ...facts, activation: ref.activation });
    else deps.log('activation_repeated', facts);
    return KEPT;
  };
}

import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import type { Keys } from '../adapters/kms/secret-shapes.ts';
import { keys, requestToken } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import type { ActivationAt, ActivationRef } from '../domain/activation.ts';
import type { Sealed } from '../domain/ciphertext.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { identityOf } from '../domain/store-url.ts';
import { keepToken } from './keep-token.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'requested' | 'handOver'>;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  readonly magento: Pick<MagentoStore, 'requestToken'>;
  readonly log: typeof log;
};

/**
 * Gets the request token as soon as a browser shows up: Magento lets this call through for 300 s only, while the
 * merchant may take two hours from then on.
 *
 * @throws Refusal `request_token_lost` when Magento has issued the token, now or before, and it could not be kept
 */
export function obtainRequestToken(deps: Deps) {
  return async (event: StepEvent, deadlineMs: number): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'received') return { stage: activation.stage };
    const own = await deps.vault.open(contextOf(ref), activation.secrets, keys);
    const obtained = await obtain(deps, ref, activation, own);
    const obtainedAt = performance.now();
    const result = await keepToken({ event, deadlineMs, lost: 'request_token_lost' }, async () =>
      keepOrHandOver(deps, ref, await obtained()),
    );
    const ms = Math.round(performance.now() - obtainedAt);
    deps.log('token_kept', { product: ref.product, activation: ref.activation, token: 'request', ms });
    return result;
  };
}

/** @returns what encrypts the token, or has it encrypted already */
async function obtain(
  deps: Deps,
  ref: ActivationRef,
  activation: ActivationAt<'received'>,
  own: Keys,
): Promise<() => Promise<Sealed>> {
  try {
    const issued = await deps.magento.requestToken(activation.storeUrl, own);
    const secret = { ...issued, verifier: own.verifier, store: identityOf(activation.storeUrl) };
    return () => deps.vault.seal(contextOf(ref), secret);
  } catch (error) {
    const used = error instanceof Refusal && error.code === 'request_token_lost';
    const reused = used ? await reusableToken(deps, ref, activation) : undefined;
    if (reused === undefined) throw error;
    deps.log('request_token_reused', { product: ref.product, activation: ref.activation });
    return async () => reused;
  }
}

/**
 * Only the store that issued a token may be sent it again: whoever has seen a popup's address knows the consumer key,
 * and can forge a message that makes an attempt of their own store the successor.
 */
async function reusableToken(
  { vault }: Deps,
  ref: ActivationRef,
  { requestToken: earlier, storeUrl }: ActivationAt<'received'>,
): Promise<Sealed | undefined> {
  if (earlier === undefined) return undefined;
  const { store } = await vault.open(contextOf(ref), earlier, requestToken);
  return store === identityOf(storeUrl) ? earlier : undefined;
}

/** The token exists nowhere else: if a newer attempt has superseded this one meanwhile, it goes to that one. */
async function keepOrHandOver(deps: Deps, ref: ActivationRef, sealed: Sealed): Promise<StepResult> {
  try {
    return { stage: (await deps.activations.requested(ref, sealed)).stage };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'activation_superseded') {
      await deps.activations.handOver(ref, sealed);
      deps.log('request_token_handed_over', { product: ref.product, activation: ref.activation });
    }
    throw error;
  }
}

function contextOf(ref: ActivationRef) {
  return { item: activationKey(ref), product: ref.product };
}

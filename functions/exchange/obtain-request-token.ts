import type { ActivationAt, ActivationRef } from '../adapters/dynamodb/activation-item.ts';
import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { Activations } from '../adapters/dynamodb/activation-repository.ts';
import type { Sealed } from '../adapters/kms/sealed.ts';
import type { Keys } from '../adapters/kms/secret-shapes.ts';
import { requestToken as kept, keys } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { identityOf } from '../domain/store-url.ts';
import { keepInTime } from './keep-token.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Needs = {
  readonly activations: Pick<Activations, 'current' | 'requested' | 'bequeath'>;
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
export function requestToken(needs: Needs) {
  return async (event: StepEvent, untilMs: number): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await needs.activations.current(ref);
    if (activation.stage !== 'received') return { stage: activation.stage };
    const own = await needs.vault.open(place(ref), activation.secrets, keys);
    const obtained = await obtain(needs, ref, activation, own);
    const obtainedAt = performance.now();
    const result = await keepInTime({ event, untilMs, lost: 'request_token_lost' }, async () =>
      keepOrBequeath(needs, ref, await obtained()),
    );
    const ms = Math.round(performance.now() - obtainedAt);
    needs.log('token_kept', { product: ref.product, activation: ref.activation, token: 'request', ms });
    return result;
  };
}

/** @returns what encrypts the token, or has it encrypted already */
async function obtain(
  needs: Needs,
  ref: ActivationRef,
  activation: ActivationAt<'received'>,
  own: Keys,
): Promise<() => Promise<Sealed>> {
  try {
    const issued = await needs.magento.requestToken(activation.storeUrl, own);
    const secret = { ...issued, verifier: own.verifier, store: identityOf(activation.storeUrl) };
    return () => needs.vault.seal(place(ref), secret);
  } catch (error) {
    const used = error instanceof Refusal && error.code === 'request_token_lost';
    const inherited = used ? await inheritance(needs, ref, activation) : undefined;
    if (inherited === undefined) throw error;
    needs.log('request_token_inherited', { product: ref.product, activation: ref.activation });
    return async () => inherited;
  }
}

/**
 * Only the store that issued a token may be shown it again: whoever has seen a popup's address knows the consumer key,
 * and can forge a message that makes an attempt of their own store the heir.
 */
async function inheritance(
  { vault }: Needs,
  ref: ActivationRef,
  { requestToken: left, storeUrl }: ActivationAt<'received'>,
): Promise<Sealed | undefined> {
  if (left === undefined) return undefined;
  const { store } = await vault.open(place(ref), left, kept);
  return store === identityOf(storeUrl) ? left : undefined;
}

/** The token exists nowhere else: if a newer attempt has taken this one's place meanwhile, it goes to that one. */
async function keepOrBequeath(needs: Needs, ref: ActivationRef, sealed: Sealed): Promise<StepResult> {
  try {
    return { stage: (await needs.activations.requested(ref, sealed)).stage };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'activation_superseded') {
      await needs.activations.bequeath(ref, sealed);
      needs.log('request_token_bequeathed', { product: ref.product, activation: ref.activation });
    }
    throw error;
  }
}

const place = (ref: ActivationRef) => ({ item: activationKey(ref), product: ref.product });

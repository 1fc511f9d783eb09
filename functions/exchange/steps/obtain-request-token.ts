import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { EARLIER_CONSUMER } from '../../adapters/dynamodb/activations/earlier-activation.ts';
import { keyItem } from '../../adapters/dynamodb/keys/key-item.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import { keys, requestToken as shape } from '../../adapters/kms/secret-shapes.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { MagentoStore } from '../../adapters/magento/magento-store.ts';
import type { Activation, ActivationAt, ActivationRef } from '../../domain/handshake/activation.ts';
import type { KeptToken } from '../../domain/handshake/consumer-key.ts';
import { REQUEST_TOKEN_LIFE_SECONDS } from '../../domain/handshake/consumer-key.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { keepToken } from '../keep-token.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'requested'>;
  readonly keys: Pick<KeyRepository, 'find' | 'keepToken'>;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  readonly magento: Pick<MagentoStore, 'requestToken'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Gets the request token as soon as a browser shows up: Magento lets this call through for 300 s only, while the
 * merchant may take two hours from then on.
 *
 * The token is stored with the consumer key, for this consumer: Magento issues no second one while it is alive, so a
 * later attempt of the same store goes on with it.
 *
 * @throws Refusal `request_token_lost` when Magento has issued the token, now or before, and it could not be kept
 */
export function obtainRequestToken(deps: Deps) {
  return async (event: StepEvent, deadlineMs: number): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'received') return { stage: activation.stage };
    await obtain(deps, ref, activation, event, deadlineMs);
    return { stage: (await deps.activations.requested(ref)).stage };
  };
}

async function obtain(
  deps: Deps,
  ref: ActivationRef,
  activation: ActivationAt<'received'>,
  event: StepEvent,
  deadlineMs: number,
): Promise<void> {
  const context = { item: keyItem(ref), product: ref.product };
  const facts = { product: ref.product, activation: ref.activation };
  const own = await deps.vault.open(context, activation.secrets, keys);
  const issued = await deps.magento.requestToken(activation.storeUrl, own).catch(async (error: unknown) => {
    if (!mayHaveIssuedBefore(error) || (await reusableToken(deps, activation)) === undefined) throw error;
    deps.log('request_token_reused', facts);
    return undefined;
  });
  if (issued === undefined) return;
  const issuedAt = performance.now();
  await keepToken({ event, deadlineMs, lost: 'request_token_lost' }, async () => {
    const token = await deps.vault.seal(context, { ...issued, verifier: own.verifier, store: activation.storeUrl });
    await deps.keys.keepToken(activation, { token, verifierDigest: activation.verifierDigest });
  });
  deps.log('token_kept', { ...facts, token: 'request', ms: Math.round(performance.now() - issuedAt) });
}

/**
 * Whether a store may have refused because its earlier token is still valid. Once it issues a new one (200), earlier
 * ones are void. An unknown text may say so in a language without a published translation, and a message that came too
 * late says nothing of the token: whether it is alive shows when it is exchanged.
 */
function mayHaveIssuedBefore(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false;
  if (error.code === 'request_token_lost') return error.facts['status'] !== 200;
  return error.code === 'token_refused' || error.code === 'consumer_key_expired';
}

type TokenDeps = Pick<Deps, 'now'> & {
  readonly keys: Pick<KeyRepository, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
};

/**
 * The request token that an earlier attempt of the same consumer got: the same secret at the same store. Nobody else
 * may use it: whoever has seen a popup's address can post messages with its key.
 */
export async function reusableToken(
  { keys: repository, vault, now }: TokenDeps,
  activation: Pick<Activation, 'product' | 'key' | 'consumer' | 'storeUrl'>,
): Promise<KeptToken | undefined> {
  const known = await repository.find(activation);
  const oldest = new Date(now().getTime() - REQUEST_TOKEN_LIFE_SECONDS * 1000).toISOString();
  const own = known?.tokens.find(({ consumer, at }) => consumer === activation.consumer && at > oldest);
  const earlier = known?.tokens.find(({ consumer }) => consumer === EARLIER_CONSUMER);
  if (own !== undefined && own.consumer !== EARLIER_CONSUMER) return own;
  if (earlier === undefined) return undefined;
  // Stored when a key had one token only, whichever store of the key's messages had issued it.
  const context = { item: keyItem(activation), product: activation.product };
  const { store } = await vault.open(context, earlier.token, shape);
  return new URL(store).origin === new URL(activation.storeUrl).origin ? earlier : undefined;
}

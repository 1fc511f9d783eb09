import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { keyItem } from '../../adapters/dynamodb/keys/key-item.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import { keys, requestToken } from '../../adapters/kms/secret-shapes.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { MagentoStore } from '../../adapters/magento/magento-store.ts';
import type { Activation, ActivationAt, ActivationRef } from '../../domain/handshake/activation.ts';
import { OWN_BROWSER_SECONDS } from '../../domain/handshake/consumer-key.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { keepToken } from '../keep-token.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';
import { reusableToken } from './obtain-request-token.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'granted'>;
  readonly keys: Pick<KeyRepository, 'find' | 'dropToken'>;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  readonly magento: Pick<MagentoStore, 'accessToken'>;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Exchanges the request token once the merchant has said yes.
 *
 * @throws Refusal `access_token_lost` when the store may have issued the token without its answer reaching us, or when
 * it has, and the token could not be kept
 */
export function exchangeAccessToken(deps: Deps) {
  return async (event: StepEvent, deadlineMs: number): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await afterOwnBrowser(deps, ref, await deps.activations.current(ref));
    if (activation.stage === 'granted') await forgetSpent(deps, ref, activation);
    if (activation.stage !== 'requested') return { stage: activation.stage };
    if (activation.consent?.decision !== 'yes') throw new Refusal('consent_timed_out');
    const kept = await reusableToken(deps, activation);
    if (kept === undefined) throw new Refusal('request_token_lost');
    const stage = await exchange(deps, ref, activation, { event, deadlineMs, kept });
    // The token is used up, whatever happens to the attempt.
    await deps.keys.dropToken({ ...ref, consumer: kept.consumer }, kept);
    return { stage };
  };
}

/** A function that was cut off after it kept the access token may have left the request token. */
async function forgetSpent(deps: Deps, ref: ActivationRef, activation: ActivationAt<'granted'>): Promise<void> {
  const spent = await reusableToken(deps, activation);
  if (spent !== undefined) await deps.keys.dropToken({ ...ref, consumer: spent.consumer }, spent);
}

type Exchange = {
  readonly event: StepEvent;
  readonly deadlineMs: number;
  readonly kept: NonNullable<Awaited<ReturnType<typeof reusableToken>>>;
};

async function exchange(
  deps: Deps,
  ref: ActivationRef,
  activation: ActivationAt<'requested'>,
  { event, deadlineMs, kept }: Exchange,
): Promise<string> {
  const context = { item: keyItem(ref), product: ref.product };
  const [own, request] = await Promise.all([
    deps.vault.open(context, activation.secrets, keys),
    deps.vault.open(context, kept.token, requestToken),
  ]);
  const { verifier, ...issued } = await withEitherVerifier([request.verifier, own.verifier], (candidate) =>
    deps.magento.accessToken(activation.storeUrl, own, request, candidate),
  );
  const issuedAt = performance.now();
  const { consumerKey, consumerSecret } = own;
  const spent = verifier === own.verifier;
  const { stage } = await keepToken({ event, deadlineMs, lost: 'access_token_lost' }, async () =>
    deps.activations.granted(ref, await deps.vault.seal(context, { consumerKey, consumerSecret, ...issued }), spent),
  );
  const ms = Math.round(performance.now() - issuedAt);
  deps.log('token_kept', { product: ref.product, activation: ref.activation, token: 'access', ms });
  return stage;
}

/**
 * A request token belongs to the verifier that Magento had when it issued it. That is the one of the attempt that asked
 * for it, unless *Reauthorize* was pressed in between: then it is the one of the later message. A mismatch spends
 * nothing: `Magento\Integration\Model\Oauth\Token\Provider::validateRequestToken` compares before anything is changed.
 */
async function withEitherVerifier<T extends object>(
  [first, second]: readonly [string, string],
  exchangeWith: (verifier: string) => Promise<T>,
): Promise<T & { readonly verifier: string }> {
  try {
    return { ...(await exchangeWith(first)), verifier: first };
  } catch (error) {
    const mismatch = error instanceof Refusal && error.code === 'token_refused' && first !== second;
    if (!mismatch) throw error;
    return { ...(await exchangeWith(second)), verifier: second };
  }
}

/**
 * Where others may know the key, somebody else's browser may have been faster than the merchant's, which Magento opens
 * within moments of its message. Once both have shown up, the attempt is stopped.
 */
async function afterOwnBrowser(deps: Deps, ref: ActivationRef, activation: Activation): Promise<Activation> {
  if (activation.seenBefore !== true || activation.owner !== undefined) return activation;
  const waitMs = Date.parse(activation.receivedAt) + OWN_BROWSER_SECONDS * 1000 - deps.now().getTime();
  if (waitMs <= 0) return activation;
  await deps.pause(Math.min(waitMs, OWN_BROWSER_SECONDS * 1000));
  return deps.activations.current(ref);
}

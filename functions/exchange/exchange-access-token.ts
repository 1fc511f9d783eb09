import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import { keys, requestToken } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { keepToken } from './keep-token.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'granted'>;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  readonly magento: Pick<MagentoStore, 'accessToken'>;
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
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'requested') return { stage: activation.stage };
    if (activation.consent?.decision !== 'yes') throw new Refusal('consent_timed_out');
    const context = { item: activationKey(ref), product: ref.product };
    const [own, request] = await Promise.all([
      deps.vault.open(context, activation.secrets, keys),
      deps.vault.open(context, activation.requestToken, requestToken),
    ]);
    const issued = await deps.magento.accessToken(activation.storeUrl, own, request, request.verifier);
    const issuedAt = performance.now();
    const { consumerKey, consumerSecret } = own;
    const { stage } = await keepToken({ event, deadlineMs, lost: 'access_token_lost' }, async () =>
      deps.activations.granted(ref, await deps.vault.seal(context, { consumerKey, consumerSecret, ...issued })),
    );
    const ms = Math.round(performance.now() - issuedAt);
    deps.log('token_kept', { product: ref.product, activation: ref.activation, token: 'access', ms });
    return { stage };
  };
}

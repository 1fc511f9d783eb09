import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { Activations } from '../adapters/dynamodb/activation-repository.ts';
import { keys, requestToken } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { keepInTime } from './keep-token.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Needs = {
  readonly activations: Pick<Activations, 'current' | 'granted'>;
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
export function accessToken(needs: Needs) {
  return async (event: StepEvent, untilMs: number): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await needs.activations.current(ref);
    if (activation.stage !== 'requested') return { stage: activation.stage };
    if (activation.consent?.decision !== 'yes') throw new Refusal('consent_timed_out');
    const place = { item: activationKey(ref), product: ref.product };
    const [own, request] = await Promise.all([
      needs.vault.open(place, activation.secrets, keys),
      needs.vault.open(place, activation.requestToken, requestToken),
    ]);
    const issued = await needs.magento.accessToken(activation.storeUrl, own, request, request.verifier);
    const issuedAt = performance.now();
    const { consumerKey, consumerSecret } = own;
    const { stage } = await keepInTime({ event, untilMs, lost: 'access_token_lost' }, async () =>
      needs.activations.granted(ref, await needs.vault.seal(place, { consumerKey, consumerSecret, ...issued })),
    );
    const ms = Math.round(performance.now() - issuedAt);
    needs.log('token_kept', { product: ref.product, activation: ref.activation, token: 'access', ms });
    return { stage };
  };
}

import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import { credentials } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'checked'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly magento: Pick<MagentoStore, 'check'>;
};

/** Proves that the new credentials open the store, before they replace any that did. Learns the store's generation. */
export function verifyCredentials(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'granted') return { stage: activation.stage };
    const context = { item: activationKey(ref), product: ref.product };
    const own = await deps.vault.open(context, activation.credentials, credentials);
    const { generations } = await deps.magento.check(activation.storeUrl, own);
    return { stage: (await deps.activations.checked(ref, generations)).stage };
  };
}

import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { checkNow, type Deps as HealthDeps } from '../../stores/health-check.ts';
import { type Deps as KnownDeps, knownConnection } from '../../stores/known-connection.ts';

export type Deps = KnownDeps & HealthDeps & { readonly keys: Pick<KeyRepository, 'find'> };

/**
 * Checks the connection of a store whose *Reauthorize* was not completed: Magento drops the old token when the button is
 * pressed, so the connection is cut off until somebody completes one (wire-facts, section 1.5).
 */
export function checkOwned(deps: Deps) {
  return async (failed: Activation): Promise<void> => {
    const pins = (await deps.keys.find(failed))?.pins ?? [];
    const { existing } = await knownConnection(deps, { ...failed, pins });
    if (existing !== undefined && existing.status !== 'disconnected') await checkNow(deps, existing);
  };
}

import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { keyItem } from '../../adapters/dynamodb/keys/key-item.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import { type Credentials, credentials } from '../../adapters/kms/secret-shapes.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { MagentoStore } from '../../adapters/magento/magento-store.ts';
import { generationsOf } from '../../adapters/magento/transport/try-generations.ts';
import type { ActivationAt } from '../../domain/handshake/activation.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { type Deps as KnownDeps, knownConnection, relatedConnections } from '../../stores/known-connection.ts';
import { isSameStore } from '../same-store.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';

export type Deps = KnownDeps & {
  readonly activations: Pick<ActivationRepository, 'current' | 'checked'>;
  readonly keys: Pick<KeyRepository, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly magento: Pick<MagentoStore, 'check' | 'rest'>;
};

/**
 * Proves that the new credentials open the store, before they replace any that did. Learns the store's generation, in
 * one request where an earlier connection knows it, and whether the store is connected already under another address.
 */
export function verifyCredentials(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'granted') return { stage: activation.stage };
    const context = { item: keyItem(ref), product: ref.product };
    const own = await deps.vault.open(context, activation.credentials, credentials);
    const { connected, related } = await earlierConnections(deps, activation);
    const earlier = generationsOf([connected, ...related].flatMap((one) => one?.generations ?? []));
    const { generations } = await deps.magento.check(activation.storeUrl, own, earlier);
    const same = await sameStore(deps, related, own, generations);
    return { stage: (await deps.activations.checked(ref, generations, same)).stage };
  };
}

type Earlier = {
  /** The store's own connection, at exactly this address. */
  readonly connected: Connection | undefined;
  /** Where it has none: those that may be the same Magento's at another address. */
  readonly related: readonly Connection[];
};

async function earlierConnections(deps: Deps, activation: ActivationAt<'granted'>): Promise<Earlier> {
  const pins = (await deps.keys.find(activation))?.pins ?? [];
  const question = { ...activation, pins };
  const { id, existing } = await knownConnection(deps, question);
  return { connected: existing, related: id === undefined ? await relatedConnections(deps, question) : [] };
}

async function sameStore(
  deps: Deps,
  related: readonly Connection[],
  own: Credentials,
  generations: readonly string[],
): Promise<ConnectionId | undefined> {
  for (const { storeUrl, connection } of related) {
    if (await isSameStore(deps.magento, storeUrl, own, generations)) return connection;
  }
  return undefined;
}

import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import { connectionKey } from '../adapters/dynamodb/connection-item.ts';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { credentials } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { Account } from '../domain/account.ts';
import { accountKey } from '../domain/account.ts';
import type { ActivationAt, ActivationRef } from '../domain/activation.ts';
import type { Connection, LinkKind } from '../domain/connection.ts';
import { linkKind } from '../domain/connection.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { connectionIdOf } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'linked'>;
  readonly connections: Pick<ConnectionRepository, 'find' | 'put'>;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  readonly now: () => Date;
};

/** What linking the store has done, and whose it was before. */
type LinkOutcome = { readonly kind: LinkKind; readonly movedFrom: string | undefined };

/** Two attempts for one store rarely collide; after three collisions in a row, the step is retried as a whole. */
const ROUNDS = 3;

/**
 * Links the store to the account: the checked credentials become the connection's.
 *
 * @throws Refusal `store_taken` when the store belongs to another account and the merchant was not asked about it
 */
export function linkStore(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'checked') return { stage: activation.stage };
    const connection = connectionIdOf(ref.product, activation.storeUrl);
    const outcome = await linkToAccount(deps, ref, activation, connection);
    const linked = await deps.activations.linked(ref, connection, outcome);
    return { stage: linked.stage };
  };
}

async function linkToAccount(
  deps: Deps,
  ref: ActivationRef,
  activation: ActivationAt<'checked'>,
  connection: ConnectionId,
): Promise<LinkOutcome> {
  const consent = activation.consent;
  if (consent?.decision !== 'yes') throw new Refusal('consent_timed_out');
  const secret = await deps.vault.open(
    { item: activationKey(ref), product: ref.product },
    activation.credentials,
    credentials,
  );
  const secrets = await deps.vault.seal({ item: connectionKey(connection), product: ref.product }, secret);
  for (let round = 0; round < ROUNDS; round += 1) {
    const existing = await deps.connections.find(connection);
    if (existing?.activation === ref.activation) return { kind: existing.kind, movedFrom: existing.movedFrom };
    const kind = agreedKind(existing, consent.account, consent.replaces);
    const movedFrom = kind === 'moved' ? existing?.accountKey : undefined;
    const at = deps.now().toISOString();
    const outcome = await deps.connections.put(
      {
        connection,
        product: ref.product,
        storeUrl: activation.storeUrl,
        account: consent.account,
        status: 'active',
        secrets,
        generations: activation.generations,
        createdAt: existing?.createdAt ?? at,
        connectedAt: at,
        activation: ref.activation,
        kind,
        movedFrom,
      },
      existing?.version,
    );
    if (outcome) return { kind, movedFrom };
  }
  throw new Refusal('interrupted', { connection });
}

/** A move needs the merchant's consent for exactly the existing connection: they were shown that one, no other. */
function agreedKind(existing: Connection | undefined, account: Account, replaces: number | undefined): LinkKind {
  const kind = linkKind(existing, accountKey(account));
  if (kind === 'moved' && replaces !== existing?.version) throw new Refusal('store_taken');
  return kind;
}

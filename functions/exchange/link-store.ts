import type { ActivationAt, ActivationRef } from '../adapters/dynamodb/activation-item.ts';
import { activationKey } from '../adapters/dynamodb/activation-item.ts';
import type { Activations } from '../adapters/dynamodb/activation-repository.ts';
import type { Connection, Connections } from '../adapters/dynamodb/connection-repository.ts';
import { connectionKey } from '../adapters/dynamodb/connection-repository.ts';
import { credentials } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { Account } from '../domain/account.ts';
import { accountKey } from '../domain/account.ts';
import type { LinkKind } from '../domain/connection.ts';
import { linkKind } from '../domain/connection.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { connectionIdOf } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Needs = {
  readonly activations: Pick<Activations, 'current' | 'linked'>;
  readonly connections: Pick<Connections, 'find' | 'put'>;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  readonly now: () => Date;
};

/** What tying the store has done, and whose it was before. */
type Tied = { readonly kind: LinkKind; readonly movedFrom: string | undefined };

/** Two attempts for one store rarely meet; a third meeting in a row is not waited for. */
const ROUNDS = 3;

/**
 * Ties the store to the account: the checked credentials become the connection's.
 *
 * @throws Refusal `store_taken` when the store belongs to another account and the merchant was not asked about it
 */
export function link(needs: Needs) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await needs.activations.current(ref);
    if (activation.stage !== 'checked') return { stage: activation.stage };
    const connection = connectionIdOf(ref.product, activation.storeUrl);
    const tied = await tie(needs, ref, activation, connection);
    const linked = await needs.activations.linked(ref, connection, tied);
    return { stage: linked.stage };
  };
}

async function tie(
  needs: Needs,
  ref: ActivationRef,
  activation: ActivationAt<'checked'>,
  connection: ConnectionId,
): Promise<Tied> {
  const consent = activation.consent;
  if (consent?.decision !== 'yes') throw new Refusal('consent_timed_out');
  const secret = await needs.vault.open(
    { item: activationKey(ref), product: ref.product },
    activation.credentials,
    credentials,
  );
  const secrets = await needs.vault.seal({ item: connectionKey(connection), product: ref.product }, secret);
  for (let round = 0; round < ROUNDS; round += 1) {
    const standing = await needs.connections.find(connection);
    if (standing?.activation === ref.activation) return { kind: standing.kind, movedFrom: standing.movedFrom };
    const kind = agreedKind(standing, consent.account, consent.replaces);
    const movedFrom = kind === 'moved' ? standing?.accountKey : undefined;
    const at = needs.now().toISOString();
    const tied = await needs.connections.put(
      {
        connection,
        product: ref.product,
        storeUrl: activation.storeUrl,
        account: consent.account,
        status: 'active',
        secrets,
        generations: activation.generations,
        createdAt: standing?.createdAt ?? at,
        connectedAt: at,
        activation: ref.activation,
        kind,
        movedFrom,
      },
      standing?.version,
    );
    if (tied) return { kind, movedFrom };
  }
  throw new Refusal('interrupted', { connection });
}

/** A move needs the merchant's word for exactly the connection that stands: they were shown that one, no other. */
function agreedKind(standing: Connection | undefined, account: Account, replaces: number | undefined): LinkKind {
  const kind = linkKind(standing, accountKey(account));
  if (kind === 'moved' && replaces !== standing?.version) throw new Refusal('store_taken');
  return kind;
}

import { randomUUID } from 'node:crypto';
import {
  type Connection,
  type ConnectionRepository,
  connectionKey,
} from '../adapters/dynamodb/connection-repository.ts';
import { type Credentials, credentials } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { generationsOf } from '../adapters/magento/transport/try-generations.ts';
import { type HealthResult, judge } from '../domain/health.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { type Deps as OutboxDeps, publishOutbox } from './outbox.ts';

export type Deps = OutboxDeps & {
  readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly magento: Pick<MagentoStore, 'check'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/** Two looks at one store rarely meet; a third meeting in a row is not waited for. */
const ROUNDS = 3;

/** @throws Refusal `connection_disconnected` */
export function credentialsOf({ vault }: Pick<Deps, 'vault'>, connection: Connection): Promise<Credentials> {
  if (connection.secrets === undefined) throw new Refusal('connection_disconnected');
  const place = { item: connectionKey(connection.connection), product: connection.product };
  return vault.open(place, connection.secrets, credentials);
}

/** Asks the store whether the credentials are alive. What it says is a finding; what fails on our side is thrown. */
export async function healthCheck(deps: Deps, connection: Connection): Promise<HealthResult> {
  const keys = await credentialsOf(deps, connection);
  try {
    await deps.magento.check(connection.storeUrl, keys, generationsOf(connection.generations));
    return 'alive';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/**
 * Records a finding, and tells when the status has changed with it. A finding about credentials that were replaced
 * meanwhile is dropped.
 *
 * @param confirmAfterSeconds see `judge`
 * @returns the connection as it is now
 */
export async function applyHealth(
  deps: Deps,
  connection: Connection,
  finding: HealthResult,
  confirmAfterSeconds?: number,
): Promise<Connection> {
  let existing = connection;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Another change would take the place of an event that is still to be told.
    await publishOutbox(deps, existing);
    const recorded = await record(deps, existing, finding, confirmAfterSeconds);
    if (recorded !== undefined) {
      await publishOutbox(deps, recorded);
      return recorded;
    }
    const present = await deps.connections.find(connection.connection);
    if (present === undefined || present.version !== connection.version) return present ?? existing;
    existing = present;
  }
  return existing;
}

async function record(deps: Deps, existing: Connection, finding: HealthResult, confirmAfterSeconds?: number) {
  const now = deps.now();
  const verdict = judge(existing, finding, now, confirmAfterSeconds);
  const at = now.toISOString();
  const reason = finding === 'alive' ? undefined : finding;
  const change = { status: verdict.status, reason, untold: { id: `evt_${randomUUID()}`, status: verdict.status, at } };
  const looked = { checkedAt: at, suspect: verdict.suspect, ...(verdict.changed && { change }) };
  const recorded = await deps.connections.recordHealth(existing, looked);
  if (recorded !== undefined && verdict.changed) {
    const { product, connection, status: from } = existing;
    deps.log('connection_status_changed', { product, connection, from, to: verdict.status, reason });
  }
  return recorded;
}

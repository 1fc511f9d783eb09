import { randomUUID } from 'node:crypto';
import { connectionKey } from '../adapters/dynamodb/connection-item.ts';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { type Credentials, credentials } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { generationsOf } from '../adapters/magento/transport/try-generations.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Connection } from '../domain/stores/connection.ts';
import {
  type HealthFinding,
  type HealthResult,
  isInconclusive,
  isMagentosAnswer,
  judge,
} from '../domain/stores/health.ts';
import { missingPermissionsIn } from '../domain/stores/permissions/missing-permissions.ts';
import { type Deps as OutboxDeps, publishOutbox } from './outbox.ts';

export type Deps = OutboxDeps & {
  readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly magento: Pick<MagentoStore, 'check'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/** Two changes of one connection rarely collide; after three collisions in a row, nothing is recorded. */
const ROUNDS = 3;

/** @throws Refusal `connection_disconnected` */
export function credentialsOf({ vault }: Pick<Deps, 'vault'>, connection: Connection): Promise<Credentials> {
  if (connection.secrets === undefined) throw new Refusal('connection_disconnected');
  const context = { item: connectionKey(connection.connection), product: connection.product };
  return vault.open(context, connection.secrets, credentials);
}

/**
 * Asks the store whether the credentials work. What it says is the result; what fails on our side is thrown.
 *
 * @throws Refusal `connection_disconnected`, or one that `isInconclusive`
 */
export async function healthCheck(deps: Deps, connection: Connection): Promise<HealthFinding> {
  const keys = await credentialsOf(deps, connection);
  try {
    await deps.magento.check(connection.storeUrl, keys, generationsOf(connection.generations));
    return { result: 'alive' };
  } catch (error) {
    if (error instanceof Refusal && !isInconclusive(error)) {
      return { result: error.code, missingPermissions: missingPermissionsIn(error) };
    }
    throw error;
  }
}

/**
 * Checks a connection at once. If Magento itself rejects the credentials, it is asked a second time, and that counts; a
 * store that is down counts by days, whoever asks. Nothing is recorded of a check that is inconclusive.
 */
export async function checkNow(
  deps: Deps,
  connection: Connection,
): Promise<{ readonly connection: Connection; readonly result: HealthResult }> {
  try {
    const first = await healthCheck(deps, connection);
    const found = isMagentosAnswer(first.result) ? await healthCheck(deps, connection) : first;
    const { result } = found;
    const confirmed = isMagentosAnswer(result) && result === first.result;
    return { connection: await applyHealth(deps, connection, found, confirmed ? 0 : undefined), result };
  } catch (error) {
    if (error instanceof Refusal && isInconclusive(error)) return { connection, result: error.code };
    throw error;
  }
}

/**
 * Records a result, and publishes an event when the status changes with it. A result about credentials that were
 * replaced meanwhile is dropped.
 *
 * @param confirmAfterSeconds see `judge`
 * @returns the connection as it is now
 */
export async function applyHealth(
  deps: Deps,
  connection: Connection,
  found: HealthFinding,
  confirmAfterSeconds?: number,
): Promise<Connection> {
  let existing = connection;
  for (let round = 0; round < ROUNDS; round += 1) {
    // The change would overwrite an event that is still to be published.
    await publishOutbox(deps, existing);
    const recorded = await record(deps, existing, found, confirmAfterSeconds);
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

async function record(deps: Deps, existing: Connection, found: HealthFinding, confirmAfterSeconds?: number) {
  const { result, missingPermissions } = found;
  const now = deps.now();
  const verdict = judge(existing, result, now, confirmAfterSeconds);
  const at = now.toISOString();
  const reason = result === 'alive' ? undefined : result;
  const change = { status: verdict.status, reason, outbox: { id: `evt_${randomUUID()}`, status: verdict.status, at } };
  const checked = { checkedAt: at, suspect: verdict.suspect, missingPermissions, ...(verdict.changed && { change }) };
  const recorded = await deps.connections.recordHealth(existing, checked);
  if (recorded !== undefined && verdict.changed) {
    const { product, connection, status: from } = existing;
    deps.log('connection_status_changed', { product, connection, from, to: verdict.status, reason });
  }
  return recorded;
}

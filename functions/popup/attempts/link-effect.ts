import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { StorePointers } from '../../adapters/dynamodb/store-pointers.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { linkKind, type Shown } from '../../domain/stores/link-rule.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import { knownConnection } from '../../stores/known-connection.ts';

/**
 * What connecting does to the connection that the store has.
 *
 * - `new`: there is none, or nobody's
 * - `renewed`: the same account's
 * - `moved`: another account's, which loses it. Must be confirmed
 */
export type Effect =
  | { readonly kind: 'new' }
  | { readonly kind: 'renewed'; readonly since: Date; readonly answers?: Answered }
  | { readonly kind: 'moved'; readonly from: Shown };

/** What the account's merchant answered when they connected the store. */
export type Answered = Pick<Connection, 'connection' | 'product' | 'answers'>;

export type Deps = {
  readonly connections: Pick<ConnectionRepository, 'find'>;
  readonly pointers: Pick<StorePointers, 'find'>;
  readonly keys: Pick<KeyRepository, 'find'>;
};

/**
 * What a merchant may know of it. That a store belongs to somebody else is said once it has issued a request token:
 * anybody can post a message in its name, and would learn who the vendor's customers are.
 *
 * @throws Refusal `integration_taken` for a key that another account has used
 */
export async function effectOf(deps: Deps, activation: Activation, account: Account): Promise<Effect> {
  const { product, activation: id, storeUrl, owner, stage } = activation;
  const key = accountKey(account);
  const taken = () => new Refusal('integration_taken', { product, activation: id, host: hostOf(storeUrl) });
  if (owner !== undefined && owner !== key) throw taken();
  const { existing, keyUsedBefore } = await questionOf(deps, activation);
  if (existing !== undefined && keyUsedBefore && existing.accountKey !== key) throw taken();
  const kind = linkKind({ existing, account: key, keyUsedBefore });
  if (existing === undefined || kind === 'created') return { kind: 'new' };
  if (kind === 'reauthorized') return { kind: 'renewed', since: new Date(existing.createdAt), answers: existing };
  const from = { connection: existing.connection, version: existing.version };
  return stage === 'received' ? { kind: 'new' } : { kind: 'moved', from };
}

/** The connection that must be given up for it; undefined when none must. */
export function givenUp(effect: Effect): Shown | undefined {
  return effect.kind === 'moved' ? effect.from : undefined;
}

/** The connection that the store has, whose ever it is. */
export async function existingConnection(deps: Deps, activation: Activation): Promise<ConnectionId | undefined> {
  return (await questionOf(deps, activation)).existing?.connection;
}

type Found = { readonly existing: Connection | undefined; readonly keyUsedBefore: boolean };

/** Once the store was found to be one that is known at another address, that connection is the one in question. */
async function questionOf({ keys, ...deps }: Deps, activation: Activation): Promise<Found> {
  const { product, key, storeUrl, owner } = activation;
  const isOwners = owner !== undefined;
  if (activation.stage === 'checked' && activation.sameStoreAs !== undefined) {
    const existing = await deps.connections.find(activation.sameStoreAs);
    return { existing, keyUsedBefore: isOwners || existing?.key === key };
  }
  const pins = (await keys.find({ product, key }))?.pins ?? [];
  const known = await knownConnection(deps, { product, key, pins, storeUrl });
  return { existing: known.existing, keyUsedBefore: isOwners || known.keyUsedBefore };
}

import { attemptItem } from '../../adapters/dynamodb/activations/activation-item.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { answersContext, connectionKey } from '../../adapters/dynamodb/connection-item.ts';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import { keyItem } from '../../adapters/dynamodb/keys/key-item.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { StorePointers } from '../../adapters/dynamodb/store-pointers.ts';
import { answers, type Credentials, credentials } from '../../adapters/kms/secret-shapes.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import { type Account, type AccountKey, accountKey } from '../../domain/account.ts';
import type { Sealed } from '../../domain/ciphertext.ts';
import type { ActivationAt, ActivationRef } from '../../domain/handshake/activation.ts';
import { addressDigest, type ConsumerKey } from '../../domain/handshake/consumer-key.ts';
import { type ConnectionId, digestOf, newConnectionId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection, LinkKind } from '../../domain/stores/connection.ts';
import { agreedLinkKind } from '../../domain/stores/link-rule.ts';
import { storeAddress } from '../../domain/stores/store-address.ts';
import { knownConnection } from '../../stores/known-connection.ts';
import { type Deps as OutboxDeps, publishOutbox } from '../../stores/outbox.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';

export type Deps = OutboxDeps & {
  readonly activations: Pick<ActivationRepository, 'current' | 'close' | 'askAgain' | 'linked'>;
  readonly keys: Pick<KeyRepository, 'find' | 'pin'>;
  readonly connections: Pick<ConnectionRepository, 'find' | 'put' | 'markPublished'>;
  readonly pointers: StorePointers;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
  /** @throws Refusal `account_full` when the account has as many stores as it may */
  readonly requireBelowLimit: (product: ActivationRef['product'], account: AccountKey) => Promise<void>;
  readonly now: () => Date;
};

/** What tying the store has done, and whose it was before. */
type LinkOutcome = { readonly kind: LinkKind; readonly movedFrom: string | undefined };

/** The connection that the store will have. */
type Target = {
  readonly id: ConnectionId;
  readonly existing: Connection | undefined;
  readonly keyUsedBefore: boolean;
};

/** Two attempts for one store rarely collide; after three collisions in a row, it is given up. */
const ROUNDS = 3;

/**
 * Ties the store to the account: the checked credentials become the connection's.
 *
 * @throws Refusal `integration_taken`, `account_full`; `consent_outdated` when the store has another connection than the
 * merchant was shown: then they are asked again
 */
export function linkStore(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    const activation = await deps.activations.current(ref);
    if (activation.stage !== 'checked') return { stage: activation.stage };
    if (activation.consent?.decision !== 'yes') throw new Refusal('consent_timed_out');
    // From here on a second browser is too late: it finds the store tied to the account.
    if (!(await deps.activations.close(ref))) return { stage: (await deps.activations.current(ref)).stage };
    const { account, replaces } = activation.consent;
    try {
      const { id, ...outcome } = await linkToAccount(deps, ref, activation, { account, replaces });
      return { stage: (await deps.activations.linked(ref, id, outcome)).stage };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'consent_outdated') await deps.activations.askAgain(ref);
      throw error;
    }
  };
}

type Agreement = { readonly account: Account; readonly replaces: Parameters<typeof agreedLinkKind>[1] };

async function linkToAccount(
  deps: Deps,
  ref: ActivationRef,
  activation: ActivationAt<'checked'>,
  agreement: Agreement,
): Promise<LinkOutcome & { readonly id: ConnectionId }> {
  const context = { item: keyItem(ref), product: ref.product };
  const secret = await deps.vault.open(context, activation.credentials, credentials);
  for (let round = 0; round < ROUNDS; round += 1) {
    const target = await targetOf(deps, ref, activation);
    const { id, existing } = target;
    if (existing !== undefined) await publishOutbox(deps, existing);
    const outcome =
      existing?.activation === ref.activation
        ? { kind: existing.kind, movedFrom: existing.movedFrom }
        : await tie(deps, ref, activation, { target, secret, ...agreement });
    if (outcome === undefined) continue;
    const address = addressDigest(storeAddress(activation.storeUrl));
    await deps.keys.pin(ref, { address, consumer: activation.consumer, connection: id });
    return { id, ...outcome };
  }
  throw new Refusal('interrupted');
}

/** Finds the connection that the store has, or gives it one: its address is claimed before the connection is written. */
async function targetOf(deps: Deps, ref: ActivationRef, activation: ActivationAt<'checked'>): Promise<Target> {
  const key: Pick<ConsumerKey, 'pins'> = (await deps.keys.find(ref)) ?? { pins: [] };
  const known = await knownConnection(deps, { ...ref, pins: key.pins, storeUrl: activation.storeUrl });
  const wanted = known.id ?? activation.sameStoreAs ?? newConnectionId();
  const pinned = key.pins.some(({ connection }) => connection === wanted);
  const id = pinned ? wanted : await deps.pointers.claim(ref.product, storeAddress(activation.storeUrl), wanted);
  const existing = id === known.id ? known.existing : await deps.connections.find(id);
  return { id, existing, keyUsedBefore: pinned || (await isLinkedBy(deps, ref, existing)) };
}

/** Older connections do not name the key that linked them; their credentials do. */
async function isLinkedBy({ vault }: Deps, ref: ActivationRef, existing: Connection | undefined): Promise<boolean> {
  if (existing === undefined || existing.key !== undefined || existing.secrets === undefined) {
    return existing?.key === ref.key;
  }
  const context = { item: connectionKey(existing.connection), product: existing.product };
  return digestOf((await vault.open(context, existing.secrets, credentials)).consumerKey) === ref.key;
}

type Tie = Agreement & { readonly target: Target; readonly secret: Credentials };

/** @returns undefined when another write came first */
async function tie(
  deps: Deps,
  ref: ActivationRef,
  activation: ActivationAt<'checked'>,
  { target, secret, account, replaces }: Tie,
): Promise<LinkOutcome | undefined> {
  const { storeUrl, generations } = activation;
  const { id, existing, keyUsedBefore } = target;
  const kind = agreedLinkKind({ existing, account: accountKey(account), keyUsedBefore }, replaces);
  if (kind !== 'reauthorized') await deps.requireBelowLimit(ref.product, accountKey(account));
  const movedFrom = kind === 'moved' ? existing?.accountKey : undefined;
  const at = deps.now().toISOString();
  const written = await deps.connections.put(
    {
      connection: id,
      product: ref.product,
      storeUrl,
      account,
      status: 'active',
      secrets: await deps.vault.seal({ item: connectionKey(id), product: ref.product }, secret),
      answers: await answersFor(deps, activation, id, kind === 'reauthorized' ? existing?.answers : undefined),
      generations,
      createdAt: existing?.createdAt ?? at,
      connectedAt: at,
      activation: ref.activation,
      kind,
      key: ref.key,
      movedFrom,
      ...(kind === 'reauthorized' && { vendorAccount: existing?.vendorAccount }),
    },
    existing?.version,
  );
  return written ? { kind, movedFrom } : undefined;
}

/**
 * What the merchant answered in this attempt, bound to the connection from now on. Who was asked nothing keeps what they
 * answered before; nobody else's answers are kept.
 */
async function answersFor(
  { vault }: Deps,
  { activation, product, answers: given }: ActivationAt<'checked'>,
  id: ConnectionId,
  before: Sealed | undefined,
): Promise<Sealed | undefined> {
  if (given === undefined) return before;
  const opened = await vault.open({ item: attemptItem(activation), product }, given, answers);
  return vault.seal(answersContext({ connection: id, product }), opened);
}

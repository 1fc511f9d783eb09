import { GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  ACTIVATION_LIFE_SECONDS,
  isPast,
  PASTS,
  RESTARTABLE,
  type Stage,
  TOKEN_IS_DEAD,
} from '../../handshake/activation.ts';
import type { LinkKind } from '../../handshake/connection.ts';
import type { ConnectionId } from '../../handshake/ids.ts';
import { Refusal } from '../../handshake/refusal.ts';
import { hostOf, type StoreUrl } from '../../handshake/store-url.ts';
import type { Sealed } from '../vault/sealed.ts';
import {
  type Activation,
  type ActivationRef,
  activationKey,
  type Consent,
  type Failure,
  parseActivation,
} from './activation-item.ts';
import { activationListing, attemptListedAs, hostListing } from './attempt-item.ts';
import type { Table } from './client.ts';
import { type ConditionalUpdate, updateIf } from './conditional-update.ts';

/** What Magento's message leads to. */
export type Arrival = ActivationRef & {
  readonly storeUrl: StoreUrl;
  readonly verifierDigest: string;
  readonly secrets: Sealed;
};

/** A write that is refused by mistake is rare; a third time in a row it is none. */
const ROUNDS = 3;
const SECRET_ATTRIBUTES = ['secrets', 'credentials', 'generations', 'taskToken'];

/** What the indexes list an attempt by, until it has ended: from then on its record is listed (see `attempts.ts`). */
const LISTED = ['listing', 'host', 'listedAs'];

type Where = Pick<ActivationRef, 'product' | 'key'>;
type Change = Omit<ConditionalUpdate, 'table' | 'pk'>;

export type Activations = ReturnType<typeof openActivations>;

/**
 * The activations of all products. Every change is one conditional write on one item.
 *
 * Changes to an attempt are conditional on its id: they throw Refusal `activation_superseded` once Magento has sent
 * a newer message for the same consumer key, and `activation_expired` once it is older than two hours.
 */
export function openActivations(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const at = (where: Where) => ({ table: table.name, pk: activationKey(where) });

  async function find(where: Where): Promise<Activation | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: activationKey(where) }, ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const activation = parseActivation(Item);
    return activation.expiresAt > seconds() ? activation : undefined;
  }

  async function current(ref: ActivationRef): Promise<Activation> {
    const activation = await find(ref);
    if (activation === undefined) throw new Refusal('activation_expired');
    if (activation.activation !== ref.activation) throw new Refusal('activation_superseded');
    return activation;
  }

  async function change(ref: ActivationRef, client: Table['client'], to: Change): Promise<Activation | undefined> {
    const item = await updateIf(client, {
      ...at(ref),
      ...to,
      condition: `activation = :id AND expiresAt > :now AND ${to.condition}`,
      values: { ':id': ref.activation, ':now': seconds(), ...to.values },
    });
    return item === undefined ? undefined : parseActivation(item);
  }

  /**
   * Changes an attempt that is at one of `pasts`. Refused although it stands there, it is tried again: what is to be
   * kept may exist nowhere else.
   *
   * @returns the attempt as changed, or as it stands when it is past those stages
   */
  async function move(
    ref: ActivationRef,
    client: Table['client'],
    pasts: readonly Stage[],
    to: Pick<Change, 'set' | 'remove'>,
  ): Promise<Activation> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const done = await change(ref, client, { ...oneOf(pasts), ...to });
      if (done !== undefined) return done;
      const activation = await current(ref);
      if (!pasts.includes(activation.stage)) return activation;
    }
    throw new Refusal('interrupted');
  }

  /** Moves to `goal`. A step that was run twice finds its work done, and gets the activation as it is. */
  async function advance(
    ref: ActivationRef,
    goal: Exclude<Stage, 'received' | 'failed'>,
    set: Change['set'],
    remove: readonly string[] = [],
  ): Promise<Activation> {
    const to = { set: { ...set, stage: goal }, remove };
    return arrived(await move(ref, table.persistent, PASTS[goal], to), goal);
  }

  return {
    find,

    /** The attempt that is meant, or the refusal that says why it is not to be had. */
    current,

    /**
     * Keeps what Magento sent, in one write, over an earlier attempt with the same consumer key.
     *
     * A repetition of a message whose verifier is in use changes nothing. A request token that an earlier attempt got
     * stays: Magento issues no second one while that is alive, so the new attempt goes on with it.
     */
    async keep(arrival: Arrival): Promise<'kept' | 'repeated'> {
      const restartable = oneOf(RESTARTABLE);
      const receivedAt = now().toISOString();
      const kept = await updateIf(table.client, {
        ...at(arrival),
        set: {
          ...arrival,
          ...listed(arrival, receivedAt),
          stage: 'received',
          receivedAt,
          expiresAt: seconds() + ACTIVATION_LIFE_SECONDS,
        },
        remove: ['credentials', 'generations', 'taskToken', 'consent', 'failure', 'connection', 'kind', 'movedFrom'],
        condition:
          'attribute_not_exists(pk) OR expiresAt <= :now OR verifierDigest <> :verifier ' +
          `OR ${restartable.condition}`,
        values: { ...restartable.values, ':now': seconds(), ':verifier': arrival.verifierDigest },
      });
      return kept === undefined ? 'repeated' : 'kept';
    },

    requested: (ref: ActivationRef, requestToken: Sealed) => advance(ref, 'requested', { requestToken }),

    /**
     * Leaves a request token to a newer attempt of the same integration. Magento converted the integration's only
     * verifier for it, so the newer attempt cannot get one of its own.
     */
    async bequeath(where: Where, requestToken: Sealed): Promise<void> {
      await updateIf(table.persistent, { ...at(where), set: { requestToken }, ...oneOf(['received']) });
    },

    /** Keeps the machine's task token; the answer shows whether the merchant was faster. */
    async awaitConsent(ref: ActivationRef, taskToken: string): Promise<Activation> {
      return arrived(await move(ref, table.client, ['requested'], { set: { taskToken } }), 'requested');
    },

    /** Keeps the merchant's first answer; the activation returned tells which one holds, and the task token if any. */
    async consent(ref: ActivationRef, consent: Consent): Promise<Activation> {
      const open = oneOf(['received', 'requested']);
      const condition = `attribute_not_exists(consent) AND ${open.condition}`;
      const agreed = await change(ref, table.client, { ...open, condition, set: { consent } });
      return agreed ?? current(ref);
    },

    granted: (ref: ActivationRef, credentials: Sealed) =>
      advance(ref, 'granted', { credentials }, ['secrets', 'requestToken', 'taskToken']),

    checked: (ref: ActivationRef, generations: readonly string[]) => advance(ref, 'checked', { generations }),

    linked: (
      ref: ActivationRef,
      connection: ConnectionId,
      tied: { readonly kind: LinkKind; readonly movedFrom?: string | undefined },
    ) => advance(ref, 'linked', { connection, ...tied }, [...['credentials', 'generations', 'taskToken'], ...LISTED]),

    /**
     * Ends the attempt. Its secrets go; only a request token that Magento may still honour stays, encrypted, for the
     * next attempt (see `keep`).
     */
    failed: (ref: ActivationRef, failure: Failure): Promise<Activation> =>
      move(ref, table.persistent, PASTS.failed, {
        set: { stage: 'failed', failure },
        remove: [...SECRET_ATTRIBUTES, ...LISTED, ...(TOKEN_IS_DEAD.includes(failure.code) ? ['requestToken'] : [])],
      }),
  };
}

function listed({ product, activation, storeUrl }: Arrival, receivedAt: string) {
  return {
    listing: activationListing(product),
    host: hostListing(product, hostOf(storeUrl)),
    listedAs: attemptListedAs(receivedAt, activation),
  };
}

/** @throws Refusal `interrupted` for an attempt that has not come to `goal` */
function arrived(activation: Activation, goal: Exclude<Stage, 'failed'>): Activation {
  if (isPast(activation.stage, goal)) return activation;
  throw new Refusal('interrupted', { stage: activation.stage });
}

function oneOf(stages: readonly Stage[]): { condition: string; values: Record<`:${string}`, Stage> } {
  const values = Object.fromEntries(stages.map((stage, index) => [`:stage${index}`, stage]));
  return { condition: `stage IN (${Object.keys(values).join(', ')})`, values };
}

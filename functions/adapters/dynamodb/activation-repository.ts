import {
  ACTIVATION_LIFE_SECONDS,
  type Activation,
  type ActivationRef,
  type Consent,
  type Failure,
  TOKEN_ENDING_FAILURES,
} from '../../domain/activation.ts';
import type { Sealed } from '../../domain/ciphertext.ts';
import type { LinkKind } from '../../domain/connection.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { ALLOWED_FROM, RESTARTABLE } from '../../domain/stage.ts';
import { hostOf, type StoreUrl } from '../../domain/store-url.ts';
import { openStages, requireStage, stageCondition, type Where } from './activation-stages.ts';
import { activationListing, attemptListedAs, hostListing } from './attempt-item.ts';
import { updateIf } from './conditional-update.ts';
import type { Table } from './table.ts';

/** What Magento's message leads to. */
export type NewActivation = ActivationRef & {
  readonly storeUrl: StoreUrl;
  readonly verifierDigest: string;
  readonly secrets: Sealed;
};

const SECRET_ATTRIBUTES = ['secrets', 'credentials', 'generations', 'taskToken'];

/** What the indexes list an attempt by, until it has ended: from then on its record is listed (see `attempt-records.ts`). */
const LISTED = ['listing', 'host', 'listedAs'];

export type ActivationRepository = ReturnType<typeof openActivationRepository>;

/**
 * The activations of all products. Every change is one conditional write on one item.
 *
 * Changes to an attempt are conditional on its id: they throw Refusal `activation_superseded` once Magento has sent
 * a newer message for the same consumer key, and `activation_expired` once it is older than two hours.
 */
export function openActivationRepository(table: Table, now: () => Date) {
  const { seconds, at, find, current, change, move, advance } = openStages(table, now);

  return {
    find,

    /** Finds the attempt, or throws the refusal that says why it is gone. */
    current,

    /**
     * Stores what Magento sent, in one write, over an earlier attempt with the same consumer key.
     *
     * A repetition of a message whose verifier is in use changes nothing. A request token that an earlier attempt got
     * stays: Magento issues no second one while that is alive, so the new attempt goes on with it.
     */
    async keep(received: NewActivation): Promise<'kept' | 'repeated'> {
      const restartable = stageCondition(RESTARTABLE);
      const receivedAt = now().toISOString();
      const kept = await updateIf(table.client, {
        ...at(received),
        set: {
          ...received,
          ...listed(received, receivedAt),
          stage: 'received',
          receivedAt,
          expiresAt: seconds() + ACTIVATION_LIFE_SECONDS,
        },
        remove: ['credentials', 'generations', 'taskToken', 'consent', 'failure', 'connection', 'kind', 'movedFrom'],
        condition:
          'attribute_not_exists(pk) OR expiresAt <= :now OR verifierDigest <> :verifier ' +
          `OR ${restartable.condition}`,
        values: { ...restartable.values, ':now': seconds(), ':verifier': received.verifierDigest },
      });
      return kept === undefined ? 'repeated' : 'kept';
    },

    requested: (ref: ActivationRef, requestToken: Sealed) => advance(ref, 'requested', { requestToken }),

    /**
     * Hands a request token over to a newer attempt of the same integration. Magento converted the integration's only
     * verifier for it, so the newer attempt cannot get one of its own.
     */
    async handOver(where: Where, requestToken: Sealed): Promise<void> {
      await updateIf(table.persistent, { ...at(where), set: { requestToken }, ...stageCondition(['received']) });
    },

    /** Stores the state machine's task token; the activation returned shows whether the merchant was faster. */
    async awaitConsent(ref: ActivationRef, taskToken: string): Promise<Activation> {
      return requireStage(await move(ref, table.client, ['requested'], { set: { taskToken } }), 'requested');
    },

    /** Stores the merchant's first answer; the activation returned holds the one that counts, and the task token if any. */
    async consent(ref: ActivationRef, consent: Consent): Promise<Activation> {
      const open = stageCondition(['received', 'requested']);
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
      outcome: { readonly kind: LinkKind; readonly movedFrom?: string | undefined },
    ) =>
      advance(ref, 'linked', { connection, ...outcome }, [...['credentials', 'generations', 'taskToken'], ...LISTED]),

    /**
     * Ends the attempt. Its secrets go; only a request token that Magento may still honour stays, encrypted, for the
     * next attempt (see `keep`).
     */
    failed: (ref: ActivationRef, failure: Failure): Promise<Activation> =>
      move(ref, table.persistent, ALLOWED_FROM.failed, {
        set: { stage: 'failed', failure },
        remove: [
          ...SECRET_ATTRIBUTES,
          ...LISTED,
          ...(TOKEN_ENDING_FAILURES.includes(failure.code) ? ['requestToken'] : []),
        ],
      }),
  };
}

function listed({ product, activation, storeUrl }: NewActivation, receivedAt: string) {
  return {
    listing: activationListing(product),
    host: hostListing(product, hostOf(storeUrl)),
    listedAs: attemptListedAs(receivedAt, activation),
  };
}

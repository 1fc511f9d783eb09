import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountKey } from '../../../domain/account.ts';
import type { Sealed } from '../../../domain/ciphertext.ts';
import {
  ACTIVATION_LIFE_SECONDS,
  type Activation,
  type ActivationRef,
  ATTEMPT_RECORD_SECONDS,
  type Consent,
  type Failure,
} from '../../../domain/handshake/activation.ts';
import type { ConsumerMessage, RefusedMessage } from '../../../domain/handshake/consumer-key.ts';
import { ALLOWED_FROM } from '../../../domain/handshake/stage.ts';
import type { ConnectionId } from '../../../domain/ids.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { LinkKind } from '../../../domain/stores/connection.ts';
import type { KeyRef } from '../keys/key-item.ts';
import type { Table } from '../table.ts';
import { attemptItem, parseActivation } from './activation-item.ts';
import { openStages, requireStage, stageCondition } from './activation-stages.ts';
import { listingOf } from './attempt-item.ts';
import { EARLIER_CONSUMER, unlistEarlier } from './earlier-activation.ts';

/** What the popup knows when it is opened for a message. */
export type Begun = {
  readonly owner: AccountKey | undefined;
  readonly seenBefore: boolean;
};

/** How long refused messages are listed. Anybody may post them, so not as long as attempts. */
const REFUSED_RECORD_SECONDS = 3 * 24 * 60 * 60;

const SECRET_ATTRIBUTES = ['secrets', 'answers', 'credentials', 'generations', 'taskToken'];

/** Before the store is tied to the account, as far as another browser may stop the attempt. */
const OPEN = ALLOWED_FROM.failed;

export type ActivationRepository = ReturnType<typeof openActivationRepository>;

/**
 * Attempts to connect, one item each: from the moment a popup is opened for Magento's message until some time after
 * their end. Every change is one conditional write.
 */
export function openActivationRepository(table: Table, now: () => Date) {
  const { seconds, find, current, change, move, advance } = openStages(table, now);
  const ended = () => ({ endedAt: now().toISOString(), expiresAt: seconds() + ATTEMPT_RECORD_SECONDS });

  async function put(Item: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await table.client.send(
        new PutCommand({ TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  return {
    find,

    /** @throws Refusal `activation_expired` */
    current,

    /**
     * Begins the attempt of a message; a repetition changes nothing.
     *
     * @throws Refusal `activation_unknown` where the message's secrets are gone, so that Magento has to send them again
     */
    async begin(key: KeyRef, message: ConsumerMessage, { owner, seenBefore }: Begun): Promise<void> {
      const { state: _, verifierSpent: __, ...received } = message;
      if (received.secrets === undefined) throw new Refusal('activation_unknown', { product: key.product });
      await put({
        pk: attemptItem(message.activation),
        product: key.product,
        key: key.key,
        ...received,
        ...listingOf({ ...key, ...message }),
        owner,
        seenBefore,
        stage: 'received',
        expiresAt: Math.floor(Date.parse(message.receivedAt) / 1000) + ACTIVATION_LIFE_SECONDS,
      });
      if (message.consumer === EARLIER_CONSUMER) await unlistEarlier(table, { ...key, activation: message.activation });
    },

    /** Records a message whose store URL cannot be called: there is no attempt, but somebody will ask. */
    recordRefused({ product, key }: KeyRef, { activation, storeUrl, code, at }: RefusedMessage): Promise<void> {
      return put({
        pk: attemptItem(activation),
        ...{ product, key, activation, storeUrl, stage: 'failed', failure: { code, at }, receivedAt: at, endedAt: at },
        ...listingOf({ product, activation, storeUrl, receivedAt: at }),
        expiresAt: seconds() + REFUSED_RECORD_SECONDS,
      });
    },

    /** Records a message that another one took the place of before a popup was opened for it. */
    recordSuperseded({ product, key }: KeyRef, { supersedes, unopenedAt, storeUrl }: ConsumerMessage): Promise<void> {
      const [activation, receivedAt] = [supersedes, unopenedAt];
      if (activation === undefined || receivedAt === undefined) return Promise.resolve();
      const failure = { code: 'activation_superseded', at: now().toISOString() };
      return put({
        pk: attemptItem(activation),
        ...{ product, key, activation, storeUrl, stage: 'failed', failure, receivedAt, ...ended() },
        ...listingOf({ product, activation, storeUrl, receivedAt }),
      });
    },

    requested: (ref: ActivationRef) => advance(ref, 'requested', {}),

    /** Stores the state machine's task token; the answer shows whether the merchant was faster. */
    async awaitConsent(ref: ActivationRef, taskToken: string): Promise<Activation> {
      return requireStage(await move(ref, table.client, ['requested', 'checked'], { set: { taskToken } }), 'requested');
    },

    /**
     * Stores the merchant's first answer; the activation returned tells which one counts, and the task token if any.
     *
     * @param answers to the vendor's fields, as ciphertext
     */
    async consent(ref: ActivationRef, consent: Consent, answers?: Sealed): Promise<Activation> {
      const open = stageCondition(['received', 'requested', 'checked']);
      const condition = `attribute_not_exists(consent) AND ${open.condition}`;
      const account = consent.decision === 'yes' ? consent.account : undefined;
      return (
        (await change(ref, table.client, { ...open, condition, set: { consent, account, answers } })) ?? current(ref)
      );
    },

    /** Forgets the merchant's answer, since it was about another connection than the one that was met. */
    async askAgain(ref: ActivationRef): Promise<void> {
      const checked = stageCondition(['checked']);
      await change(ref, table.client, { ...checked, set: {}, remove: ['consent', 'answers', 'taskToken', 'closing'] });
    },

    /**
     * Notes that a browser takes part.
     *
     * @returns the attempt, with the first browser that did
     */
    async admit(ref: ActivationRef, browser: string): Promise<Activation> {
      const open = stageCondition(OPEN);
      const setTo = { browser: 'if_not_exists(browser, :browser)' };
      const values = { ...open.values, ':browser': browser };
      return (await change(ref, table.client, { ...open, set: {}, setTo, values })) ?? current(ref);
    },

    granted: (ref: ActivationRef, credentials: Sealed, verifierSpent: boolean) =>
      advance(ref, 'granted', { credentials, verifierSpent }, ['secrets', 'taskToken']),

    checked: (ref: ActivationRef, generations: readonly string[], sameStoreAs?: ConnectionId) =>
      advance(ref, 'checked', { generations, sameStoreAs }),

    /**
     * Closes an attempt to other browsers.
     *
     * @returns false where another one has stopped it before
     */
    async close(ref: ActivationRef): Promise<boolean> {
      const checked = stageCondition(['checked']);
      return (await change(ref, table.persistent, { ...checked, set: { closing: true } })) !== undefined;
    },

    linked: (
      ref: ActivationRef,
      connection: ConnectionId,
      outcome: { readonly kind: LinkKind; readonly movedFrom?: string | undefined },
    ) =>
      advance(ref, 'linked', { connection, ...outcome, ...ended() }, [
        'answers',
        'credentials',
        'generations',
        'taskToken',
      ]),

    /** Ends the attempt, and lets its secrets go. */
    failed: (ref: ActivationRef, failure: Failure): Promise<Activation> =>
      move(ref, table.persistent, OPEN, {
        set: { stage: 'failed', failure, ...ended() },
        remove: SECRET_ATTRIBUTES,
      }),

    /**
     * Ends an attempt from outside its own steps, unless the store is just being tied to the account.
     *
     * @returns the attempt as it was ended, with the task token that its machine waits with; undefined where it was not
     */
    async stop(ref: ActivationRef, failure: Failure): Promise<Activation | undefined> {
      const open = stageCondition(OPEN);
      const condition = `attribute_not_exists(closing) AND ${open.condition}`;
      const end = { stage: 'failed', failure, ...ended() } as const;
      const before = await change(ref, table.client, {
        ...open,
        condition,
        set: end,
        remove: SECRET_ATTRIBUTES,
        // The task token is in the item as it was: as it is now, it keeps none.
        returns: 'ALL_OLD',
      });
      return before === undefined ? undefined : parseActivation({ ...before, ...end });
    },
  };
}

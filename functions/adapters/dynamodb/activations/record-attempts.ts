import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountKey } from '../../../domain/account.ts';
import { ACTIVATION_LIFE_SECONDS } from '../../../domain/handshake/activation.ts';
import type { ConsumerMessage, RefusedMessage } from '../../../domain/handshake/consumer-key.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { KeyRef } from '../keys/key-item.ts';
import type { Table } from '../table.ts';
import { attemptItem } from './activation-item.ts';
import type { Stages } from './activation-stages.ts';
import { listingOf } from './attempt-item.ts';
import { EARLIER_CONSUMER, unlistEarlier } from './earlier-activation.ts';

/** What the popup knows when it is opened for a message. */
export type Begun = {
  readonly owner: AccountKey | undefined;
  readonly seenBefore: boolean;
};

/** How long refused messages are listed. Anybody may post them, so not as long as attempts. */
const REFUSED_RECORD_SECONDS = 3 * 24 * 60 * 60;

/** Makes the item of an attempt: of one that begins, and of those that ended before a popup was opened for them. */
export function openAttemptRecords(table: Table, { seconds, time, ended }: Stages) {
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
        openedAt: time(),
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
      const end = ended();
      const failure = { code: 'activation_superseded', at: end.endedAt };
      return put({
        pk: attemptItem(activation),
        ...{ product, key, activation, storeUrl, stage: 'failed', failure, receivedAt, ...end },
        ...listingOf({ product, activation, storeUrl, receivedAt }),
      });
    },
  };
}

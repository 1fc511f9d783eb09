import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Activation, ActivationRef } from '../../../domain/handshake/activation.ts';
import type { ConsumerId, ConsumerKey } from '../../../domain/handshake/consumer-key.ts';
import type { ActivationId } from '../../../domain/ids.ts';
import type { StoreUrl } from '../../../domain/stores/store-url.ts';
import { minted } from '../../fields/minted-field.ts';
import { sealed } from '../../kms/sealed.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { activationItem, attemptItem } from './activation-item.ts';

/*
 * Before messages of one key were kept side by side, the key's item was the one attempt of that key, with its attributes
 * at the top level. An attempt that was under way when the stack was upgraded is found there and goes on.
 */

/** Stands for the secret of such an attempt, which only KMS can tell. */
export const EARLIER_CONSUMER = 'earlier' as ConsumerId;

/** The key of the same item that holds messages today. */
function earlierItem({ product, key }: ActivationRef): string {
  return `ACTIVATION#${product}#${key}`;
}

/** Attributes of such an attempt that a message of today removes. Its request token stays: Magento issues no second one. */
export const EARLIER_ATTRIBUTES = [
  ...['verifierDigest', 'secrets', 'credentials', 'generations', 'taskToken'],
  ...['consent', 'failure', 'connection', 'kind', 'movedFrom'],
] as const;

/** Moves an attempt of the earlier kind to an item of its own. */
export async function adoptEarlier(table: Table, ref: ActivationRef): Promise<Activation | undefined> {
  const Key = { pk: earlierItem(ref) };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  if (Item?.['activation'] !== ref.activation) return undefined;
  const { requestToken: _, consent, ...attributes } = Item;
  // The version of a connection alone no longer says what a merchant agreed to: they are asked again.
  const { replaces, ...kept } = Object(consent);
  const own = {
    ...attributes,
    consumer: EARLIER_CONSUMER,
    ...(consent && replaces === undefined && { consent: kept }),
  };
  const read = activationItem.safeParse(own);
  if (!read.success) return undefined;
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...own, pk: attemptItem(ref.activation) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  await unlistEarlier(table, ref);
  return read.data;
}

/** Its attempt is listed by an item of its own from now on. The message stays, for a popup that is opened again. */
export function unlistEarlier(table: Table, ref: ActivationRef): Promise<void> {
  return removeEarlier(table, ref, ['listing', 'host', 'listedAs']);
}

/** Its attempt has ended: what it kept secret goes from here, too, but for a request token that nobody has exchanged. */
export function endEarlier(table: Table, ref: ActivationRef): Promise<void> {
  return removeEarlier(table, ref, ['secrets', 'credentials', 'generations', 'taskToken']);
}

async function removeEarlier(table: Table, ref: ActivationRef, remove: readonly string[]): Promise<void> {
  await updateIf(table.client, {
    table: table.name,
    pk: earlierItem(ref),
    set: {},
    remove,
    condition: 'activation = :activation',
    values: { ':activation': ref.activation },
  });
}

/** What the item of a key says in the earlier form: its attempt's message, and its token. */
export function earlierParts(attributes: Record<string, unknown>): Pick<ConsumerKey, 'messages' | 'tokens'> {
  const message = earlierMessage.safeParse(attributes);
  const token = sealed.safeParse(attributes['requestToken']);
  const { verifierDigest = '', receivedAt = '' } = message.data ?? {};
  return {
    messages: message.success ? [{ consumer: EARLIER_CONSUMER, state: 'opened', ...message.data }] : [],
    tokens: token.success ? [{ consumer: EARLIER_CONSUMER, token: token.data, verifierDigest, at: receivedAt }] : [],
  };
}

const earlierMessage = z.object({
  activation: minted<ActivationId>(),
  storeUrl: minted<StoreUrl>(),
  secrets: z.optional(sealed),
  verifierDigest: z.string(),
  receivedAt: z.string(),
});

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ConsumerKey } from '../../../domain/handshake/consumer-key.ts';
import type { Table } from '../table.ts';
import { openMessageKeeping } from './keep-message.ts';
import { type KeyRef, keyItem, parseKey } from './key-item.ts';
import { openKeyTokens } from './key-tokens.ts';
import { openMessageProgress } from './message-progress.ts';
import { openSeenKeys } from './seen-keys.ts';

export type KeyRepository = ReturnType<typeof openKeyRepository>;

/** What is known of consumer keys. Every change is one conditional update of one item. */
export function openKeyRepository(table: Table, now: () => Date) {
  async function find(ref: KeyRef): Promise<ConsumerKey | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: keyItem(ref) }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : parseKey(ref, Item);
  }

  return {
    find,
    ...openMessageKeeping(table, now, find),
    ...openMessageProgress(table, now),
    ...openKeyTokens(table, now),
    ...openSeenKeys(table, now),
  };
}

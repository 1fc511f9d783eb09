import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { StreamName } from '../../../../domain/sync/change-log.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { batchGet } from '../../batch-get.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import {
  type EntryItem,
  entryKey,
  parseEntry,
  type StreamItem,
  streamItem,
  streamKey,
  UNBEGUN,
} from './stream-item.ts';

export type StreamHeads = ReturnType<typeof openStreamHeads>;

/** Which entry of a stream is the newest. Two items say so: the entry itself first, and then that of the stream. */
export function openStreamHeads(table: Table, objects: Pick<ObjectStore, 'remove'>) {
  async function get(pk: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
    );
    return Item;
  }

  async function read(stream: StreamName): Promise<StreamItem> {
    const item = await get(streamKey(stream));
    return item === undefined ? UNBEGUN : streamItem.parse(item);
  }

  async function entryAt(stream: StreamName, n: number): Promise<EntryItem | undefined> {
    const item = await get(entryKey(stream, n));
    return item && parseEntry(item);
  }

  /**
   * Moves the head to an entry whose predecessor it is. Somebody else may have done so before: that is as good.
   *
   * @returns false when the entry is of a life that is over
   */
  async function advance(stream: StreamName, entry: EntryItem): Promise<boolean> {
    const before = await updateIf(table.client, {
      table: table.name,
      pk: streamKey(stream),
      set: { life: entry.life, head: entry.n, entry },
      remove: ['deletedAt'],
      condition: entry.n === 1 && entry.life === 0 ? `attribute_not_exists(pk) OR ${FOLLOWS}` : FOLLOWS,
      values: { ':life': entry.life, ':before': entry.n - 1 },
      returns: 'ALL_OLD',
    });
    if (before === undefined) return (await read(stream)).life === entry.life;
    const replaced = streamItem.safeParse(before).data?.entry?.stateObject;
    if (replaced !== undefined) await objects.remove([replaced]);
    return true;
  }

  /** Consistent, and repaired: an entry whose writer died is the newest one all the same. */
  async function newest(stream: StreamName): Promise<StreamItem> {
    for (;;) {
      const found = await read(stream);
      const next = await entryAt(stream, found.head + 1);
      if (next === undefined || next.life !== found.life) return found;
      await advance(stream, next);
    }
  }

  return {
    read,

    newest,

    /** The same of several connectors of a channel, for the reads of one. */
    async allNewest(
      channel: ChannelId,
      connectors: readonly ConnectorName[],
    ): Promise<ReadonlyMap<ConnectorName, StreamItem>> {
      const keyOf = (connector: ConnectorName) => streamKey({ channel, connector });
      const items = await itemsOf(table, connectors.map(keyOf));
      const heads = connectors.map((connector) => {
        const item = items.get(keyOf(connector));
        const known = item === undefined ? UNBEGUN : streamItem.parse(item);
        return { connector, known, next: entryKey({ channel, connector }, known.head + 1) };
      });
      const nextKeys = heads.map(({ next }) => next);
      const behind = await itemsOf(table, nextKeys);
      const found = heads.map(async ({ connector, known, next }) => {
        const isNewest = !behind.has(next);
        return [connector, isNewest ? known : await newest({ channel, connector })] as const;
      });
      return new Map(await Promise.all(found));
    },

    advance,

    /** Begins another life of a stream, unless it has a newer entry. What is left of the old one is swept later. */
    async restart(stream: StreamName, { life, head }: Pick<StreamItem, 'life' | 'head'>): Promise<boolean> {
      const restarted = await updateIf(table.client, {
        table: table.name,
        pk: streamKey(stream),
        set: { life: life + 1, head: 0, isUnswept: true },
        remove: ['entry', 'known'],
        condition: FOLLOWS,
        values: { ':life': life, ':before': head },
      });
      return restarted !== undefined;
    },

    /** @returns false when its number is taken by another entry */
    async put(stream: StreamName, entry: EntryItem, expiresAt: number): Promise<boolean> {
      try {
        await table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { pk: entryKey(stream, entry.n), ...entry, expiresAt },
            ConditionExpression: 'attribute_not_exists(pk) OR #life < :life',
            ExpressionAttributeNames: { '#life': 'life' },
            ExpressionAttributeValues: { ':life': entry.life },
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // The SDK repeats a put whose answer was lost, and finds its own entry.
        return (await entryAt(stream, entry.n))?.token === entry.token;
      }
    },
  };
}

async function itemsOf(table: Table, keys: readonly string[]): Promise<ReadonlyMap<unknown, Record<string, unknown>>> {
  return new Map((await batchGet(table, keys)).map((item) => [item['pk'], item]));
}

const FOLLOWS = '(#life = :life AND #head = :before)';

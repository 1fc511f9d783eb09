import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ProductId } from '../../../../domain/ids.ts';
import { Refusal } from '../../../../domain/refusals/refusal.ts';
import type { Change } from '../../../../domain/sync/changes/change.ts';
import { type ChangeBatch, countsOf } from '../../../../domain/sync/changes/change-batch.ts';
import type { BatchId } from '../../../../domain/sync/changes/change-ids.ts';
import { lineNumbersOf } from '../../../../domain/sync/changes/line-numbers.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { batchGet } from '../../batch-get.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { type BatchItem, batchKey, changesPrefix, listedBatch, parseBatchItem, toBatch } from './batch-item.ts';
import { listBatches } from './batch-listings.ts';
import { openBatchQueue } from './batch-queue.ts';

export type BatchRepository = ReturnType<typeof openBatchRepository>;

/** What was sent in one request. */
export type SentBatch = {
  /** Of an idempotency key, or a new one. */
  readonly batch: BatchId;
  readonly channel: ChannelId;
  readonly product: ProductId;
  readonly connector: ConnectorName;
  readonly changes: readonly Change[];
  readonly createdBy: string;
  /** Of connector and body: tells a repetition from another batch with the same key. */
  readonly digest: string;
};

/** One whose sender was cut off before it was in the queue: drops out of the table. */
const PENDING_SECONDS = 60 * 60;

/** Batches of changes: an item each, and its changes in an object. */
export function openBatchRepository(table: Table, objects: ObjectStore, now: () => Date) {
  const queue = openBatchQueue(table);

  async function read(batch: BatchId): Promise<BatchItem | undefined> {
    const Key = { pk: batchKey(batch) };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item && parseBatchItem(Item);
  }

  /** @returns what there is now under its id */
  async function put({ changes, product: _, ...sent }: SentBatch): Promise<BatchItem> {
    const object = `${changesPrefix(sent.channel)}${sent.batch}/lines-${randomUUID()}.ndjson.gz`;
    await objects.put(
      object,
      changes.map((change) => JSON.stringify(change)),
    );
    const lineNumbers = lineNumbersOf(changes);
    const item: BatchItem = {
      ...sent,
      ...{ n: 0, state: 'accepted', lines: changes.length, counts: countsOf([]), commits: 0 },
      ...(lineNumbers !== undefined && { lineNumbers }),
      ...{ createdAt: now().toISOString(), object, isPending: true },
    };
    const expiresAt = Math.floor(now().getTime() / 1000) + PENDING_SECONDS;
    const Item = { pk: batchKey(sent.batch), ...item, expiresAt };
    try {
      const ConditionExpression = 'attribute_not_exists(pk)';
      await table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression }));
      return item;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const there = await read(sent.batch);
      // The first try of this very call may have been the one.
      if (there?.object !== object) await objects.remove([object]);
      if (there === undefined) throw new Refusal('interrupted');
      return there;
    }
  }

  /** It has its place in the queue: from now on it is there for everybody. */
  async function admit({ batch, channel }: BatchItem, n: number): Promise<ChangeBatch | undefined> {
    const admitted = await updateIf(table.client, {
      table: table.name,
      pk: batchKey(batch),
      set: { n, ...listedBatch({ channel, batch, n }) },
      remove: ['isPending', 'expiresAt'],
      condition: 'isPending = :pending',
      values: { ':pending': true },
    });
    const item = admitted === undefined ? await read(batch) : parseBatchItem(admitted);
    return item && toBatch(item);
  }

  async function giveUp({ batch, object }: BatchItem): Promise<void> {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk: batchKey(batch) } }));
    await objects.remove([object]);
  }

  /** Puts it behind all that wait. */
  async function enter(item: BatchItem, product: ProductId): Promise<ChangeBatch> {
    try {
      const n = await queue.add(item.channel, product, { batch: item.batch, createdAt: item.createdAt });
      const admitted = await admit(item, n);
      if (admitted === undefined) throw new Refusal('interrupted');
      return admitted;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'changes_at_limit') await giveUp(item);
      throw error;
    }
  }

  return {
    /** @returns undefined for one that is only being made, too */
    async find(batch: BatchId): Promise<ChangeBatch | undefined> {
      const found = await read(batch);
      return found?.isPending ? undefined : found && toBatch(found);
    },

    /**
     * Accepts a batch, once: repeated with its id, it is the one that there is.
     *
     * @throws Refusal `idempotency_key_reused`, `changes_at_limit`
     */
    async accept(sent: SentBatch): Promise<ChangeBatch> {
      const item = (await read(sent.batch)) ?? (await put(sent));
      if (item.digest !== sent.digest || item.channel !== sent.channel) throw new Refusal('idempotency_key_reused');
      return item.isPending ? enter(item, sent.product) : toBatch(item);
    },

    /** The one whose turn it is. */
    async first(channel: ChannelId): Promise<ChangeBatch | undefined> {
      for (;;) {
        const [first] = await queue.waiting(channel);
        const item = first && (await read(first.batch));
        if (first === undefined) return undefined;
        // Its sender was cut off before it was told that the batch is accepted.
        const batch = item?.isPending ? await admit(item, first.n) : item && toBatch(item);
        if (batch !== undefined) return batch;
        await queue.remove(channel, first.batch);
      }
    },

    /** The first of those that wait and were cancelled: nothing of it is sent, so it need not wait for its turn. */
    async firstCancelled(channel: ChannelId): Promise<ChangeBatch | undefined> {
      const waiting = await queue.waiting(channel);
      const items = await batchGet(
        table,
        waiting.map(({ batch }) => batchKey(batch)),
      );
      const cancelled = items.map((item) => toBatch(parseBatchItem(item))).filter((one) => one.cancelRequestedAt);
      return cancelled.toSorted((one, other) => one.n - other.n)[0];
    },

    /** Lets the next one have its turn. */
    leaveQueue: ({ channel, batch }: Pick<ChangeBatch, 'channel' | 'batch'>): Promise<void> =>
      queue.remove(channel, batch),

    /** @throws Refusal `batch_unknown`, `batch_finished` */
    async requestCancel(batch: BatchId, at: string): Promise<ChangeBatch> {
      const asked = await updateIf(table.client, {
        table: table.name,
        pk: batchKey(batch),
        set: {},
        setTo: { cancelRequestedAt: 'if_not_exists(#cancelRequestedAt, :at)' },
        condition: 'attribute_exists(pk) AND #state <> :finished',
        names: { '#state': 'state' },
        values: { ':at': at, ':finished': 'finished' },
      });
      if (asked !== undefined) return toBatch(parseBatchItem(asked));
      throw new Refusal((await read(batch)) === undefined ? 'batch_unknown' : 'batch_finished');
    },

    /** Newest first. */
    list: (channel: ChannelId, asked: { readonly limit: number; readonly after?: string | undefined }) =>
      listBatches(table, channel, asked),

    /** Of a channel that is deleted: what is left of its batches expires. */
    async deleteAll(channel: ChannelId): Promise<void> {
      await queue.delete(channel);
      await objects.removeAll(changesPrefix(channel));
    },
  };
}

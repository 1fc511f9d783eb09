import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ProductId } from '../../../../domain/ids.ts';
import { Refusal } from '../../../../domain/refusals/refusal.ts';
import { BATCHES_WAITING_MAX } from '../../../../domain/sync/changes/change-batch.ts';
import type { BatchId } from '../../../../domain/sync/changes/change-ids.ts';
import type { ChannelId } from '../../../../domain/sync/channel-ids.ts';
import { minted } from '../../../fields/minted-field.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { queueKey, waitingListing } from './batch-item.ts';

const queued = z.object({ batch: minted<BatchId>(), n: z.number(), createdAt: z.optional(z.string()) });
type Queued = z.output<typeof queued>;

const queueItem = z.object({
  /** Number of the last batch. */
  last: z.number(),
  /** In the order in which they are written. */
  waiting: z.array(queued),
  /** Counts changes of both. */
  edition: z.number(),
  product: minted<ProductId>(),
});
type QueueItem = z.output<typeof queueItem>;

/** Senders of one channel's batches meet here: as many tries as some of them at once need. */
const ROUNDS = 30;

/** Which batches of a channel wait. One item, so that their order, and how many they are, is one condition. */
export function openBatchQueue(table: Table) {
  async function read(channel: ChannelId): Promise<QueueItem | undefined> {
    const Key = { pk: queueKey(channel) };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item && queueItem.parse(Item);
  }

  /** @returns false when somebody else has changed it meanwhile */
  async function write(channel: ChannelId, before: QueueItem | undefined, next: Omit<QueueItem, 'edition'>) {
    const [first] = next.waiting;
    const written = await updateIf(table.client, {
      table: table.name,
      pk: queueKey(channel),
      set: {
        ...next,
        edition: (before?.edition ?? 0) + 1,
        // Who starts what was not started finds it there.
        ...(first !== undefined && {
          ...{ listing: waitingListing(next.product), listedAs: channel, createdAt: first.createdAt },
        }),
      },
      remove: first === undefined ? ['listing', 'listedAs', 'createdAt'] : [],
      condition: before === undefined ? 'attribute_not_exists(pk)' : 'edition = :edition',
      ...(before !== undefined && { values: { ':edition': before.edition } }),
    });
    return written !== undefined;
  }

  return {
    /**
     * Puts a batch at the end, once.
     *
     * @returns its number
     * @throws Refusal `changes_at_limit`
     */
    async add(channel: ChannelId, product: ProductId, { batch, createdAt }: Omit<Queued, 'n'>): Promise<number> {
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = await read(channel);
        const waiting = before?.waiting ?? [];
        const there = waiting.find((one) => one.batch === batch);
        if (there !== undefined) return there.n;
        if (waiting.length >= BATCHES_WAITING_MAX) throw new Refusal('changes_at_limit', { retryAfter: 60 });
        const n = (before?.last ?? 0) + 1;
        if (await write(channel, before, { product, last: n, waiting: [...waiting, { batch, n, createdAt }] }))
          return n;
      }
      throw new Refusal('interrupted');
    },

    async waiting(channel: ChannelId): Promise<readonly Queued[]> {
      return (await read(channel))?.waiting ?? [];
    },

    /** Takes a batch out; one that is not there does no harm. */
    async remove(channel: ChannelId, batch: BatchId): Promise<void> {
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = await read(channel);
        if (!before?.waiting.some((one) => one.batch === batch)) return;
        const waiting = before.waiting.filter((one) => one.batch !== batch);
        if (await write(channel, before, { product: before.product, last: before.last, waiting })) return;
      }
      throw new Refusal('interrupted');
    },

    /** Of a channel that is deleted. */
    async delete(channel: ChannelId): Promise<void> {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk: queueKey(channel) } }));
    },
  };
}

import * as z from 'zod/mini';
import type { ProductId } from '../../../../domain/ids.ts';
import { type ChannelId, parseChannelId } from '../../../../domain/sync/channel-ids.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { wholeListing } from '../../whole-listing.ts';
import { queueKey, waitingListing } from './batch-item.ts';

export type BatchWriters = ReturnType<typeof openBatchWriters>;

const held = z.object({ slices: z.number(), attempts: z.number(), attemptedSince: z.number() });

/** Forgotten wherever a slice comes to its end. */
const ATTEMPTS = ['attempts', 'attemptedSince'];

/** A channel with batches that wait, and when the first of them was sent: ISO 8601. */
export type WaitingChannel = { readonly channel: ChannelId; readonly since: string | undefined };

/** What an execution is told when it takes its next turn. */
export type Hold = {
  /** How many slices it has taken. */
  readonly slices: number;
  /** How many slices in a row have begun and not come to their end, with this one, and since when. */
  readonly attempts: number;
  readonly attemptedSince: Date;
};

/**
 * Who writes the batches of a channel: one execution at a time, which holds the channel's queue and says again and again
 * until when. One that died holds it no longer by then, and another takes its place.
 */
export function openBatchWriters(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const update = (channel: ChannelId, of: Omit<Parameters<typeof updateIf>[1], 'table' | 'pk'>) =>
    updateIf(table.client, { ...of, table: table.name, pk: queueKey(channel) });

  return {
    /**
     * Takes the queue for an execution that is started next; false: nothing waits, or another one has it.
     *
     * @param least how many batches must wait
     */
    async begin(channel: ChannelId, holder: string, forSeconds: number, least = 1): Promise<boolean> {
      const taken = await update(channel, {
        set: { holder, heldUntil: seconds() + forSeconds, slices: 0 },
        condition: 'size(waiting) >= :least AND (attribute_not_exists(heldUntil) OR heldUntil <= :now)',
        values: { ':least': least, ':now': seconds() },
      });
      return taken !== undefined;
    },

    /**
     * @param isBegin of a slice, and not of a later turn of it: then the one before has come to its end
     * @returns undefined: another execution has the queue, and this one ends
     */
    async hold(channel: ChannelId, holder: string, forSeconds: number, isBegin: boolean): Promise<Hold | undefined> {
      const attempt = isBegin
        ? { attempts: 'if_not_exists(#attempts, :zero) + :one', attemptedSince: 'if_not_exists(#attemptedSince, :now)' }
        : { attempts: ':one', attemptedSince: ':now' };
      const item = await update(channel, {
        set: { heldUntil: seconds() + forSeconds },
        setTo: { slices: '#slices + :one', ...attempt },
        condition: 'holder = :holder',
        values: { ':holder': holder, ':one': 1, ':now': seconds(), ...(isBegin && { ':zero': 0 }) },
      });
      if (item === undefined) return undefined;
      const { attemptedSince, ...counts } = held.parse(item);
      return { ...counts, attemptedSince: new Date(attemptedSince * 1000) };
    },

    /** Between two slices. */
    async rest(channel: ChannelId, holder: string, forSeconds: number): Promise<void> {
      await update(channel, {
        set: { heldUntil: seconds() + forSeconds },
        remove: ATTEMPTS,
        condition: 'holder = :holder',
        values: { ':holder': holder },
      });
    },

    /** Gives the queue up once nothing waits; false: something does, or another execution has it. */
    async end(channel: ChannelId, holder: string): Promise<boolean> {
      const ended = await update(channel, {
        set: {},
        remove: ['holder', 'heldUntil', ...ATTEMPTS],
        condition: 'holder = :holder AND size(waiting) = :none',
        values: { ':holder': holder, ':none': 0 },
      });
      return ended !== undefined;
    },

    /** Gives the queue up, whatever waits: another execution takes it from here. */
    async leave(channel: ChannelId, holder: string): Promise<void> {
      await update(channel, {
        set: {},
        remove: ['holder', 'heldUntil', ...ATTEMPTS],
        condition: 'holder = :holder',
        values: { ':holder': holder },
      });
    },

    /** Channels of a product with batches that wait, by the index, which lags behind a little. */
    async *waiting(product: ProductId): AsyncGenerator<WaitingChannel> {
      for await (const { listedAs, createdAt } of wholeListing(table, waitingListing(product))) {
        yield { channel: parseChannelId(listedAs), since: createdAt };
      }
    },
  };
}

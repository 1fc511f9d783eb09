import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { CALLS_AT_ONCE } from '../../domain/stores/calls-at-once.ts';
import { retry } from '../retry/retry.ts';
import { updateIf } from './conditional-update.ts';
import type { Table } from './table.ts';

/** A right to call a store, until it is released or expires. */
export type Lease = { readonly pk: string; readonly holder: string };

class AllLeased extends Error {}

/** Starts at random, so that two callers seldom try the same one. */
function rotated(from: number, to: number): readonly number[] {
  const count = to - from;
  const begin = Math.floor(Math.random() * count);
  return Array.from({ length: count }, (_, turn) => from + ((begin + turn) % count));
}

/** The first one is left to callers with a limit, who may have no other, while there is another. */
function firstLast(): readonly number[] {
  return [...rotated(1, CALLS_AT_ONCE), 0];
}

export type Leases = ReturnType<typeof openLeases>;

/** Limits the calls to one store by leases: each is an item that one holder has at a time. */
export function openLeases(table: Table, now: () => Date) {
  async function acquireOne(store: string, index: number, leaseSeconds: number): Promise<Lease | undefined> {
    const seconds = Math.floor(now().getTime() / 1000);
    const lease = { pk: `LEASE#${store}#${index}`, holder: randomUUID() };
    const acquired = await updateIf(table.client, {
      table: table.name,
      pk: lease.pk,
      // A holder that dies releases nothing; its lease expires, and DynamoDB removes the item.
      set: { holder: lease.holder, expiresAt: seconds + leaseSeconds },
      condition: 'attribute_not_exists(pk) OR expiresAt <= :now',
      values: { ':now': seconds },
    });
    return acquired && lease;
  }

  async function acquire(store: string, leaseSeconds: number, limit?: number): Promise<Lease | undefined> {
    for (const index of limit === undefined ? firstLast() : rotated(0, Math.min(limit, CALLS_AT_ONCE))) {
      const lease = await acquireOne(store, index, leaseSeconds);
      if (lease !== undefined) return lease;
    }
    return undefined;
  }

  return {
    /**
     * Acquires a lease if one is free.
     *
     * @param leaseSeconds longer than the call can last
     * @param limit takes none but the first so many, and leaves the others to callers without a limit, who take the first
     *   one only where no other is free
     */
    acquire,

    /**
     * Acquires a lease as soon as one is free.
     *
     * @param waitMs how long to wait for one
     * @param limit as of `acquire`
     * @returns undefined when none became free in time
     */
    async wait(store: string, leaseSeconds: number, waitMs: number, limit?: number): Promise<Lease | undefined> {
      const orThrow = async (): Promise<Lease> => {
        const lease = await acquire(store, leaseSeconds, limit);
        if (lease === undefined) throw new AllLeased();
        return lease;
      };
      try {
        return await retry(orThrow, {
          retries: 200,
          firstPauseMs: 40,
          longestPauseMs: 400,
          deadlineMs: performance.now() + waitMs,
          shouldRetry: (error) => error instanceof AllLeased,
        });
      } catch (error) {
        if (error instanceof AllLeased) return undefined;
        throw error;
      }
    },

    /**
     * Makes a lease last longer, from now.
     *
     * @returns whether its holder still has it: one that expired may be another's
     */
    async renew({ pk, holder }: Lease, leaseSeconds: number): Promise<boolean> {
      const seconds = Math.floor(now().getTime() / 1000);
      const renewed = await updateIf(table.client, {
        table: table.name,
        pk,
        set: { expiresAt: seconds + leaseSeconds },
        condition: 'holder = :holder AND expiresAt > :now',
        values: { ':holder': holder, ':now': seconds },
      });
      return renewed !== undefined;
    },

    async release({ pk, holder }: Lease): Promise<void> {
      try {
        await table.client.send(
          new DeleteCommand({
            TableName: table.name,
            Key: { pk },
            ConditionExpression: 'holder = :holder',
            ExpressionAttributeValues: { ':holder': holder },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

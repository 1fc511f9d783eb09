import type { Leases } from '../adapters/dynamodb/leases.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { CALL_LEASE_SECONDS } from '../domain/stores/calls-at-once.ts';

export type LeaseDeps = {
  readonly leases: Pick<Leases, 'wait' | 'release'>;
  readonly log: typeof log;
};

/** The right to make one of the calls that a store gets at once. Disposing releases it, acquired or not. */
export type StoreLease = AsyncDisposable & {
  /** Rejects with Refusal `store_at_capacity`. */
  readonly acquired: Promise<void>;
};

/** How long a call waits for others to the same store. */
const QUEUE_MILLISECONDS = 8_000;

/** Begins to acquire a lease; the caller awaits `acquired`, and disposes of it. */
export function acquireLease({ leases, log }: LeaseDeps, connection: ConnectionId): StoreLease {
  const lease = leases.wait(connection, CALL_LEASE_SECONDS, QUEUE_MILLISECONDS);
  const acquired = lease.then((held) => {
    if (held === undefined) throw new Refusal('store_at_capacity', { retryAfter: 2 });
  });
  // It may reject before anybody awaits it.
  acquired.catch(() => undefined);
  return {
    acquired,
    async [Symbol.asyncDispose]() {
      const [held] = await Promise.allSettled([lease]);
      if (held.status === 'rejected' || held.value === undefined) return;
      try {
        await leases.release(held.value);
      } catch (error) {
        // It expires by itself, so the answer need not fail.
        log('lease_not_released', { error: error instanceof Error ? error.name : typeof error });
      }
    },
  };
}

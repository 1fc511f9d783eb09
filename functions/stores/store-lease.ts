import type { Lease, Leases } from '../adapters/dynamodb/leases.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

export type LeaseDeps = {
  readonly leases: Pick<Leases, 'wait' | 'release'>;
  readonly log: typeof log;
};

/** A place among the calls to one store that is had, or waited for. */
export type Place = Promise<Lease>;

/** How long a call queues behind others to the same store. */
const QUEUE_MILLISECONDS = 8_000;
/** Longer than a function lives, so that no slot is held by two. */
const LEASE_SECONDS = 30;

/** Rejects with Refusal `store_at_capacity`. Whoever takes a place gives it back. */
export function acquireLease({ leases }: LeaseDeps, connection: ConnectionId): Place {
  const place = leases.wait(connection, LEASE_SECONDS, QUEUE_MILLISECONDS).then((lease) => {
    if (lease === undefined) throw new Refusal('store_at_capacity', { retryAfter: 2 });
    return lease;
  });
  // Whoever awaits it learns of it; it may be refused before that.
  place.catch(() => undefined);
  return place;
}

/** What cannot be given back is free again when its lease ends: no reason to spoil an answer. */
export async function release({ leases, log }: LeaseDeps, place: Place): Promise<void> {
  const [taken] = await Promise.allSettled([place]);
  if (taken.status === 'rejected') return;
  try {
    await leases.release(taken.value);
  } catch (error) {
    log('lease_not_released', { error: error instanceof Error ? error.name : typeof error });
  }
}

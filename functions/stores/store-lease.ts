import type { Slot, Slots } from '../adapters/dynamodb/leases.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

export type SlotNeeds = {
  readonly slots: Pick<Slots, 'wait' | 'giveBack'>;
  readonly log: typeof log;
};

/** A place among the calls to one store that is had, or waited for. */
export type Place = Promise<Slot>;

/** How long a call queues behind others to the same store. */
const QUEUE_MILLISECONDS = 8_000;
/** Longer than a function lives, so that no slot is held by two. */
const LEASE_SECONDS = 30;

/** Rejects with Refusal `store_at_capacity`. Whoever takes a place gives it back. */
export function takePlace({ slots }: SlotNeeds, connection: ConnectionId): Place {
  const place = slots.wait(connection, LEASE_SECONDS, QUEUE_MILLISECONDS).then((slot) => {
    if (slot === undefined) throw new Refusal('store_at_capacity', { retryAfter: 2 });
    return slot;
  });
  // Whoever awaits it learns of it; it may be refused before that.
  place.catch(() => undefined);
  return place;
}

/** What cannot be given back is free again when its lease ends: no reason to spoil an answer. */
export async function giveBack({ slots, log }: SlotNeeds, place: Place): Promise<void> {
  const [taken] = await Promise.allSettled([place]);
  if (taken.status === 'rejected') return;
  try {
    await slots.giveBack(taken.value);
  } catch (error) {
    log('slot_kept', { error: error instanceof Error ? error.name : typeof error });
  }
}

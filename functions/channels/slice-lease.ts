import type { Lease, Leases } from '../adapters/dynamodb/leases.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

type Deps = { readonly leases: Pick<Leases, 'wait' | 'renew' | 'release'>; readonly log: typeof log };

export type SliceLease = {
  /** @throws Refusal `store_at_capacity` once somebody else may have it */
  requireHeld(): void;
  release(): Promise<void>;
};

/** Two renewals may fail before it is lost. */
const LEASE_SECONDS = 65;
const RENEW_EVERY_MILLISECONDS = 20_000;
/** How long a slice waits for calls of others; it is tried again later anyway. */
const QUEUE_MILLISECONDS = 4_000;

/**
 * Acquires one of a store's leases, for as long as a slice of work lasts.
 *
 * @param callsAtOnce how many of the leases may be a channel's; the others are left to the vendor's own calls
 * @throws Refusal `store_at_capacity`
 */
export async function holdLease(
  { leases, log }: Deps,
  connection: ConnectionId,
  callsAtOnce: number,
): Promise<SliceLease> {
  let heldUntilMs = untilMs();
  const acquired = await leases.wait(connection, LEASE_SECONDS, QUEUE_MILLISECONDS, callsAtOnce);
  if (acquired === undefined) throw atCapacity();
  const lease: Lease = acquired;
  const timer = setInterval(() => void renew(), RENEW_EVERY_MILLISECONDS);
  timer.unref();

  async function renew(): Promise<void> {
    const until = untilMs();
    try {
      heldUntilMs = (await leases.renew(lease, LEASE_SECONDS)) ? until : 0;
    } catch (error) {
      log('lease_not_renewed', { error: error instanceof Error ? error.name : typeof error });
    }
  }

  return {
    requireHeld() {
      if (performance.now() >= heldUntilMs) throw atCapacity();
    },
    async release() {
      clearInterval(timer);
      try {
        await leases.release(lease);
      } catch (error) {
        // It expires by itself.
        log('lease_not_released', { error: error instanceof Error ? error.name : typeof error });
      }
    },
  };
}

/** Counted from before the table is asked, and a second less, since it counts whole ones. */
const untilMs = (): number => performance.now() + (LEASE_SECONDS - 1) * 1000;

const atCapacity = (): Refusal => new Refusal('store_at_capacity', { retryAfter: 2 });

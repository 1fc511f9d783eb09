import type { Lease, Leases } from '../adapters/dynamodb/leases.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { HANDSHAKE_LEASE_SECONDS } from '../domain/stores/calls-at-once.ts';
import { hostOf, type StoreUrl } from '../domain/stores/store-url.ts';

export type Deps = {
  readonly magento: Pick<MagentoStore, 'requestToken' | 'accessToken' | 'check' | 'rest'>;
  readonly leases: Pick<Leases, 'wait' | 'release'>;
  readonly log: typeof log;
};

/** How long a step waits for others to the same host, before the state machine tries it again later. */
const QUEUE_MILLISECONDS = 4_000;

export type HandshakeStore = Deps['magento'] & {
  /** Waits until the leases of calls that have ended are released. */
  settled(): Promise<void>;
};

/**
 * Calls stores for handshakes, at most four at once per host. Anybody may post messages that name a host which never
 * answers; so these cannot keep more than a few instances of the function waiting.
 *
 * An answer is not held back until its lease is released: it may hold a token that exists nowhere else.
 */
export function handshakeStore({ magento, leases, log }: Deps): HandshakeStore {
  const releases = new Set<Promise<void>>();
  function release(lease: Lease): void {
    // It expires by itself, so the step need not fail.
    const released = leases.release(lease).catch((error: unknown) => {
      log('lease_not_released', { error: error instanceof Error ? error.name : typeof error });
    });
    releases.add(released);
    void released.finally(() => releases.delete(released));
  }

  async function leased<T>(store: StoreUrl, call: () => Promise<T>): Promise<T> {
    const lease = await leases.wait(`handshake:${hostOf(store)}`, HANDSHAKE_LEASE_SECONDS, QUEUE_MILLISECONDS);
    if (lease === undefined) throw new Refusal('store_busy', { reason: 'too many handshakes with this host' });
    try {
      return await call();
    } finally {
      release(lease);
    }
  }
  return {
    requestToken: (store, ...asked) => leased(store, () => magento.requestToken(store, ...asked)),
    accessToken: (store, ...asked) => leased(store, () => magento.accessToken(store, ...asked)),
    check: (store, ...asked) => leased(store, () => magento.check(store, ...asked)),
    rest: (store, ...asked) => leased(store, () => magento.rest(store, ...asked)),
    settled: async () => void (await Promise.all(releases)),
  };
}

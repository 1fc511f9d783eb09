import type { Leases } from '../adapters/dynamodb/leases.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { Credentials } from '../adapters/magento/magento-store.ts';
import type { MagentoSession, SessionTarget } from '../adapters/magento/session/magento-session.ts';
import { generationsOf } from '../adapters/magento/transport/try-generations.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { StoreWriter } from '../domain/sync/changes/writer.ts';
import type { ChannelSettings } from '../domain/sync/channel.ts';
import { holdLease } from './slice-lease.ts';

export type Deps = {
  readonly leases: Pick<Leases, 'wait' | 'renew' | 'release'>;
  /** `openMagentoSession`, with the operator's policy. */
  readonly openSession: (target: SessionTarget) => MagentoSession;
  readonly log: typeof log;
};

/** A store for one slice of work. Disposing closes the connections, and gives the lease back. */
export type StoreSession = StoreWriter &
  AsyncDisposable & {
    /** What is now known of the store's generation: to be remembered where it differs from the connection's. */
    readonly generations: readonly string[];
    /** Requests so far, further tries included. */
    readonly calls: number;
  };

/**
 * Opens a session with one of the leases of the store, which is renewed until the session is disposed of. Every call
 * throws `store_at_capacity` once the lease is lost, as of a process that stood still.
 *
 * @param deadlineMs when the slice ends, on the clock of `performance.now()`
 * @throws Refusal `store_at_capacity` when others use the store
 */
export async function openStoreSession(
  deps: Deps,
  connection: Pick<Connection, 'connection' | 'storeUrl' | 'generations'>,
  keys: Credentials,
  settings: Pick<ChannelSettings, 'storeView' | 'callsAtOnce'>,
  deadlineMs: number,
): Promise<StoreSession> {
  const lease = await holdLease(deps, connection.connection, settings.callsAtOnce);
  const session = deps.openSession({
    store: connection.storeUrl,
    keys,
    generations: generationsOf(connection.generations),
    storeView: settings.storeView,
    deadlineMs,
  });
  async function held<Result>(read: () => Promise<Result>): Promise<Result> {
    lease.requireHeld();
    return read();
  }
  return {
    list: (path, criteria) => held(() => session.list(path, criteria)),
    all: (path) => held(() => session.all(path)),
    clock: () => held(() => session.clock()),
    send: (call) => held(() => session.send(call)),
    get generations() {
      return session.generations;
    },
    get calls() {
      return session.calls;
    },
    async [Symbol.asyncDispose]() {
      session.close();
      await lease.release();
    },
  };
}

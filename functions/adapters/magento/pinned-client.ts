import type { Client, Dispatcher } from 'undici';
import type { CheckedAddress } from './guard.ts';

/** Long enough for a far-away store; Node's default of 250 ms gives up on those when they have several addresses. */
const CONNECT_ATTEMPT_MILLISECONDS = 2_000;

/** Set once something may have been sent. */
export type Progress = { connected: boolean };

/** One client for one request: a store is asked rarely, and a kept connection could outlive the check of its address. */
export type PinnedClient = {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  /** Tears down all sockets. */
  destroy(): Promise<void>;
};

/** A client that connects to the addresses that were checked, and to no others. */
export async function pinnedClient(
  { origin, addresses }: CheckedAddress,
  deadline: number,
  progress: Progress,
): Promise<PinnedClient> {
  const { Client, buildConnector, request } = await undiciParts();
  const connect = buildConnector({
    timeout: deadline,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: CONNECT_ATTEMPT_MILLISECONDS,
    lookup: (_host, { all }, callback) => {
      if (all) callback(null, [...addresses]);
      else callback(null, addresses[0].address, addresses[0].family);
    },
  });
  const client: Client = new Client(origin, {
    // undici dispatches only once this calls back, after the TLS handshake: until then nothing was sent.
    connect: (options, callback) => {
      connect(options, (...outcome) => {
        progress.connected = outcome[0] === null;
        callback(...outcome);
      });
    },
  });
  return { request: (options) => request.call(client, options), destroy: () => client.destroy() };
}

/**
 * Loaded with the first request, and only what it takes: the whole of undici takes as long to load as all the rest of
 * a function, for it brings `fetch`, caches and WebSockets along. Its parts are CommonJS modules: default exports.
 */
async function undiciParts() {
  const [client, connector, request] = await Promise.all([
    import('undici/lib/dispatcher/client.js'),
    import('undici/lib/core/connect.js'),
    import('undici/lib/api/api-request.js'),
  ]);
  return { Client: client.default, buildConnector: connector.default, request: request.default };
}

import http from 'node:http';
import https from 'node:https';
import { type CheckedAddress, type Lookup, resolveHost } from './address-guard.ts';
import { type Asked, type PinnedRequest, pinnedRequest } from './pinned-request.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Connections to one host that are kept from one request to the next, for minutes at most. */
export type KeptConnections = {
  /** The addresses of the host: resolved and checked once, so that all connections go to these. */
  address(url: string, signal: AbortSignal): Promise<CheckedAddress>;
  request(checked: CheckedAddress, asked: Asked): PinnedRequest;
  /** From now on each request has a connection of its own, whose answer is parsed leniently. */
  stopKeeping(): void;
  /** How many requests were made. */
  requests(): number;
  close(): void;
};

/** A slice of work sends one request after the other, or changes two records at once. */
const CONNECTIONS = 2;

export function keepConnections(policy: UrlPolicy, lookup: Lookup | undefined): KeptConnections {
  const options = { keepAlive: true, maxSockets: CONNECTIONS, maxFreeSockets: CONNECTIONS };
  let agent: http.Agent | undefined;
  let checked: CheckedAddress | undefined;
  let isKeeping = true;
  let requests = 0;
  return {
    async address(url, signal) {
      checked ??= await resolveHost(url, policy, signal, lookup);
      return checked;
    },
    request(address, asked) {
      requests += 1;
      agent ??= address.origin.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
      return pinnedRequest(address, asked, isKeeping ? agent : undefined);
    },
    stopKeeping() {
      isKeeping = false;
      agent?.destroy();
    },
    requests: () => requests,
    close: () => agent?.destroy(),
  };
}

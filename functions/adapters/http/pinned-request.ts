import type { Agent, ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { CheckedAddress } from './address-guard.ts';

/** Long enough for a far-away store; Node's default of 250 ms gives up on those when they have several addresses. */
const CONNECT_ATTEMPT_MILLISECONDS = 2_000;

/** Magento sends 20 KB of headers with some answers (Content-Security-Policy, cookies). */
const HEADERS_MAX_BYTES = 65_536;
/** `100 Continue`, `103 Early Hints`: honest servers send one or two. */
const INFORMATIONAL_MAX = 5;

export type Asked = {
  readonly method: string;
  /** Written as it is: parsed as a URL it could come out spelt differently from what was signed. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
  /** How many bytes are read from the connection, headers, framing and informational responses included. */
  readonly limitBytes: number;
};

/** One request on a connection of its own, or on one of an agent that lives no longer than the check of its address. */
export type PinnedRequest = {
  /** Rejects with an error that has a code when no answer comes. */
  readonly answer: Promise<IncomingMessage>;
  /** Whether anything may have been sent: not before the connection stands, TLS handshake included. */
  sent(): boolean;
  /** Whether the connection has carried another request before: the store may have closed it meanwhile. */
  reused(): boolean;
  /** Closes the connection, whatever state it is in. */
  close(): void;
};

/** The response is larger than the limit. */
class Oversize extends Error {
  readonly code = 'OVERSIZE';
}

/**
 * Sends a request to the addresses that were checked, and to no others. Redirects are answers like any other.
 *
 * Answers are parsed leniently (`Content-Length` beside chunks, folded headers, bare line feeds) where no second request
 * follows on the connection, so that a wrong end of the first one is nobody else's beginning.
 *
 * @param agent keeps the connection; it must have no others than to these addresses
 */
export function pinnedRequest(
  checked: CheckedAddress,
  { body, limitBytes, ...asked }: Asked,
  agent?: Agent,
): PinnedRequest {
  const { protocol, hostname, port } = new URL(checked.origin);
  const secure = protocol === 'https:';
  const options = {
    ...asked,
    protocol,
    // An IPv6 address stands in brackets in URLs only.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    agent: agent ?? false,
    insecureHTTPParser: agent === undefined,
    maxHeaderSize: HEADERS_MAX_BYTES,
    lookup: answerWith(checked),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: CONNECT_ATTEMPT_MILLISECONDS,
  };
  const request = (secure ? https : http).request(options);
  // Their bytes are limited, so their number need not be: Node drops those beyond 1,000.
  request.maxHeadersCount = 0;
  const connected = requireConnection(request, secure ? 'secureConnect' : 'connect');
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Kept: a connection that we close may emit another error.
    request.on('error', reject);
  });
  limitReading(request, limitBytes);
  request.end(body);
  return {
    answer,
    sent: () => connected.established,
    reused: () => request.reusedSocket,
    close: () => void request.destroy(),
  };
}

function answerWith({ addresses }: CheckedAddress): LookupFunction {
  return (_host, { all }, callback) => {
    if (all) callback(null, [...addresses]);
    else callback(null, addresses[0].address, addresses[0].family);
  };
}

function limitReading(request: ClientRequest, limitBytes: number): void {
  let informational = 0;
  let bytes = 0;
  let reading: ClientRequest | IncomingMessage = request;
  request.once('response', (answer) => {
    reading = answer;
  });
  const end = () => void reading.destroy(new Oversize('the store sends without end'));
  request.on('information', () => {
    informational += 1;
    if (informational > INFORMATIONAL_MAX) end();
  });
  request.once('socket', (socket) => {
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) end();
    };
    socket.on('data', count);
    request.once('close', () => socket.off('data', count));
  });
}

function requireConnection(request: ClientRequest, event: 'connect' | 'secureConnect'): { established: boolean } {
  const connection = { established: false };
  request.once('socket', (socket) => {
    connection.established = request.reusedSocket;
    if (connection.established) return;
    socket.once(event, () => {
      connection.established = true;
    });
  });
  return connection;
}

import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { CheckedAddress } from './address-guard.ts';

/** Long enough for a far-away store; Node's default of 250 ms gives up on those when they have several addresses. */
const CONNECT_ATTEMPT_MILLISECONDS = 2_000;

export type Asked = {
  readonly method: string;
  /** Written as it is: parsed as a URL it could come out spelt differently from what was signed. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
};

/** One request on a connection of its own: a kept one could outlive the check of its address. */
export type PinnedRequest = {
  /** Rejects with an error that has a code when no answer comes. */
  readonly answer: Promise<IncomingMessage>;
  /** Whether anything may have been sent: not before the connection stands, TLS handshake included. */
  sent(): boolean;
  /** Closes the connection, whatever state it is in. */
  close(): void;
};

/** Sends a request to the addresses that were checked, and to no others. Redirects are answers like any other. */
export function pinnedRequest(checked: CheckedAddress, { body, ...asked }: Asked): PinnedRequest {
  const { protocol, hostname, port } = new URL(checked.origin);
  const secure = protocol === 'https:';
  const options = {
    ...asked,
    protocol,
    // An IPv6 address stands in brackets in URLs only.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    agent: false,
    lookup: answerWith(checked),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: CONNECT_ATTEMPT_MILLISECONDS,
  };
  const request = (secure ? https : http).request(options);
  const connected = requireConnection(request, secure ? 'secureConnect' : 'connect');
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Stays: a connection that is closed from here may complain once more.
    request.on('error', reject);
  });
  request.end(body);
  return { answer, sent: () => connected.stands, close: () => void request.destroy() };
}

function answerWith({ addresses }: CheckedAddress): LookupFunction {
  return (_host, { all }, callback) => {
    if (all) callback(null, [...addresses]);
    else callback(null, addresses[0].address, addresses[0].family);
  };
}

function requireConnection(request: ClientRequest, established: 'connect' | 'secureConnect'): { stands: boolean } {
  const connection = { stands: false };
  request.once('socket', (socket) => {
    socket.once(established, () => {
      connection.stands = true;
    });
  });
  return connection;
}

import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, SentAnswer } from './answer.ts';

/** Where a fault can be switched on. */
export type FaultyEndpoint = 'request' | 'access' | 'rest';

/**
 * What goes wrong. `processed: true` = the store does its work (a token is consumed) and only the answer suffers;
 * otherwise the request has no effect. `times` counts down; absent = until it is switched off.
 */
export type Fault = { times?: number; processed?: boolean } & (
  | { kind: 'reset' }
  | { kind: 'hang' }
  /** The true answer, a few octets every `everyMs` milliseconds. */
  | { kind: 'drip'; everyMs: number }
  | ({ kind: 'answer' } & Answer)
);

/** Set and delete at run time: `faults.access = { ...FAULTS.unavailable, times: 2 }`. */
export type Faults = Partial<Record<FaultyEndpoint, Fault>>;

function page(status: number, body: string, headers: Record<string, string> = {}): Fault {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body,
  };
}

/** The usual ones; spread them to add `times` or `processed`. */
export const FAULTS = {
  refused: { kind: 'reset' },
  answerLost: { kind: 'reset', processed: true },
  hang: { kind: 'hang' },
  answerNeverComes: { kind: 'hang', processed: true },
  drip: { kind: 'drip', everyMs: 500, processed: true },
  internalError: page(500, 'oauth_problem=internal_error%26message%3Dempty_message'),
  badGateway: page(502, '<html><body><h1>502 Bad Gateway</h1></body></html>'),
  unavailable: page(503, '<html><body>Service Temporarily Unavailable</body></html>', { 'retry-after': '1' }),
  tooMany: page(429, '', { 'retry-after': '1' }),
  moved: page(301, '', { location: 'http://127.0.0.1:9/elsewhere' }),
  garbage: page(200, '<!doctype html><p>Maintenance</p>'),
  empty: page(200, ''),
  huge: page(200, `oauth_token=${'a'.repeat(8 * 1024 * 1024)}`),
} as const satisfies Record<string, Fault>;

/** The fault of this request, if one is on; uses up one of its `times`. */
export function takeFault(faults: Faults, endpoint: FaultyEndpoint): Fault | undefined {
  const fault = faults[endpoint];
  if (fault?.times === undefined) return fault;
  if (fault.times <= 0) return undefined;
  faults[endpoint] = { ...fault, times: fault.times - 1 };
  return fault;
}

/** Lets the store do its work or not, and damages the answer. */
export async function spoil(fault: Fault, work: () => SentAnswer, response: ServerResponse): Promise<void> {
  const answer = fault.processed === true || fault.kind === 'drip' ? work() : null;
  switch (fault.kind) {
    case 'reset':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
    case 'drip':
      await drip(answer ?? work(), fault.everyMs, response);
      return;
    case 'answer':
      write(fault, response);
      return;
    default:
      fault satisfies never;
  }
}

export function write({ status, headers, body }: SentAnswer, response: ServerResponse): void {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}

const DRIP_OCTETS = 8;

async function drip({ status, headers, body }: SentAnswer, everyMs: number, response: ServerResponse): Promise<void> {
  response.writeHead(status, headers);
  const octets = Buffer.from(body);
  for (let at = 0; at < octets.length && !response.destroyed; at += DRIP_OCTETS) {
    response.write(octets.subarray(at, at + DRIP_OCTETS));
    await sleep(everyMs);
  }
  response.end();
}

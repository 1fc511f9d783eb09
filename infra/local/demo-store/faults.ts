import type { ServerResponse } from 'node:http';
import type { Answer, SentAnswer } from './answer.ts';
import { bomb, cut, drip, endless, write } from './spoilt-bodies.ts';

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
  /** The first half of the true answer, which was announced as a whole. */
  | { kind: 'cut' }
  /** JSON that never ends. */
  | { kind: 'endless' }
  /** A thousandth of this size on the wire, compressed. */
  | { kind: 'bomb'; mebibytes: number }
  | ({ kind: 'answer' } & Answer)
);

/**
 * Set and delete at run time: `faults.access = { ...FAULTS.unavailable, times: 2 }`. Those of a single path below
 * `rest/` come first: `faults.paths = { 'V1/orders': FAULTS.tooMany }`.
 */
export type Faults = Partial<Record<FaultyEndpoint, Fault>> & { paths?: Record<string, Fault> };

function page(status: number, body: string, headers: Record<string, string> = {}): Fault {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body,
  };
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

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
  maintenance: page(503, '<html><body><h1>Service Temporarily Unavailable</h1></body></html>'),
  notJson: page(200, '{"items":[{"entity_id":1},', JSON_TYPE),
  withoutItems: page(200, '{"search_criteria":{},"total_count":3}', JSON_TYPE),
  cut: { kind: 'cut', processed: true },
  endless: { kind: 'endless' },
  bomb: { kind: 'bomb', mebibytes: 4096 },
  huge: page(200, `oauth_token=${'a'.repeat(8 * 1024 * 1024)}`),
} as const satisfies Record<string, Fault>;

/** The fault of this request, if one is on; uses up one of its `times`. */
export function takeFault(faults: Faults, endpoint: FaultyEndpoint, restPath: string): Fault | undefined {
  const atPath = endpoint === 'rest' ? faults.paths?.[restPath] : undefined;
  if (atPath !== undefined && atPath.times !== 0) {
    return used(atPath, (rest) => {
      faults.paths = { ...faults.paths, [restPath]: rest };
    });
  }
  const fault = faults[endpoint];
  if (fault === undefined || fault.times === 0) return undefined;
  return used(fault, (rest) => {
    faults[endpoint] = rest;
  });
}

function used(fault: Fault, keep: (rest: Fault) => void): Fault {
  if (fault.times !== undefined) keep({ ...fault, times: fault.times - 1 });
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
    case 'cut':
      cut(answer ?? work(), response);
      return;
    case 'endless':
      await endless(response);
      return;
    case 'bomb':
      await bomb(fault.mebibytes, response);
      return;
    case 'answer':
      write(fault, response);
      return;
    default:
      fault satisfies never;
  }
}

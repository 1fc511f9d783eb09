import { vi } from 'vitest';
import { type Handfast, handfast } from '../../../client/handfast.ts';

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly atMs: number;
};

/** An answer, an error of the network, or silence until the request is aborted. */
type Answer = Response | Error | 'silence';

export const page = (items: unknown[], next?: string) => Response.json({ items, ...(next && { next }) });
export const problem = (status: number, code: string, more: Record<string, unknown> = {}) =>
  Response.json({ code, detail: 'what to do', ...more }, { status, headers: { 'content-type': PROBLEM } });
const PROBLEM = 'application/problem+json';

/** A client of an API that gives these answers, one after the other; what is asked beyond them fails. */
export function apiOf(answers: readonly Answer[], more: { retries?: number } = {}) {
  const left = [...answers];
  const sent: Sent[] = [];
  const tokens: string[] = [];
  const send: typeof fetch = async (to, init = {}) => {
    init.signal?.throwIfAborted();
    const url = new URL(String(to));
    if (url.pathname === '/token') {
      tokens.push(String(init.body));
      return Response.json({ access_token: `token-${tokens.length}`, expires_in: 3600 });
    }
    const body = init.body === undefined || init.body === null ? undefined : String(init.body);
    const headers = Object.fromEntries(new Headers(init.headers));
    sent.push({ method: init.method ?? '', path: `${url.pathname}${url.search}`, headers, body, atMs: Date.now() });
    const answer = left.shift() ?? new Error('asked for more than it has');
    if (answer instanceof Error) throw answer;
    return answer === 'silence' ? silence(init.signal) : answer;
  };
  const api: Handfast = handfast({
    ...{ url: 'https://connect.example/', tokenUrl: 'https://issuer.example/token' },
    ...{ clientId: 'backend', clientSecret: 'secret', fetch: send, ...more },
  });
  return { api, sent, tokens, paths: () => sent.map(({ method, path }) => `${method} ${path}`) };
}

function silence(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

/** What a promise fails with, with all pauses cut short. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const failed = work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(300_000);
  return failed;
}

/** What a promise gives, with all pauses cut short. */
export async function outcomeOf<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  await vi.advanceTimersByTimeAsync(300_000);
  return work;
}

export async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

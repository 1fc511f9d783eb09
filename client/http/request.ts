import { limited, unlessAborted } from './abort.ts';
import { type Access, accessHeaders } from './access.ts';
import { errorOf, HandfastError } from './error.ts';
import { quoteNumbers } from './numbers.ts';
import { withRetries } from './retries.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Of any request. */
export type CallOptions = {
  /** Ends the request, or the list: what waits for it gets the signal's reason. */
  readonly signal?: AbortSignal | undefined;
};

/** Sends one request, and reads its answer as the API's OpenAPI document describes it. */
export type Send = <T>(method: Method, path: string, more?: Content & CallOptions) => Promise<T>;

type Content = {
  readonly query?: Parameters | undefined;
  readonly body?: unknown;
  /** NDJSON, in place of a body of JSON. */
  readonly lines?: string | undefined;
  /** Sent again with the same key, the request takes effect once. */
  readonly idempotencyKey?: string | undefined;
  /** Whether a second request of this kind changes nothing: so do all with GET, or with a key. */
  readonly repeatable?: boolean | undefined;
  /** Whether the answer holds what a store sent, whose numbers may be asked for as text. */
  readonly storeData?: boolean | undefined;
};

/** API Gateway gives up after 30 s. */
const TIMEOUT_MILLISECONDS = 35_000;

export function sender(access: Access): Send {
  const fetchIt = access.fetch ?? fetch;
  const authorization = accessHeaders(access, fetchIt);
  const origin = access.url.replace(/\/$/, '');

  async function attempt(request: Request, signal: AbortSignal | undefined): Promise<string> {
    const { method, url, body } = request;
    const authorized = await unlessAborted(() => authorization.headersFor(request), signal);
    try {
      return await limited(TIMEOUT_MILLISECONDS, signal, async (ending) => {
        // A redirect is no answer of the API's: followed, it would take headers and body to whatever address it names.
        const once = (headers: Request['headers']) =>
          fetchIt(url, { method, headers, redirect: 'manual', signal: ending, ...(body !== undefined && { body }) });
        let response = await once(authorized);
        if (response.status === 401 || isKeptOut(response)) {
          // Nothing was done yet: tokens are checked first. Keys may have changed, say.
          const others = await authorization.replaced(request, authorized, response.status);
          if (others !== undefined) response = await once(others);
        }
        const text = await response.text();
        if (!response.ok) throw errorOf(response.status, response.headers, text);
        return text;
      });
    } catch (error) {
      if (error instanceof HandfastError) throw error;
      signal?.throwIfAborted();
      const detail = 'No whole answer came from the API. A GET can be repeated; a write may have had effect.';
      throw new HandfastError({ code: 'api_unreachable', status: 0, detail }, error);
    }
  }

  return async (method, path, { query = {}, signal, storeData = false, ...content } = {}) => {
    requireIds(path);
    const request = { method, url: `${origin}${path}${queryOf(query)}`, ...contentOf(content) };
    const repeatable = content.repeatable ?? (method === 'GET' || content.idempotencyKey !== undefined);
    const text = await withRetries({ retries: access.retries, repeatable, signal }, () => attempt(request, signal));
    return parsed(quoteNumbers(text, storeData ? access.numbers : 'safe'));
  };
}

/** URLs read these parts as ways up and down: the request would become another one. */
const NO_ID = /\/\.{0,2}(?:\/|$)/;

function requireIds(path: string): void {
  if (!NO_ID.test(path)) return;
  const detail = 'An id is empty, or consists of dots: nothing was sent.';
  throw new HandfastError({ code: 'request_malformed', status: 0, detail });
}

type Request = {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

function contentOf({ body, lines, idempotencyKey }: Content): Pick<Request, 'headers' | 'body'> {
  const own = { accept: 'application/json', ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) };
  if (lines !== undefined) return { body: lines, headers: { ...own, 'content-type': 'application/x-ndjson' } };
  if (body === undefined) return { body: undefined, headers: own };
  return { body: JSON.stringify(body), headers: { ...own, 'content-type': 'application/json' } };
}

/** All answers of the API are objects. */
function parsed<T>(text: string): T {
  try {
    const answer = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer;
    throw new SyntaxError('no object');
  } catch (error) {
    const detail = 'The answer is no JSON of the API: something in front of the API gave it. Check the URL.';
    throw new HandfastError({ code: 'api_unreachable', status: 0, detail }, error);
  }
}

/** The API's own answers are problem documents: this one is API Gateway's, for a token that is not valid, or too weak. */
function isKeptOut({ status, headers }: Response): boolean {
  return status === 403 && !headers.get('content-type')?.startsWith('application/problem+json');
}

function queryOf(query: Parameters): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given}`;
}

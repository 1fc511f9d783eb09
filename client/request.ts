import { errorOf, HandfastError } from './error.ts';
import { type Numbers, quoteNumbers } from './numbers.ts';
import { type TokenAccess, tokenSource } from './token.ts';

/** The API's address and credentials. */
export type Access = TokenAccess & {
  /** Origin of the API, such as `https://connect.acme.example`. */
  readonly url: string;
  /** Of what stores send: `safe` unless given. */
  readonly numbers?: Numbers | undefined;
  /** Used instead of the global one. */
  readonly fetch?: typeof fetch | undefined;
};

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Sends one request, and reads its answer as the API's OpenAPI document describes it. */
export type Send = <T>(method: Method, path: string, more?: { query?: Parameters } & Content) => Promise<T>;

type Content = {
  body?: unknown;
  /** NDJSON, in place of a body of JSON. */
  lines?: string;
  headers?: Readonly<Record<string, string>>;
};

/** API Gateway gives up after 30 s. */
const TIMEOUT_MILLISECONDS = 35_000;

export function sender(access: Access): Send {
  const send = access.fetch ?? fetch;
  const tokens = tokenSource(access, send);
  const once = async (method: Method, url: string, token: string, { text, headers: own }: Sent): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json', ...own };
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    return await send(url, { method, headers, signal, ...(text !== undefined && { body: text }) });
  };
  return async (method, path, { query = {}, ...more } = {}) => {
    const sent = sentOf(more);
    const url = `${access.url.replace(/\/$/, '')}${path}${queryOf(query)}`;
    const token = await tokens.token();
    try {
      let response = await once(method, url, token, sent);
      if (response.status === 401 || (isKeptOut(response) && !tokens.isReplacement(token))) {
        // Nothing was done yet: tokens are checked first. Keys may have changed, say.
        tokens.forget(token);
        response = await once(method, url, await tokens.token(), sent);
      }
      const text = await response.text();
      if (!response.ok) throw errorOf(response.status, response.headers, text);
      return JSON.parse(quoteNumbers(text, access.numbers));
    } catch (error) {
      if (error instanceof HandfastError) throw error;
      const detail = 'No whole answer came from the API. A GET can be repeated; a write may have had effect.';
      throw new HandfastError({ code: 'api_unreachable', status: 0, detail }, error);
    }
  };
}

type Sent = { readonly text: string | undefined; readonly headers: Readonly<Record<string, string>> };

function sentOf({ body, lines, headers = {} }: Content): Sent {
  if (lines !== undefined) return { text: lines, headers: { 'content-type': 'application/x-ndjson', ...headers } };
  if (body === undefined) return { text: undefined, headers };
  return { text: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
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

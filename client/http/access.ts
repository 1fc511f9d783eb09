import type { Numbers } from './numbers.ts';
import { type TokenAccess, tokenSource } from './token.ts';

/** A request that is about to be sent. */
export type UnsignedRequest = {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent; undefined when there is none. */
  readonly body: string | undefined;
};

/** Gives headers that are sent with the request: those of an AWS signature, say, or a token that you have already. */
export type Authorize = (
  request: UnsignedRequest,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/** In place of a client's id and secret, such as where the API takes AWS signatures. It is asked before each try. */
export type OwnAccess = { readonly authorize: Authorize };

/** The API's address and credentials. */
export type Access = (TokenAccess | OwnAccess) & {
  /** Origin of the API, such as `https://connect.acme.example`. */
  readonly url: string;
  /** Of what stores send: `safe` unless given. */
  readonly numbers?: Numbers | undefined;
  /** How often a request is tried again at most: 2 unless given. 0: never. */
  readonly retries?: number | undefined;
  /** Used instead of the global one. */
  readonly fetch?: typeof fetch | undefined;
};

type Headers = Readonly<Record<string, string>>;

/** What lets requests in. */
type Authorization = {
  readonly headersFor: (request: UnsignedRequest) => Promise<Headers>;
  /** Others, for a request that was answered with 401 or 403; undefined where others would do no better. */
  readonly replaced: (request: UnsignedRequest, refused: Headers, status: number) => Promise<Headers | undefined>;
};

export function accessHeaders(access: Access, send: typeof fetch): Authorization {
  if ('authorize' in access) {
    const { authorize } = access;
    return {
      headersFor: async (request) => ({ ...request.headers, ...(await authorize(request)) }),
      replaced: async () => undefined,
    };
  }
  const tokens = tokenSource(access, send);
  const bearing = async ({ headers }: UnsignedRequest) => ({
    ...headers,
    authorization: `Bearer ${await tokens.token()}`,
  });
  return {
    headersFor: bearing,
    async replaced(request, { authorization = '' }, status) {
      const token = authorization.slice('Bearer '.length);
      if (status === 403 && tokens.isReplacement(token)) return undefined;
      tokens.forget(token);
      return bearing(request);
    },
  };
}

import { ClientError, Configuration, clientCredentialsGrant, customFetch, ResponseBodyError } from 'openid-client';
import { vendorFetch } from '../http/vendor-fetch.ts';
import { type SendToVendor, VendorFault } from '../http/vendor-request.ts';
import { secretBasic } from './client-authentication.ts';

export type TokenRequest = {
  readonly tokenUri: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | undefined;
};

/** A token endpoint gave no token. The message is a code, never what the endpoint wrote. */
export class TokenFailure extends Error {
  override readonly name = 'TokenFailure';
}

export type VendorTokens = ReturnType<typeof openVendorTokens>;

/** How long before its end a token is no longer used. */
const MARGIN_SECONDS = 30;
/** Of a token whose answer names no end (RFC 6749 §5.1 only recommends it). */
const LIFE_SECONDS = 300;
const LIFE_MAX_SECONDS = 24 * 60 * 60;
/** More credentials than one function meets. */
const REMEMBERED = 1_000;

type Remembered = { readonly token: Promise<string>; endsAtMs: number };

/** Tokens by the client credentials flow (RFC 6749 §4.4), each kept until shortly before it expires. */
export function openVendorTokens(send: SendToVendor, now: () => Date) {
  const memory = new Map<string, Remembered>();

  function fetchToken(name: string, request: TokenRequest): Promise<string> {
    if (memory.size >= REMEMBERED) memory.clear();
    const asked = requestToken(send, request);
    // Until it is known, whoever else needs one waits for the same.
    const entry: Remembered = { token: asked.then(({ token }) => token), endsAtMs: Number.POSITIVE_INFINITY };
    memory.set(name, entry);
    asked.then(
      ({ lifeSeconds }) => {
        entry.endsAtMs = now().getTime() + lifeSeconds * 1000;
      },
      () => {
        if (memory.get(name) === entry) memory.delete(name);
      },
    );
    return entry.token;
  }

  return {
    /**
     * @param name names the credentials: others never get this token
     * @param refused a token that was answered with 401: it is replaced, once for all who hold it
     * @throws TokenFailure
     */
    async token(name: string, request: TokenRequest, refused?: string): Promise<string> {
      const known = memory.get(name);
      if (known !== undefined && known.endsAtMs > now().getTime()) {
        const token = await known.token;
        if (token !== refused) return token;
        if (memory.get(name) !== known) return this.token(name, request, refused);
      }
      return fetchToken(name, request);
    },

    /** A new token, which is not kept: for tests of the credentials. */
    fresh: async (request: TokenRequest): Promise<string> => (await requestToken(send, request)).token,
  };
}

async function requestToken(send: SendToVendor, request: TokenRequest) {
  const { tokenUri, clientId, clientSecret, scope } = request;
  try {
    const server = { issuer: new URL(tokenUri).origin, token_endpoint: tokenUri };
    const config = new Configuration(server, clientId, undefined, secretBasic(clientSecret));
    config[customFetch] = vendorFetch(send);
    const parameters: Record<string, string> = scope === undefined || scope === '' ? {} : { scope };
    const {
      access_token: token,
      token_type: type,
      expires_in: seconds,
    } = await clientCredentialsGrant(config, parameters);
    if (type !== 'bearer' || !/^[\x21-\x7e]{1,8192}$/.test(token)) throw new TokenFailure('token_type');
    const life = Math.min(seconds ?? LIFE_SECONDS, LIFE_MAX_SECONDS);
    return { token, lifeSeconds: Math.max(life - MARGIN_SECONDS, life / 2) };
  } catch (error) {
    throw error instanceof TokenFailure ? error : new TokenFailure(reasonOf(error), { cause: error });
  }
}

/** RFC 6749 §5.2. */
const KNOWN_ERRORS: readonly string[] = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
];

function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof VendorFault) return `${at.code} (${at.message})`;
    if (at instanceof ResponseBodyError) {
      return `${KNOWN_ERRORS.includes(at.error) ? at.error : 'error'} (status ${at.status})`;
    }
  }
  if (error instanceof ClientError) return `${error.code ?? 'OAUTH_FAILED'}${statusIn(error.cause)}`;
  return error instanceof TypeError ? 'url_refused (malformed)' : 'OAUTH_FAILED';
}

function statusIn(cause: unknown): string {
  return cause instanceof Response ? ` (status ${cause.status})` : '';
}

import { errors, type JWTPayload, jwtVerify } from 'jose';
import { KeysUnavailable, openIssuerKeys } from './issuer-keys.ts';

/** Whose access tokens are taken besides our own: of Cognito, or of the operator's issuer. */
export type TokenIssuer = {
  readonly issuer: string;
  /** What `aud` of a token must name one of, or `client_id` where it has no `aud`, as Cognito's. */
  readonly audience: readonly string[];
};

/** Who a token was issued to, and what for. */
export type TokenClaims = {
  /** Seconds since 1970, as `exp`. */ readonly client: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
};

/** As API Gateway's own check: RSA alone. A public key can then never be taken for a secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** RFC 9068 §2.1 and RFC 7519 §5.1; a token of another type is for something else. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt', 'application/jwt'];

export type VerifyToken = (token: string, now: Date) => Promise<TokenClaims | undefined>;

/**
 * Checks tokens of one issuer: signature, issuer, time, audience. Key locations within a token are never looked at, and
 * critical headers that nobody here understands are refused (RFC 7515 §4.1.11).
 *
 * @returns undefined for a token that is not taken; rejects with KeysUnavailable when that cannot be told
 */
export function openIssuerTokens(
  { issuer, audience }: TokenIssuer,
  now: () => Date,
  send: typeof fetch = fetch,
): VerifyToken {
  const keys = openIssuerKeys(issuer, now, send);
  return async (token, currentDate) => {
    try {
      const wanted = { issuer, algorithms: ALGORITHMS, currentDate, requiredClaims: ['exp'] };
      const { payload, protectedHeader } = await jwtVerify(token, keys, wanted);
      const isAccess =
        TYPES.includes(protectedHeader.typ?.toLowerCase()) && [undefined, 'access'].includes(use(payload));
      const isIssued = payload.iat === undefined || payload.iat * 1000 <= currentDate.getTime();
      return isAccess && isIssued && isMeant(payload, audience) ? claimsOf(payload) : undefined;
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error instanceof KeysUnavailable ? error : new KeysUnavailable('unusable keys', { cause: error });
    }
  };
}

/** A fault of the token, and none of the issuer's. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== errors.JOSEError.code
  );
}

/** Cognito's: `id` in tokens that tell who signed in. */
function use({ token_use: use }: JWTPayload): string | undefined {
  return use === undefined ? undefined : String(use);
}

function isMeant({ aud, client_id: client }: JWTPayload, audience: readonly string[]): boolean {
  return [aud ?? client].flat().some((one) => typeof one === 'string' && audience.includes(one));
}

/** The claim that the issuer has for it: `client_id` (RFC 9068 §2.2, Cognito), `azp` or `sub`. */
function claimsOf(payload: JWTPayload): TokenClaims | undefined {
  const client = payload['client_id'] ?? payload['azp'] ?? payload.sub;
  const scopes = payload['scope'] ?? payload['scp'];
  if (typeof client !== 'string' || client === '' || payload.exp === undefined) return undefined;
  const list = typeof scopes === 'string' ? scopes.split(' ') : Array.isArray(scopes) ? scopes : [];
  return { client, scopes: list.filter((scope) => typeof scope === 'string'), expiresAt: Math.floor(payload.exp) };
}

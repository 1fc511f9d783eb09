import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { RouteGuard } from '../template/routes.ts';

/** What a function gets of a token. API Gateway passes every claim as text. */
export type TokenFacts = {
  readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] };
};

/** An answer "no": 401 for a token that is none, 403 for one that does not hold what the route asks for. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly status: 401 | 403;
  /** The header `www-authenticate`. */
  readonly challenge: string;

  constructor(status: 401 | 403, challenge: string, cause?: unknown) {
    super(challenge, { cause });
    this.status = status;
    this.challenge = challenge;
  }
}

/** API Gateway takes RSA alone. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

function invalid(why: string, error?: unknown): TokenRefusal {
  return new TokenRefusal(401, `Bearer scope="" error="invalid_token" error_description="${why}"`, error);
}

function insufficient(scopes: readonly string[]): TokenRefusal {
  return new TokenRefusal(
    403,
    `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="the token has none of the scopes"`,
  );
}

const Discovery = z.object({ jwks_uri: z.url() });

async function findKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { jwks_uri: keys } = Discovery.parse(await response.json());
  return createRemoteJWKSet(new URL(keys));
}

/** Keys by issuer, found once; after a failure the next token tries again. */
function keyFinder() {
  const found = new Map<string, Promise<JWTVerifyGetKey>>();
  return (issuer: string): Promise<JWTVerifyGetKey> => {
    const present = found.get(issuer);
    if (present) return present;
    const finding = findKeys(issuer).catch((error: unknown) => {
      found.delete(issuer);
      throw invalid('OIDC discovery endpoint communication error', error);
    });
    found.set(issuer, finding);
    return finding;
  };
}

function reasonOf(error: unknown): TokenRefusal {
  if (error instanceof TokenRefusal) return error;
  if (error instanceof errors.JWTExpired) return invalid('the token has expired', error);
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(`the claim ${error.claim} does not fit`, error);
  return invalid('the token cannot be verified', error);
}

/** `aud` counts where there is one; Cognito's access tokens have `client_id` instead. */
function isMeant({ aud, ...others }: JWTPayload, audience: readonly string[]): boolean {
  const meant = aud ?? others['client_id'];
  return [meant].flat().some((one) => typeof one === 'string' && audience.includes(one));
}

function scopesOf(payload: JWTPayload): string[] {
  const scopes = payload['scope'] ?? payload['scp'];
  if (typeof scopes === 'string') return scopes.split(' ').filter((scope) => scope !== '');
  return Array.isArray(scopes) ? scopes.map(String) : [];
}

function textOf(claim: unknown): string {
  if (Array.isArray(claim)) return `[${claim.map(textOf).join(' ')}]`;
  return typeof claim === 'object' ? JSON.stringify(claim) : String(claim);
}

/**
 * Checks tokens as the JWT authorizer of an HTTP API does.
 *
 * @returns takes the header `Authorization`; throws a `TokenRefusal`
 */
export function createTokenCheck(clock: Clock) {
  const keysOf = keyFinder();
  async function verified(token: string, { issuer }: RouteGuard): Promise<JWTPayload> {
    try {
      const wanted = { issuer, algorithms: ALGORITHMS, currentDate: new Date(clock.now()), requiredClaims: ['exp'] };
      return (await jwtVerify(token, await keysOf(issuer), wanted)).payload;
    } catch (error) {
      throw reasonOf(error);
    }
  }
  return async (authorization: string | undefined, guard: RouteGuard): Promise<TokenFacts> => {
    if (authorization === undefined || authorization === '') throw new TokenRefusal(401, 'Bearer');
    const payload = await verified(authorization.replace(/^bearer\s+/i, ''), guard);
    if (payload.iat !== undefined && payload.iat > clock.now() / 1000)
      throw invalid('the token is used before it is issued');
    if (!isMeant(payload, guard.audience)) throw invalid('the token does not have a valid audience');
    const scopes = scopesOf(payload);
    if (guard.scopes.length > 0 && !guard.scopes.some((scope) => scopes.includes(scope))) {
      throw insufficient(guard.scopes);
    }
    const claims = Object.entries(payload).map(([name, claim]) => [name, textOf(claim)]);
    return { jwt: { claims: Object.fromEntries(claims), scopes } };
  };
}

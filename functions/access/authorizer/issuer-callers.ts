import type { VerifyToken } from '../../adapters/access-tokens/issuer-tokens.ts';
import { SCOPES, scopeName, withoutResourceServer } from '../../domain/api/scopes.ts';
import type { ReadToken } from './authorize.ts';

const KNOWN: ReadonlySet<string> = new Set(SCOPES.map(scopeName));

/** Clients of Cognito or of the operator's issuer: the settings say which products they may see. */
export function issuerCallers(verify: VerifyToken): ReadToken {
  return async (token, now) => {
    const claims = await verify(token, now);
    if (claims === undefined) return undefined;
    const { client, expiresAt } = claims;
    const scopes = new Set(claims.scopes.map(withoutResourceServer));
    return { client, scopes: [...scopes.intersection(KNOWN)], products: 'as-bound', expiresAt };
  };
}

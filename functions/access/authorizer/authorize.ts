import type { AuthorizerContext } from '../../adapters/lambda/authorizer-context.ts';
import type { Authorize } from '../../adapters/lambda/authorizer-handler.ts';
import { mayCall } from '../../domain/api/route-scopes.ts';

/** Whose a token is, and what it opens now; undefined for one that is not taken. */
export type ReadToken = (token: string, now: Date) => Promise<AuthorizerContext | undefined>;

export type Deps = {
  /** Tokens that this deployment issues. */
  readonly ownTokens: ReadToken;
  /** Tokens of Cognito or of the operator's issuer; undefined where none are taken. */
  readonly issuerTokens: ReadToken | undefined;
  readonly now: () => Date;
};

/** API Gateway takes 10,240 bytes of headers, all together. */
const HEADER_MAX_CHARACTERS = 10_240;

/** One token (RFC 6750 §2.1); API Gateway's own check took it without the scheme as well. */
const TOKEN = /^(?:bearer +)?([\w-]+(?:\.[\w-]*){2,4})$/i;

/** JWE in compact form has five parts (RFC 7516 §7.1), a signed JWT three (RFC 7515 §7.1). */
const OWN_PARTS = 5;
const SIGNED_PARTS = 3;

/** Lets in whoever has a token for the route. Every answer follows from the header and the route alone. */
export function authorize({ ownTokens, issuerTokens, now }: Deps): Authorize {
  const readers = new Map([
    [OWN_PARTS, ownTokens],
    [SIGNED_PARTS, issuerTokens],
  ]);
  return async ({ authorization, routeKey }) => {
    if (authorization.length > HEADER_MAX_CHARACTERS) return undefined;
    const [, token] = TOKEN.exec(authorization.trim()) ?? [];
    if (token === undefined) return undefined;
    const caller = await readers.get(token.split('.').length)?.(token, now());
    return caller !== undefined && mayCall(routeKey, new Set(caller.scopes)) ? caller : undefined;
  };
}

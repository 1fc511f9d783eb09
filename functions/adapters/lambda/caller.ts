import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** Who calls the API, as API Gateway's authorizer has found out. */
export type Caller = {
  readonly client: string;
  /** As in `infra/api/scopes.ts`; `all` for AWS signatures, whose policies say what they may call. */
  readonly scopes: ReadonlySet<string> | 'all';
};

/** Cognito's name for the API, which it puts before the names of scopes. */
const RESOURCE_SERVER_PREFIX = 'handfast/';

/**
 * A client's id is in the claim that its issuer has for it: `client_id` (RFC 9068 §2.2, Cognito), `azp` or `sub`. With
 * SigV4 it is the ARN of the caller's role or user.
 *
 * @throws Refusal `internal` when the route has no authorizer: then nobody is let in
 */
export function callerOf({ requestContext }: APIGatewayProxyEventV2): Caller {
  const { jwt, iam } = authorized.safeParse(requestContext).data?.authorizer ?? {};
  const client = jwt?.claims.client_id ?? jwt?.claims.azp ?? jwt?.claims.sub ?? iam?.userArn;
  if (client === undefined) throw new Refusal('internal', { reason: 'no authorizer' });
  if (jwt === undefined) return { client, scopes: 'all' };
  // API Gateway writes a claim that is a list as `[a b]`.
  const claimed = (jwt.claims.scope ?? jwt.claims.scp ?? '').replace(/^\[|\]$/g, '').split(/\s+/);
  const scopes = [...claimed, ...(jwt.scopes ?? [])].filter((scope) => scope !== '');
  return { client, scopes: new Set(scopes.map(withoutPrefix)) };
}

function withoutPrefix(scope: string): string {
  return scope.startsWith(RESOURCE_SERVER_PREFIX) ? scope.slice(RESOURCE_SERVER_PREFIX.length) : scope;
}

const text = z.optional(z.string());
const authorized = z.object({
  authorizer: z.object({
    jwt: z.optional(
      z.object({
        claims: z.object({ client_id: text, azp: text, sub: text, scope: text, scp: text }),
        scopes: z.nullish(z.array(z.string())),
      }),
    ),
    iam: z.optional(z.object({ userArn: text })),
  }),
});

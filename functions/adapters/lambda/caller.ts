import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type AuthorizerContext, readContext } from './authorizer-context.ts';

/** Who calls the API, as API Gateway's authorizer has found out. */
export type Caller = {
  readonly client: string;
  /** By their names, such as `connections:read`; `all` for AWS signatures, whose policies say what they may call. */
  readonly scopes: ReadonlySet<string> | 'all';
} & Pick<AuthorizerContext, 'products' | 'integration'>;

/**
 * With SigV4, a client's id is the ARN of the caller's role or user.
 *
 * @throws Refusal `internal` when the route has no authorizer: then nobody is let in; `token_expired` for a token that
 *   has expired since the authorizer saw it
 */
export function callerOf({ requestContext }: APIGatewayProxyEventV2): Caller {
  const { lambda, iam } = authorized.safeParse(requestContext).data?.authorizer ?? {};
  if (lambda !== undefined) {
    const { scopes, expiresAt, ...caller } = readContext(lambda);
    if (!(requestContext.timeEpoch < expiresAt * 1000)) throw new Refusal('token_expired');
    return { ...caller, scopes: new Set(scopes) };
  }
  if (iam?.userArn === undefined) throw new Refusal('internal', { reason: 'no authorizer' });
  return { client: iam.userArn, scopes: 'all', products: 'as-bound' };
}

const authorized = z.object({
  authorizer: z.object({
    lambda: z.optional(z.unknown()),
    iam: z.optional(z.object({ userArn: z.optional(z.string()) })),
  }),
});

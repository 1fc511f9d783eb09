import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import {
  newClientId,
  newClientSecret,
  parseClientId,
  type RegisteredClient,
} from '../../domain/api/registered-client.ts';
import { SCOPES, scopeName } from '../../domain/api/scopes.ts';
import { tokenUrlOf } from '../../domain/api/token-url.ts';
import { parseProductId } from '../../domain/ids.ts';
import { INBOUND_CLIENTS_MAX } from '../../domain/integrations/integration.ts';
import { editIntegration } from '../edit-integration.ts';
import { id, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

/** What such a client is mostly for: to fetch the vendor's events, and to say what became of them. */
const DEFAULT_SCOPES: readonly string[] = ['events:read', 'events:write'];

const SCOPE_NAMES = SCOPES.map(scopeName);

const generated = z.object({
  id,
  scopes: z.nullish(
    z
      .array(z.enum(SCOPE_NAMES, `must be one of ${SCOPE_NAMES.join(', ')}`))
      .check(z.minLength(1, 'must name at least one scope'), z.maxLength(SCOPES.length, 'must name each scope once')),
  ),
});

export type GeneratedClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly tokenUrl: string;
  readonly createdOn: string;
};

/**
 * A client for the vendor's own calls. The client is written first and listed by the integration afterwards: in between,
 * and forever if this is stopped there, it counts for nothing.
 */
export async function generateInboundClient(session: Session, input: unknown): Promise<GeneratedClient> {
  const { id: of, scopes: asked } = readInput(generated, input);
  const scopes = [...new Set(asked ?? DEFAULT_SCOPES)];
  requireOwnScopes(session, scopes, asked ? ['scopes'] : undefined);
  const { secret, ...kept } = newClientSecret();
  const createdAt = session.deps.now().toISOString();
  const client: Omit<RegisteredClient, 'integration'> = {
    id: newClientId('integration'),
    kind: 'integration',
    ...kept,
    scopes,
    ...(session.products && { products: session.products.map(parseProductId) }),
    createdAt,
    createdBy: session.client,
  };
  const edit = { id: of, path: ['id'], action: 'generateProductIntegrationInboundClient' };
  await editIntegration(session, edit, async ({ id: integration, clients }) => {
    if (clients.length >= INBOUND_CLIENTS_MAX) {
      throw problem('TOO_MANY_CLIENTS', ['id'], `There are ${INBOUND_CLIENTS_MAX} clients. Revoke one first.`);
    }
    // There already when somebody else's change came in between.
    await session.deps.clientItems.create({ ...client, integration });
    return { clients: [...clients, { clientId: client.id, scopes, createdAt }] };
  });
  const tokenUrl = tokenUrlOf(session.deps.apiUrl);
  return { clientId: client.id, clientSecret: secret, scopes, tokenUrl, createdOn: createdAt };
}

/** Nobody hands on what they do not have. Policies of AWS say which routes may be called, so they are no scopes. */
function requireOwnScopes(
  { scopes: own }: Session,
  wanted: readonly string[],
  path: readonly string[] | undefined,
): void {
  const has = (scope: string) => (own === 'all' ? DEFAULT_SCOPES.includes(scope) : own.has(scope));
  const missing = wanted.filter((scope) => !has(scope));
  if (missing.length === 0) return;
  const why = own === 'all' ? 'With AWS signatures, clients get no other scopes than' : 'Your token lacks';
  const which = own === 'all' ? DEFAULT_SCOPES : missing;
  throw problem('FORBIDDEN', path, `${why} ${which.join(', ')}.`);
}

const revoked = z.object({ id, clientId: z.string() });

/**
 * The client is revoked first, then taken off the list: it counts for nothing after either, and a repetition does what
 * is left. A version before tokens kept its clients on the list alone.
 */
export async function revokeInboundClient(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of, clientId } = readInput(revoked, input);
  const edit = { id: of, path: ['id'], action: 'revokeProductIntegrationInboundClient' };
  return editIntegration(session, edit, async ({ clients }) => {
    const others = clients.filter((client) => client.clientId !== clientId);
    if (others.length === clients.length) return undefined;
    await revokeClients(session, [clientId]);
    return { clients: others };
  });
}

export async function revokeClients({ deps }: Session, clientIds: readonly string[]): Promise<void> {
  for (const id of clientIds.map(parseClientId)) {
    if (id !== undefined) await deps.clientItems.revoke(id, deps.now());
  }
}

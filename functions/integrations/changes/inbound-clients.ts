import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { INBOUND_CLIENTS_MAX } from '../../domain/integrations/integration.ts';
import { editIntegration } from '../edit-integration.ts';
import { id, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

/** What a vendor may do with such a client: fetch its events, and say what became of them. */
const INBOUND_SCOPES = ['events:read', 'events:write'] as const;

const generated = z.object({
  id,
  scopes: z.nullish(
    z
      .array(z.enum(INBOUND_SCOPES, `must be ${INBOUND_SCOPES.join(' or ')}`))
      .check(z.minLength(1, 'must name at least one scope')),
  ),
});

export type GeneratedClient = { readonly clientId: string; readonly clientSecret: string; readonly createdOn: string };

/** A client for the vendor's answers. Its secret is random, so a plain hash of it is all that is kept. */
export async function generateInboundClient(session: Session, input: unknown): Promise<GeneratedClient> {
  const { id: of, scopes } = readInput(generated, input);
  const clientId = `inc_${randomBytes(12).toString('hex')}`;
  const clientSecret = randomBytes(32).toString('base64url');
  const createdAt = session.deps.now().toISOString();
  const edit = { id: of, path: ['id'], action: 'generateProductIntegrationInboundClient' };
  await editIntegration(session, edit, async (kept) => {
    if (kept.clients.length >= INBOUND_CLIENTS_MAX) {
      throw problem('TOO_MANY_CLIENTS', ['id'], `There are ${INBOUND_CLIENTS_MAX} clients. Revoke one first.`);
    }
    // Claimed first: a client must be found by its id, and an id without a client is harmless.
    await session.deps.integrations.claim(`client:${clientId}`, kept.id);
    const secretDigest = createHash('sha256').update(clientSecret).digest('hex');
    const client = { clientId, secretDigest, scopes: [...new Set(scopes ?? INBOUND_SCOPES)], createdAt };
    return { clients: [...kept.clients, client] };
  });
  return { clientId, clientSecret, createdOn: createdAt };
}

const revoked = z.object({ id, clientId: z.string() });

export async function revokeInboundClient(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of, clientId } = readInput(revoked, input);
  const edit = { id: of, path: ['id'], action: 'revokeProductIntegrationInboundClient' };
  return editIntegration(session, edit, async ({ clients }) => {
    const others = clients.filter((client) => client.clientId !== clientId);
    return others.length === clients.length ? undefined : { clients: others };
  });
}

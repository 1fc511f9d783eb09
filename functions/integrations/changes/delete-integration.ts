import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { authorOf, requireChangeable, requireRevision } from '../edit-integration.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';
import { revokeClients } from './inbound-clients.ts';

const shape = z.object({ id, revision });

/** @returns the id; of one that was deleted before, too */
export async function deleteIntegration(session: Session, input: unknown): Promise<string> {
  const { id: of, revision: read } = readInput(shape, input);
  const gone = await deletedBefore(session, of);
  if (gone !== undefined) return gone;
  const kept = await requireChangeable(session, of, ['id']);
  requireRevision(kept.revision, read);
  await requireUnlinked(session, kept);
  if (await session.deps.integrations.delete(kept, authorOf(session, 'deleteProductIntegration', kept, {}))) {
    // They count for nothing without an integration that lists them, so this is for whoever reads the table.
    await revokeClients(
      session,
      kept.clients.map(({ clientId }) => clientId),
    );
    return kept.id;
  }
  throw problem('REVISION_CONFLICT', undefined, 'Somebody else changed this integration just now. Read it again.');
}

async function deletedBefore(session: Session, of: string): Promise<string | undefined> {
  const known = await session.idOf(of);
  const deleted = known && (await session.deps.integrations.findDeleted(known));
  return deleted !== undefined && (!session.isBound || deleted.owner === session.client) ? known : undefined;
}

/** Products say themselves what they are linked to; what the integration has noted may be more than that. */
async function requireUnlinked(session: Session, { id: own, products }: KeptIntegration): Promise<void> {
  for (const slug of products) {
    const product = await session.deps.products.find(slug);
    if (product?.integration === own && product.deletedAt === undefined) {
      throw problem('INTEGRATION_LINKED', ['id'], 'Products use this integration. Unlink them first.');
    }
    await session.deps.integrations.removeProduct(own, slug);
  }
}

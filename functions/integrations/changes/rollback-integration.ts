import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { parseSnapshotId } from '../../domain/integrations/integration-ids.ts';
import { publicationOf, withPublication } from '../../domain/integrations/publications.ts';
import { editIntegration } from '../edit-integration.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

const shape = z.object({ integrationId: id, revision, toId: id });

/** Takes back what was published since, and every edit: one write restores the published and the working one. */
export async function rollbackIntegration(session: Session, input: unknown): Promise<KeptIntegration> {
  const { integrationId, revision: read, toId } = readInput(shape, input);
  const edit = { id: integrationId, path: ['integrationId'], revision: read, action: 'rollbackProductIntegration' };
  return editIntegration(session, edit, async (kept) => {
    const wanted = parseSnapshotId(toId);
    const publication = wanted && publicationOf(kept.history, wanted);
    const snapshot = publication && (await session.snapshot(publication.id));
    if (snapshot === undefined) {
      throw problem('NOT_IN_HISTORY', ['toId'], 'The history of this integration holds no such version.');
    }
    const published = {
      ...publication,
      id: snapshot.id,
      revision: snapshot.revision,
      at: session.deps.now().toISOString(),
    };
    return { working: snapshot.fields, published, history: withPublication(kept.history, published) };
  });
}

import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { snapshotIdOf } from '../../domain/integrations/integration-ids.ts';
import { withPublication } from '../../domain/integrations/publications.ts';
import { editIntegration } from '../edit-integration.ts';
import { id, readInput, revision, text } from '../inputs/texts.ts';
import { Problems, userError } from '../problem.ts';
import type { Session } from '../session.ts';
import { workingFindings } from '../views/integration-findings.ts';

const shape = z.object({
  integrationId: id,
  revision,
  note: z.nullish(text(500)),
  requireReady: z.nullish(z.boolean()),
});

/**
 * Makes the working configuration the one that events use: keeps a copy first, then points to it. Stopped in between, a
 * repetition meets the copy, since its id follows from the revision.
 */
export async function publishIntegration(session: Session, input: unknown): Promise<KeptIntegration> {
  const { integrationId, revision: read, note, requireReady } = readInput(shape, input);
  const edit = { id: integrationId, path: ['integrationId'], revision: read, action: 'publishProductIntegration' };
  return editIntegration(session, edit, async (kept) => {
    if (requireReady) await requireNoErrors(session, kept);
    const snapshot = snapshotIdOf(kept.id, kept.revision);
    if (kept.published?.id === snapshot) return undefined;
    const at = session.deps.now().toISOString();
    const { revision: published, working: fields } = kept;
    await session.deps.integrations.keepSnapshot({ id: snapshot, source: kept.id, revision: published, at, fields });
    const publication = { id: snapshot, revision: published, at, ...(note && { note }) };
    return { published: publication, history: withPublication(kept.history, publication) };
  });
}

async function requireNoErrors(session: Session, kept: KeptIntegration): Promise<void> {
  const found = await workingFindings(session, kept);
  const errors = found.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return;
  throw new Problems(
    errors.map(({ code, path, message }) => ({
      ...userError('NOT_READY', undefined, `${code}: ${message}`),
      path: [...path],
    })),
  );
}

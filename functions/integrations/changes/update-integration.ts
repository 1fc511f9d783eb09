import * as z from 'zod/mini';
import { integrationContext, type KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { changedFields } from '../../domain/integrations/changed-fields.ts';
import { editIntegration } from '../edit-integration.ts';
import { applyFields, FIELDS } from '../inputs/integration-fields.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import type { Session } from '../session.ts';

const shape = z.object({ ...FIELDS, id, revision });

/** Changes the working configuration. What is published stays as it is. */
export async function updateIntegration(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of, revision: read, ...fields } = readInput(shape, input);
  const edit = { id: of, path: ['id'], revision: read, action: 'updateProductIntegration' };
  return editIntegration(session, edit, async (kept) => {
    const context = integrationContext(kept.id);
    const working = await applyFields(kept.working, fields, (secret) => session.deps.seal(context, { secret }));
    return changedFields(kept.working, working).length === 0 ? undefined : { working };
  });
}

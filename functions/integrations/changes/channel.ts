import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { changedFields } from '../../domain/integrations/changed-fields.ts';
import { editIntegration } from '../edit-integration.ts';
import { channelConnectors } from '../inputs/channel.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import type { Session } from '../session.ts';

const shape = z.object({ id, revision, connectors: channelConnectors });

/** Sets which connectors begin by themselves when a store is connected, as a whole. Counts from the next publish. */
export async function setChannel(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of, revision: read, connectors } = readInput(shape, input);
  const edit = { id: of, path: ['id'], revision: read, action: 'setProductIntegrationChannel' };
  return editIntegration(session, edit, async (kept) => {
    const channel = connectors?.length ? { connectors } : undefined;
    const working = { ...kept.working, channel };
    return changedFields(kept.working, working).length === 0 ? undefined : { working };
  });
}

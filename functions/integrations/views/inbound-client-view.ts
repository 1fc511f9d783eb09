import { parseClientId } from '../../domain/api/registered-client.ts';
import type { InboundClient } from '../../domain/integrations/integration.ts';
import type { Session } from '../session.ts';

/** A client that a version before tokens made is listed, too, so that it can be revoked; it was never of use. */
export function inboundClientView(session: Session, { clientId, scopes, createdAt }: InboundClient) {
  const id = parseClientId(clientId);
  return {
    clientId,
    scopes,
    createdOn: createdAt,
    createdBy: async () => {
      session.count();
      return id && (await session.deps.clientItems.find(id))?.createdBy;
    },
    lastUsedOn: async () => {
      session.count();
      return id && session.deps.clientUses.lastUsedAt(id);
    },
  };
}

import type { IntegrationId } from '../../domain/integrations/integration-ids.ts';
import type { Session } from '../session.ts';
import { connectionOf, type ListArgs, pageOf } from './connection.ts';

/** Who changed what of an integration, newest first. */
export async function auditView(session: Session, id: IntegrationId, args: ListArgs) {
  session.count();
  const page = await session.deps.audit.list(id, pageOf(args));
  return connectionOf(page, ({ at, ...entry }) => ({ ...entry, on: at }));
}

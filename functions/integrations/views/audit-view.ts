import type { Page } from '../../adapters/dynamodb/listings.ts';
import type { AuditEntry } from '../../domain/integrations/audit.ts';
import type { IntegrationId } from '../../domain/integrations/integration-ids.ts';
import type { Session } from '../session.ts';
import { connectionOf, type ListArgs, pageOf } from './connection.ts';

/**
 * Who changed what of an integration, newest first.
 *
 * @param lastChange as the integration's item holds it: whoever made it may have been stopped before it was put here
 */
export async function auditView(session: Session, id: IntegrationId, lastChange: AuditEntry, args: ListArgs) {
  const { audit } = session.deps;
  const page = await listed(session, id, args);
  const isComplete = args.after || page.items[0]?.id === lastChange.id;
  if (!isComplete) await audit.put(id, lastChange);
  return viewOf(isComplete ? page : await listed(session, id, args));
}

function listed(session: Session, id: IntegrationId, args: ListArgs): Promise<Page<AuditEntry>> {
  session.count();
  return session.deps.audit.list(id, pageOf(args));
}

function viewOf(page: Page<AuditEntry>) {
  return connectionOf(page, ({ at, ...entry }) => ({ ...entry, on: at }));
}

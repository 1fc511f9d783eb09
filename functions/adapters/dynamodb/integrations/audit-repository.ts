import type { AuditEntry } from '../../../domain/integrations/audit.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import { openAudit } from '../audit.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { auditEntry } from './audit-item.ts';

export type AuditRepository = {
  /** Changes nothing when it is repeated. */
  put(integration: IntegrationId, entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(
    integration: IntegrationId,
    ask: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<AuditEntry>>;
};

/** Who changed what of an integration. */
export function openAuditRepository(table: Table): AuditRepository {
  return openAudit(table, auditEntry);
}

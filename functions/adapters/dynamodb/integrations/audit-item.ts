import * as z from 'zod/mini';
import type { AuditEntry } from '../../../domain/integrations/audit.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';

export const auditEntry = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  action: z.string(),
  revision: z.number(),
  fields: z.array(z.string()),
}) satisfies z.ZodMiniType<AuditEntry>;

/** The partition of the index `byHost` that holds the entries of an integration. */
export function auditListing(integration: IntegrationId): string {
  return `AUDIT#${integration}`;
}

export function auditKey(integration: IntegrationId, entry: string): string {
  return `${auditListing(integration)}#${entry}`;
}

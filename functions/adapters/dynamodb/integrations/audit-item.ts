import * as z from 'zod/mini';
import type { AuditEntry } from '../../../domain/integrations/audit.ts';

export const auditEntry = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  action: z.string(),
  revision: z.number(),
  fields: z.array(z.string()),
}) satisfies z.ZodMiniType<AuditEntry>;

import * as z from 'zod/mini';
import type { ActionEntry } from '../../domain/action-entry.ts';
import { openAudit } from './audit.ts';
import type { Table } from './table.ts';

const actionEntry = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  action: z.string(),
  outcome: z.string(),
}) satisfies z.ZodMiniType<ActionEntry>;

export type ActionAudit = ReturnType<typeof openActionAudit>;

/** What people and clients of the API did to a connection, a channel or a run. */
export function openActionAudit(table: Table) {
  return openAudit(table, actionEntry);
}

import type { Connection } from '../../../domain/stores/connection.ts';
import { type ConnectionStatus, STATUS_ALLOWED_FROM } from '../../../domain/stores/connection-status.ts';
import { hostOf } from '../../../domain/stores/store-url.ts';
import { hostListing } from '../activations/attempt-item.ts';
import { updateIf } from '../conditional-update.ts';
import { connectionKey, parseConnection } from '../connection-item.ts';
import type { Table } from '../table.ts';

export type ChangeConnection = (
  existing: Connection,
  set: Readonly<Record<string, unknown>> & { readonly status?: ConnectionStatus },
  remove?: readonly string[],
) => Promise<Connection | undefined>;

/** Changes a connection if credentials and status are still those that were read. */
export function changeConnection(table: Table): ChangeConnection {
  return async (existing, set, remove = []) => {
    const allowed = statusCondition(set.status);
    const changed = await updateIf(table.client, {
      table: table.name,
      pk: connectionKey(existing.connection),
      // Connections written before the list by host existed join it at their next write, at the latest by a health
      // check.
      set: { ...set, host: hostListing(existing.product, hostOf(existing.storeUrl)) },
      remove,
      condition: `version = :version AND #status = :existing${allowed.condition}`,
      names: { '#status': 'status' },
      values: { ':version': existing.version, ':existing': existing.status, ...allowed.values },
    });
    return changed === undefined ? undefined : parseConnection(changed);
  };
}

/** Empty unless the status is to change; then it holds for those that the new one may follow. */
function statusCondition(to: ConnectionStatus | undefined) {
  if (to === undefined) return { condition: '', values: {} };
  const values = Object.fromEntries(STATUS_ALLOWED_FROM[to].map((from, index) => [`:from${index}`, from]));
  return { condition: ` AND #status IN (${Object.keys(values).join(', ')})`, values };
}

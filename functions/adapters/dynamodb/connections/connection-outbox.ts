import type { ConnectionId } from '../../../domain/ids.ts';
import type { OutboxEvent } from '../../../domain/stores/connection.ts';
import { updateIf } from '../conditional-update.ts';
import { connectionKey } from '../connection-item.ts';
import type { Table } from '../table.ts';

/** Holds where no event of a connection waits to be published. The first deployments called the outbox `untold`. */
export const NOTHING_TO_PUBLISH = 'attribute_not_exists(outbox) AND attribute_not_exists(untold)';

/** Takes events out of the outbox of a connection. */
export function openConnectionOutbox(table: Table) {
  return {
    /** Removes an event that was published. */
    async markPublished(connection: ConnectionId, { id }: OutboxEvent): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: connectionKey(connection),
        set: {},
        remove: ['outbox', 'untold'],
        condition: 'outbox.id = :event OR (attribute_not_exists(outbox) AND untold.id = :event)',
        values: { ':event': id },
      });
    },
  };
}

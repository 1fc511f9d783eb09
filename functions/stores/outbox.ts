import type { OutboxEvent } from '../adapters/dynamodb/connection-item.ts';
import type { Connection, ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { Announcement, EventBus } from '../adapters/eventbridge/event-bus.ts';
import { EVENTS_VERSION } from '../adapters/eventbridge/event-schemas.ts';
import { STATUS_EVENTS } from '../domain/health.ts';
import { hostOf } from '../domain/store-url.ts';

export type Deps = {
  readonly connections: Pick<ConnectionRepository, 'markPublished'>;
  readonly announce: EventBus['announce'];
};

/**
 * Tells what is still untold of a connection. It is kept with the change it tells of until the bus has it: whoever was
 * cut off in between, the next look at the connection tells it, under the same id.
 */
export async function publishOutbox({ connections, announce }: Deps, connection: Connection): Promise<void> {
  const { untold } = connection;
  if (untold === undefined) return;
  await announce(announcementOf(connection, untold));
  await connections.markPublished(connection.connection, untold);
}

function announcementOf(connection: Connection, { id, status, at }: OutboxEvent): Announcement {
  const { reason } = connection;
  return {
    type: STATUS_EVENTS[status],
    detail: {
      id,
      version: EVENTS_VERSION,
      product: connection.product,
      host: hostOf(connection.storeUrl),
      time: at,
      connection: connection.connection,
      account: connection.accountKey,
      status,
      ...(reason && { reason }),
    },
  };
}

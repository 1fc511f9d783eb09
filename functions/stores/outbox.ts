import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { EventBus } from '../adapters/eventbridge/event-bus.ts';
import { type Announcement, EVENTS_VERSION } from '../domain/events.ts';
import type { Connection, OutboxEvent } from '../domain/stores/connection.ts';
import { STATUS_EVENTS } from '../domain/stores/connection-status.ts';
import { hostOf } from '../domain/stores/store-url.ts';

export type Deps = {
  readonly connections: Pick<ConnectionRepository, 'markPublished'>;
  readonly announce: EventBus['announce'];
};

/**
 * Publishes a connection's pending event. It is stored with the change it reports until the bus has it: if a function
 * is cut off in between, the next one that works on the connection publishes it, under the same id.
 */
export async function publishOutbox({ connections, announce }: Deps, connection: Connection): Promise<void> {
  const { outbox } = connection;
  if (outbox === undefined) return;
  await announce(announcementOf(connection, outbox));
  await connections.markPublished(connection.connection, outbox);
}

function announcementOf(connection: Connection, { id, status, at, previousAccount }: OutboxEvent): Announcement {
  const { reason } = connection;
  const shared = {
    id,
    version: EVENTS_VERSION,
    product: connection.product,
    host: hostOf(connection.storeUrl),
    time: at,
    connection: connection.connection,
    account: connection.accountKey,
  };
  if (previousAccount !== undefined) return { type: 'connection.moved', detail: { ...shared, previousAccount } };
  return { type: STATUS_EVENTS[status], detail: { ...shared, status, ...(reason && { reason }) } };
}

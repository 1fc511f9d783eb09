import { EVENTS_VERSION } from '../adapters/bus/announcement.ts';
import type { Announcement, Bus } from '../adapters/bus/bus.ts';
import type { Untold } from '../adapters/table/connection-item.ts';
import type { Connection, Connections } from '../adapters/table/connections.ts';
import { STATUS_EVENTS } from '../handshake/health.ts';
import { hostOf } from '../handshake/store-url.ts';

export type Needs = {
  readonly connections: Pick<Connections, 'told'>;
  readonly announce: Bus['announce'];
};

/**
 * Tells what is still untold of a connection. It is kept with the change it tells of until the bus has it: whoever was
 * cut off in between, the next look at the connection tells it, under the same id.
 */
export async function tell({ connections, announce }: Needs, connection: Connection): Promise<void> {
  const { untold } = connection;
  if (untold === undefined) return;
  await announce(announcementOf(connection, untold));
  await connections.told(connection.connection, untold);
}

function announcementOf(connection: Connection, { id, status, at }: Untold): Announcement {
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

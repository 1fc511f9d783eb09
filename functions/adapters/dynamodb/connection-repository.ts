import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { StoreUrl } from '../../domain/stores/store-url.ts';
import { minted } from '../fields/minted-field.ts';
import { batchGet } from './batch-get.ts';
import { connectionKey, parseConnection } from './connection-item.ts';
import { changeConnection } from './connections/change-connection.ts';
import { openConnectionHealth } from './connections/connection-health.ts';
import { openConnectionOutbox } from './connections/connection-outbox.ts';
import { openLearnedFacts } from './connections/learned-facts.ts';
import { openConnectionLinks } from './connections/link-connection.ts';
import { openOwnership } from './connections/ownership.ts';
import { openVendorAnswers } from './connections/vendor-answers.ts';
import type { Table } from './table.ts';

const whereItIs = z.object({ connection: minted<ConnectionId>(), storeUrl: minted<StoreUrl>() });

export type ConnectionRepository = ReturnType<typeof openConnectionRepository>;

/** The connections of all products. Every change is one conditional write on one item. */
export function openConnectionRepository(table: Table) {
  const change = changeConnection(table);
  return {
    async find(connection: ConnectionId): Promise<Connection | undefined> {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { pk: connectionKey(connection) }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : parseConnection(Item);
    },

    /** The stores of connections, without anything secret; a connection that is gone has none. */
    async storeUrls(connections: readonly ConnectionId[]): Promise<ReadonlyMap<ConnectionId, StoreUrl>> {
      const attributes = Object.keys(whereItIs.shape);
      const items = await batchGet(table, connections.map(connectionKey), { attributes });
      return new Map(items.map((item) => whereItIs.parse(item)).map((one) => [one.connection, one.storeUrl]));
    },

    ...openConnectionLinks(table),
    ...openConnectionHealth(change),
    ...openLearnedFacts(change),
    ...openOwnership(change),
    ...openConnectionOutbox(table),
    ...openVendorAnswers(table),
  };
}

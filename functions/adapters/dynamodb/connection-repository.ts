import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { connectionKey, parseConnection } from './connection-item.ts';
import { changeConnection } from './connections/change-connection.ts';
import { openConnectionHealth } from './connections/connection-health.ts';
import { openConnectionOutbox } from './connections/connection-outbox.ts';
import { openLearnedFacts } from './connections/learned-facts.ts';
import { openConnectionLinks } from './connections/link-connection.ts';
import { openOwnership } from './connections/ownership.ts';
import { openVendorAnswers } from './connections/vendor-answers.ts';
import type { Table } from './table.ts';

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

    ...openConnectionLinks(table),
    ...openConnectionHealth(change),
    ...openLearnedFacts(change),
    ...openOwnership(change),
    ...openConnectionOutbox(table),
    ...openVendorAnswers(table),
  };
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Integration, Snapshot } from '../../../domain/integrations/integration.ts';
import type { IntegrationId, SnapshotId } from '../../../domain/integrations/integration-ids.ts';
import type { Table } from '../table.ts';
import { integrationItem, integrationKey, snapshotItem, snapshotKey } from './integration-item.ts';

export type PublishedIntegrations = ReturnType<typeof openPublishedIntegrations>;

/** Reads integrations and their snapshots. Snapshots never change, so a warm function remembers those it has read. */
export function openPublishedIntegrations(table: Table) {
  const remembered = new Map<SnapshotId, Snapshot>();

  async function read(pk: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
    );
    return Item;
  }

  return {
    async find(integration: IntegrationId): Promise<Integration | undefined> {
      const item = await read(integrationKey(integration));
      return item === undefined ? undefined : integrationItem.parse(item);
    },

    async snapshot(id: SnapshotId): Promise<Snapshot | undefined> {
      const known = remembered.get(id);
      if (known !== undefined) return known;
      const item = await read(snapshotKey(id));
      if (item === undefined) return undefined;
      const snapshot = snapshotItem.parse(item);
      if (remembered.size >= SNAPSHOTS_REMEMBERED) remembered.clear();
      remembered.set(id, snapshot);
      return snapshot;
    },
  };
}

const SNAPSHOTS_REMEMBERED = 200;

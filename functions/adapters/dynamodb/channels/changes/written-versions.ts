import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { WrittenVersion, WrittenVersions } from '../../../../domain/sync/changes/change-batch.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import { batchGet } from '../../batch-get.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { batchPut } from './batch-put.ts';

/** A reading that comes later has waited for a store that was down for days. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;

/** One item for each version that was written, and one that says until when there are any: most channels write nothing. */
export function openWrittenVersions(table: Table, now: () => Date): WrittenVersions {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const channelKey = (channel: ChannelId, connector: ConnectorName) => `WRITTEN#${channel}#${connector}`;
  const keyOf = (channel: ChannelId, connector: ConnectorName, { id, version }: WrittenVersion) =>
    `${channelKey(channel, connector)}#${digestOf(JSON.stringify([id, version]))}`;

  const isThere = (item: Record<string, unknown> | undefined): boolean => Number(item?.['expiresAt'] ?? 0) > seconds();

  return {
    async add(channel, connector, versions) {
      if (versions.length === 0) return;
      const expiresAt = seconds() + KEPT_SECONDS;
      const pk = channelKey(channel, connector);
      await updateIf(table.client, { table: table.name, pk, set: { expiresAt } });
      const keys = new Set(versions.map((one) => keyOf(channel, connector, one)));
      await batchPut(
        table,
        [...keys].map((key) => ({ pk: key, expiresAt })),
      );
    },

    async among(channel, connector, versions) {
      if (versions.length === 0) return new Set();
      const Key = { pk: channelKey(channel, connector) };
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      if (!isThere(Item)) return new Set();
      const keys = new Map(versions.map((one) => [one, keyOf(channel, connector, one)]));
      const items = await batchGet(table, [...new Set(keys.values())]);
      const found = new Set(items.filter(isThere).map(({ pk }) => pk));
      return new Set(versions.filter((one) => found.has(keys.get(one))));
    },
  };
}

/** Ids are texts of a store's, of any length. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

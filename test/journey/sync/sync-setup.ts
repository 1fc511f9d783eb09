import { openChannelRepository } from '../../../functions/adapters/dynamodb/channels/channel-repository.ts';
import { openRecordLog } from '../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { openRunRepository } from '../../../functions/adapters/dynamodb/channels/run-repository.ts';
import type { Channel } from '../../../functions/domain/sync/channel.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import type { Local } from '../../../infra/local/local.ts';
import { connectionAt, tableOf } from '../stored-data.ts';

/** A product whose stores are read as soon as they are connected. */
export const PRODUCTS = [
  { id: 'demo', name: 'Handfast Demo', channel: { connectors: { orders: 5, products: 5, customers: 5 } } },
];

/** What is stored of the channels of a Handfast. Lines are not read: their counts are in the table. */
export function syncOf(local: Pick<Local, 'tableAccess' | 'tableName'>, now: () => Date) {
  const table = tableOf(local);
  const channels = openChannelRepository(table, now);
  const runs = openRunRepository(table, now);
  const noObjects = {
    put: async () => 0,
    lines: async () => undefined,
    remove: async () => undefined,
    removeAll: async () => undefined,
    async *list() {},
  };
  const log = openRecordLog(table, noObjects, { retentionDays: 30, now });
  return {
    channels,
    runs,
    /** The first channel of the store at this address. */
    async channelOf({ baseUrl }: Pick<DemoStore, 'baseUrl'>): Promise<Channel | undefined> {
      const connection = await connectionAt(table, baseUrl);
      return connection && (await channels.ofConnection(connection.connection))[0];
    },
    /** How many records were delivered, and how many deleted, entry by entry. */
    async delivered({ channel }: Pick<Channel, 'channel'>, name: string) {
      const stream = { channel, connector: parseConnectorName(name) };
      const { life, head } = await log.extent(stream);
      const entries = await log.entries(stream, life, 1, head);
      return {
        entries: head,
        upserts: entries.reduce((sum, { upserts }) => sum + upserts, 0),
        deletes: entries.reduce((sum, { deletes }) => sum + deletes, 0),
      };
    },
    runsOf: async ({ channel }: Pick<Channel, 'channel'>) => (await runs.list(channel, { limit: 50 })).items,
  };
}

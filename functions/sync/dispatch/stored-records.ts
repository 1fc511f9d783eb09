import type { RecordDeletion } from '../../adapters/dynamodb/channels/log/record-deletion.ts';
import type { RecordLog } from '../../adapters/dynamodb/channels/log/record-log.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { parseConnectorName } from '../../domain/sync/channel-ids.ts';

function connectorsOf({ connectors }: Channel) {
  return Object.keys(connectors).map(parseConnectorName);
}

/** What was read of a store. */
export function storedRecords(log: Pick<RecordLog, 'extent'>, deletion: RecordDeletion) {
  return {
    async hasRecords(channel: Channel): Promise<boolean> {
      const extents = connectorsOf(channel).map((connector) => log.extent({ channel: channel.channel, connector }));
      return (await Promise.all(extents)).some(({ head }) => head > 0);
    },
    deleteRecords: (channel: Channel): Promise<void> =>
      deletion.deleteRecords(channel.channel, connectorsOf(channel), false),
  };
}

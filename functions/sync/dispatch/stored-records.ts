import type { RecordDeletion } from '../../adapters/dynamodb/channels/log/record-deletion.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { type ChannelId, parseConnectorName } from '../../domain/sync/channel-ids.ts';

type Of = Pick<Channel, 'channel' | 'connectors'>;

export type StoredRecords = {
  readonly hasRecords: (channel: Of) => Promise<boolean>;
  readonly deleteRecords: (channel: Of) => Promise<void>;
  readonly deleteForGood: (channel: Of) => Promise<void>;
  /** Removes what earlier lives, and writers that died, have left in the bucket. */
  readonly sweepRecords: (channel: Of) => Promise<void>;
};

/** What was read of a store. */
export function storedRecords(
  deletion: RecordDeletion,
  sweepOrphans: (channel: ChannelId) => Promise<number>,
): StoredRecords {
  const connectorsOf = ({ connectors }: Of) => Object.keys(connectors).map(parseConnectorName);
  return {
    hasRecords: (of) => deletion.hasRecords(of.channel, connectorsOf(of)),
    deleteRecords: (of) => deletion.deleteRecords(of.channel, connectorsOf(of)),
    deleteForGood: (of) => deletion.deleteForGood(of.channel, connectorsOf(of)),
    async sweepRecords(of) {
      await deletion.sweep(of.channel, connectorsOf(of));
      await sweepOrphans(of.channel);
    },
  };
}

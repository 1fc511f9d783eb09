import { openBatchRepository } from '../../adapters/dynamodb/channels/changes/batch-repository.ts';
import { openOrphanSweep } from '../../adapters/dynamodb/channels/log/orphan-sweep.ts';
import { openRecordDeletion } from '../../adapters/dynamodb/channels/log/record-deletion.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { parseConnectorName } from '../../domain/sync/channel-ids.ts';

type Of = Pick<Channel, 'channel' | 'connectors'>;

export type StoredRecords = {
  readonly hasRecords: (channel: Of) => Promise<boolean>;
  readonly deleteRecords: (channel: Of) => Promise<void>;
  readonly deleteForGood: (channel: Of) => Promise<void>;
  /** Removes what earlier lives, and writers that died, have left in the bucket. */
  readonly sweepRecords: (channel: Of) => Promise<void>;
};

/** What was read of a store, and what was to be written to it. */
export function openStoredRecords(table: Table, objects: ObjectStore, now: () => Date): StoredRecords {
  const deletion = openRecordDeletion(table, objects, now);
  const batches = openBatchRepository(table, objects, now);
  const sweepOrphans = openOrphanSweep(table, objects, now);
  const connectorsOf = ({ connectors }: Of) => Object.keys(connectors).map(parseConnectorName);
  return {
    hasRecords: (of) => deletion.hasRecords(of.channel, connectorsOf(of)),
    deleteRecords: (of) => deletion.deleteRecords(of.channel, connectorsOf(of)),
    async deleteForGood(of) {
      await batches.deleteAll(of.channel);
      await deletion.deleteForGood(of.channel, connectorsOf(of));
    },
    async sweepRecords(of) {
      await deletion.sweep(of.channel, connectorsOf(of));
      await sweepOrphans(of.channel);
    },
  };
}

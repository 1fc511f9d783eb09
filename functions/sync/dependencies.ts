import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { Channel, ChannelSettings } from '../domain/sync/channel.ts';
import type { ChannelId, RunId } from '../domain/sync/channel-ids.ts';
import type { Connector } from '../domain/sync/connector.ts';
import type { Run } from '../domain/sync/run.ts';
import type { StoreReader } from '../domain/sync/store-reader.ts';
import type { Deps as HealthDeps } from '../stores/health-check.ts';
import type { AnnounceDeps } from './reading/announce-reading.ts';
import type { ReadDeps } from './reading/read-channel.ts';

/** What looks and slices of long work take. */
export type SyncDeps = Omit<ReadDeps, 'log'> &
  AnnounceDeps &
  HealthDeps & {
    readonly changeLog: ReadDeps['log'];
    readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished'>;
    readonly channels: {
      find(channel: ChannelId): Promise<Channel | undefined>;
      /** What a reading has shown of the store; of a channel with another revision, too. */
      recordReading(channel: Channel, shown: Pick<Channel, 'failures' | 'notBefore' | 'problems'>): Promise<void>;
      /** @returns false when somebody else has changed it meanwhile */
      setStatus(channel: Channel, status: 'active' | 'unavailable', at: string): Promise<boolean>;
    };
    readonly runs: RunStore;
    /** The connectors of a channel that this function has the code of. */
    readonly connectorsOf: (channel: Channel) => readonly Connector[];
    readonly openSession: (
      connection: Connection,
      settings: ChannelSettings,
      deadlineMs: number,
    ) => Promise<StoreReader & AsyncDisposable>;
    readonly executions: { start(run: Pick<Run, 'run' | 'channel'>): Promise<void> };
    readonly log: typeof log;
  };

export type RunStore = {
  find(run: RunId): Promise<Run | undefined>;
  /** The run of a channel that is queued or running. */
  underWay(channel: ChannelId): Promise<Run | undefined>;
  /** @returns false when the channel has one under way */
  begin(run: Run): Promise<boolean>;
  /** Writes a run that has ended already. */
  keep(run: Run): Promise<void>;
  /** @returns false when it has ended meanwhile */
  update(run: Run): Promise<boolean>;
};

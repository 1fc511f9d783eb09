import type { ChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import type { RunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { RunExecutions } from '../adapters/step-functions/run-executions.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { StoreWriter } from '../domain/sync/changes/writer.ts';
import type { ChannelSettings } from '../domain/sync/channel.ts';
import type { Deps as HealthDeps } from '../stores/health-check.ts';
import type { AnnounceDeps } from './reading/announce-reading.ts';
import type { ReadDeps } from './reading/read-channel.ts';

/** What reading stores and writing to them have in common. */
export type StoreDeps = HealthDeps &
  Omit<AnnounceDeps, 'extent'> & {
    readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished'>;
    readonly channels: Pick<ChannelRepository, 'find' | 'cutOff'>;
    readonly openSession: (
      connection: Connection,
      settings: ChannelSettings,
      deadlineMs: number,
    ) => Promise<StoreWriter & AsyncDisposable>;
    readonly log: typeof log;
  };

/** What looks and slices of long work take. */
export type SyncDeps = Omit<ReadDeps, 'log'> &
  AnnounceDeps &
  StoreDeps & {
    readonly changeLog: ReadDeps['log'];
    readonly channels: Pick<ChannelRepository, 'find' | 'cutOff' | 'recordLook' | 'recordTurns'>;
    readonly runs: Pick<
      RunRepository,
      'find' | 'underWay' | 'begin' | 'create' | 'start' | 'progress' | 'end' | 'hold'
    >;
    /** Whether this function has the vendor's connectors, and no others. */
    readonly custom: boolean;
  };

/** Looks start runs, too; the state machine of runs calls slices, so these cannot know of it. */
export type LookDeps = SyncDeps & {
  readonly executions: Pick<RunExecutions, 'start' | 'stateOf'>;
  /** What a look reads of each connector before it hands the rest over; undefined: as much as there is time for. */
  readonly pages: number | undefined;
};

export type SliceDeps = SyncDeps & {
  /** Connectors that the function with the vendor's code reads, once this one has nothing left to read. */
  readonly elsewhere: readonly string[];
};

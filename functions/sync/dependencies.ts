import type { ChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import type { RunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { RunExecutions } from '../adapters/step-functions/run-executions.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { ChannelSettings } from '../domain/sync/channel.ts';
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
    readonly channels: Pick<ChannelRepository, 'find' | 'cutOff' | 'recordLook'>;
    readonly runs: Pick<
      RunRepository,
      'find' | 'underWay' | 'begin' | 'create' | 'start' | 'progress' | 'end' | 'hold'
    >;
    readonly openSession: (
      connection: Connection,
      settings: ChannelSettings,
      deadlineMs: number,
    ) => Promise<StoreReader & AsyncDisposable>;
    readonly log: typeof log;
  };

/** Looks start runs, too; the state machine of runs calls slices, so these cannot know of it. */
export type LookDeps = SyncDeps & {
  readonly executions: Pick<RunExecutions, 'start'>;
  /** Whether a look hands over what it cannot finish. One with the vendor's connectors goes on with the next look. */
  readonly handsOver: boolean;
};

import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { ChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import type { RunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { RunExecutions } from '../adapters/step-functions/run-executions.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { Channel, ChannelSettings } from '../domain/sync/channel.ts';
import type { Connector } from '../domain/sync/connector.ts';
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
    /** The connectors of a channel that this function has the code of. */
    readonly connectorsOf: (channel: Channel) => readonly Connector[];
    readonly openSession: (
      connection: Connection,
      settings: ChannelSettings,
      deadlineMs: number,
    ) => Promise<StoreReader & AsyncDisposable>;
    readonly executions: Pick<RunExecutions, 'start'>;
    readonly log: typeof log;
  };

import type { BatchWriters } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ChannelCountsRepository } from '../../adapters/dynamodb/channels/looks/channel-counts.ts';
import type { LookWindows } from '../../adapters/dynamodb/channels/looks/look-windows.ts';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { LookQueue } from '../../adapters/sqs/look-queue.ts';
import type { StartDeps } from '../../channels/runs/start-run.ts';
import type { StartWritingDeps } from '../../channels/runs/start-writing.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import type { StoredRecords } from './stored-records.ts';

export type DispatchDeps = StartDeps &
  StartWritingDeps &
  StoredRecords & {
    readonly products: () => Promise<readonly ProductId[]>;
    readonly connections: Pick<ConnectionRepository, 'find'>;
    readonly channels: Pick<
      ChannelRepository,
      'find' | 'withStatus' | 'ofConnection' | 'cutOff' | 'reconnect' | 'deleted' | 'bury'
    >;
    readonly batchWriters: Pick<BatchWriters, 'begin' | 'waiting'>;
    readonly channelsWithOpenBulks: () => AsyncIterable<ChannelId>;
    /** Makes the channel that stores of the product get by themselves; undefined where there is none to be made. */
    readonly makeDefaultChannel: (connection: Connection) => Promise<Channel | undefined>;
    readonly windows: LookWindows;
    readonly counts: Pick<ChannelCountsRepository, 'record'>;
    /** Of the functions that read connectors: one, or two where some are the vendor's own. */
    readonly lookQueues: readonly Pick<LookQueue, 'send'>[];
    readonly log: typeof log;
  };

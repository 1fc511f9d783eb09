import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { DueLook } from '../../adapters/sqs/look-queue.ts';
import type { StartDeps } from '../../channels/runs/start-run.ts';
import type { ConnectionId, ProductId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel, ChannelStatus } from '../../domain/sync/channel.ts';

export type DispatchDeps = StartDeps & {
  readonly products: () => Promise<readonly ProductId[]>;
  readonly connections: Pick<ConnectionRepository, 'find'>;
  readonly channels: {
    /** From the index, which may lag behind the table. */
    listed(product: ProductId, status: ChannelStatus): AsyncIterable<Channel>;
    ofConnection(connection: ConnectionId): Promise<readonly Channel[]>;
    /** @returns false when somebody else has changed it meanwhile */
    setStatus(channel: Channel, status: 'active' | 'unavailable', at: string): Promise<boolean>;
  };
  /** Makes the channel that stores of the product get by themselves; undefined where there is none to be made. */
  readonly makeDefaultChannel: (connection: Connection) => Promise<Channel | undefined>;
  readonly hasRecords: (channel: Channel) => Promise<boolean>;
  readonly deleteRecords: (channel: Channel) => Promise<void>;
  readonly windows: {
    /** @returns false when the window was dispatched already, or somebody is doing it */
    begin(at: Date, now: Date): Promise<boolean>;
    end(at: Date, now: Date): Promise<void>;
  };
  /** The queues whose functions read connectors of a channel: one, or two where some are the vendor's own. */
  readonly sendLooks: (channels: readonly { readonly channel: Channel; readonly look: DueLook }[]) => Promise<void>;
  readonly log: typeof log;
};

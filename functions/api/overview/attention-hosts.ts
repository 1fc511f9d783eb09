import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import { type ConnectionId, readConnectionId } from '../../domain/ids.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import { parseChannelId } from '../../domain/sync/channel-ids.ts';
import type { OverviewView } from '../contract/overview-views.ts';

export type HostsDeps = {
  readonly channels: Pick<ChannelRepository, 'findAll'>;
  readonly connections: Pick<ConnectionRepository, 'storeUrls'>;
};

type Told = Pick<OverviewView['attention'], 'runs' | 'deliveries'>;

/** The same runs and deliveries, with the host of the store that each is about; without it where the store is gone. */
export async function withHosts({ channels, connections }: HostsDeps, { runs, deliveries }: Told): Promise<Told> {
  const read = await channels.findAll(runs.map(({ channel }) => parseChannelId(channel)));
  const storeOf = new Map<string, ConnectionId>(read.map(({ channel, connection }) => [channel, connection]));
  const told = deliveries.flatMap(({ connection = '' }) => readConnectionId(connection) ?? []);
  const stores = await connections.storeUrls([...storeOf.values(), ...told]);
  const hosts = new Map<string, string>([...stores].map(([id, url]) => [id, hostOf(url)]));
  const named = <T>(one: T, store: string | undefined) => {
    const host = hosts.get(store ?? '');
    return { ...one, ...(host !== undefined && { host }) };
  };
  return {
    runs: runs.map((run) => named(run, storeOf.get(run.channel))),
    deliveries: deliveries.map((delivery) => named(delivery, delivery.connection)),
  };
}

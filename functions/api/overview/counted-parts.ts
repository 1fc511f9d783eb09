import type { ChannelCountsRepository } from '../../adapters/dynamodb/channels/looks/channel-counts.ts';
import type { ConnectionCountsRepository } from '../../adapters/dynamodb/connections/connection-counts.ts';
import type { ProductId } from '../../domain/ids.ts';
import { COUNTED_STATUSES } from '../../domain/stores/connection-counts.ts';
import { addedCounts, LAG_GROUP_SECONDS, staleIn } from '../../domain/sync/channel-counts.ts';
import type { OverviewView } from '../contract/overview-views.ts';

export type CountsDeps = {
  readonly counts: Pick<ConnectionCountsRepository, 'totals'>;
  readonly channelCounts: Pick<ChannelCountsRepository, 'last'>;
};

/** As health checks have counted them within a day. */
export async function connectionsPart(
  { counts }: Pick<CountsDeps, 'counts'>,
  products: readonly ProductId[],
): Promise<OverviewView['connections']> {
  const totals = [...(await counts.totals(products))].map(([product, found]) => ({ product, ...found }));
  const sum = { active: 0, needs_reauthorization: 0, inactive: 0, unreachable: 0 };
  for (const one of totals) for (const status of COUNTED_STATUSES) sum[status] += one.counts[status];
  const [asOf] = totals.map((one) => one.asOf).toSorted();
  return { counts: sum, ...(asOf && { asOf }), products: totals };
}

/** As the dispatcher has counted them last. */
export async function channelsPart(
  { channelCounts }: Pick<CountsDeps, 'channelCounts'>,
  products: readonly ProductId[],
): Promise<OverviewView['channels']> {
  const last = await channelCounts.last();
  if (last === undefined) return undefined;
  const counts = addedCounts(products.flatMap((product) => last.byProduct.get(product) ?? []));
  const lag = counts.lag.map((channels, at) => {
    const upToSeconds = LAG_GROUP_SECONDS[at];
    return upToSeconds === undefined ? { channels } : { upToSeconds, channels };
  });
  return { asOf: last.at, statuses: counts.statuses, lag, stale: staleIn(counts) };
}

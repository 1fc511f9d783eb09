import type { ChannelStatus } from './channel.ts';

/** Upper ends of the groups that channels are counted in by their lag, in seconds; those that lag longer are the last one. */
export const LAG_GROUP_SECONDS = [0, 15 * 60, 60 * 60, 24 * 60 * 60] as const;

/** A channel is stale that lags for longer. */
const STALE_SECONDS = 60 * 60;

/** How many channels there are, and how active ones do. */
export type ChannelCounts = {
  readonly statuses: Readonly<Record<ChannelStatus, number>>;
  /** By `LAG_GROUP_SECONDS`, and one more. */
  readonly lag: readonly number[];
};

type Counted = {
  readonly status: ChannelStatus;
  /** Since when something that the store grants cannot be read, ISO 8601. */
  readonly failingSince?: string | undefined;
};

const NOTHING: ChannelCounts = {
  statuses: { active: 0, paused: 0, unavailable: 0 },
  lag: [...LAG_GROUP_SECONDS, Number.POSITIVE_INFINITY].map(() => 0),
};

export function withChannel(
  counts: ChannelCounts | undefined,
  { status, failingSince }: Counted,
  now: Date,
): ChannelCounts {
  const { statuses, lag } = counts ?? NOTHING;
  const counted = { ...statuses, [status]: statuses[status] + 1 };
  if (status !== 'active') return { statuses: counted, lag };
  const seconds = failingSince === undefined ? 0 : Math.max(0, (now.getTime() - Date.parse(failingSince)) / 1000);
  const within = LAG_GROUP_SECONDS.findIndex((most) => seconds <= most);
  const group = within < 0 ? LAG_GROUP_SECONDS.length : within;
  return { statuses: counted, lag: lag.map((count, at) => (at === group ? count + 1 : count)) };
}

export function addedCounts(all: readonly ChannelCounts[]): ChannelCounts {
  return all.reduce(
    (sum, { statuses, lag }) => ({
      statuses: {
        active: sum.statuses.active + statuses.active,
        paused: sum.statuses.paused + statuses.paused,
        unavailable: sum.statuses.unavailable + statuses.unavailable,
      },
      lag: sum.lag.map((count, at) => count + (lag[at] ?? 0)),
    }),
    NOTHING,
  );
}

/** How many lag for longer than an hour. */
export function staleIn({ lag }: ChannelCounts): number {
  return lag.reduce(
    (sum, count, at) => ((LAG_GROUP_SECONDS[at] ?? Number.POSITIVE_INFINITY) > STALE_SECONDS ? sum + count : sum),
    0,
  );
}

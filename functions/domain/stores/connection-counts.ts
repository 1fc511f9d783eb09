import type { ConnectionStatus } from './connection-status.ts';
import { HEALTH_CHECK_WINDOW_MINUTES } from './health.ts';

/** What health checks go over, and count. What is disconnected has no credentials that could be checked. */
export const COUNTED_STATUSES = [
  'active',
  'needs_reauthorization',
  'inactive',
  'unreachable',
] as const satisfies readonly ConnectionStatus[];
export type CountedStatus = (typeof COUNTED_STATUSES)[number];
export type ConnectionCounts = Readonly<Record<CountedStatus, number>>;

/** How many windows of health checks a day has; each connection belongs to one of them. */
export const WINDOWS_A_DAY = (24 * 60) / HEALTH_CHECK_WINDOW_MINUTES;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A product's connections, as the health checks of the last day have counted them, window by window. */
export type CountedConnections = {
  readonly counts: ConnectionCounts;
  /** The last window that was counted; each of the others was within the day before. */
  readonly asOf: string;
  /** Since when they are counted, where that is less than a day: some are still missing. */
  readonly since?: string | undefined;
};

/** @param windows those that hold connections */
export function countedConnections(
  windows: readonly ConnectionCounts[],
  { since, asOf }: { readonly since: string; readonly asOf: string },
): CountedConnections {
  const sum = (status: CountedStatus) => windows.reduce((total, counts) => total + counts[status], 0);
  const counts = {
    active: sum('active'),
    needs_reauthorization: sum('needs_reauthorization'),
    inactive: sum('inactive'),
    unreachable: sum('unreachable'),
  };
  const windowMs = HEALTH_CHECK_WINDOW_MINUTES * 60_000;
  const isWhole = Date.parse(asOf) - Date.parse(since) >= DAY_MS - windowMs;
  return { counts, asOf, ...(!isWhole && { since }) };
}

import type { Channel, ConnectorSetting } from './channel.ts';
import { type ChannelId, type ConnectorName, parseConnectorName } from './channel-ids.ts';

/** One look at a channel: what has changed in its store. */
export type LookMessage = {
  readonly channel: ChannelId;
  /** The window in which it was due, ISO 8601. */
  readonly window: string;
};

/** The schedule names a window this often; an interval is a whole number of them. */
export const LOOK_WINDOW_MINUTES = 5;

const WINDOW_MS = LOOK_WINDOW_MINUTES * 60_000;

/**
 * A look that has waited for longer than this is dropped: a later window has asked for the same. It keeps looks from
 * piling up behind an outage.
 */
export const LOOK_STALE_MINUTES = 15;

/** A look is tried so often; what fails then fails of itself, and not of a fault that passes. */
export const LOOK_RECEIVES = 3;

/** When a window begins that holds a moment. */
export function windowOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / WINDOW_MS) * WINDOW_MS);
}

export function isStale(window: string, now: Date): boolean {
  return now.getTime() - Date.parse(window) > LOOK_STALE_MINUTES * 60_000;
}

/** Minutes between two looks: the shortest interval of the connectors that are on; undefined where none is. */
export function lookMinutes({ connectors }: Pick<Channel, 'connectors'>): number | undefined {
  const wanted = Object.values<ConnectorSetting>(connectors).filter(({ on }) => on);
  if (wanted.length === 0) return undefined;
  return Math.min(...wanted.map(({ everyMinutes }) => everyMinutes));
}

/**
 * Whether it is a channel's turn in a window. Ids are random, so their first digits spread the channels of one interval
 * evenly over its windows.
 */
export function isTurn(channel: ChannelId, everyMinutes: number, window: Date): boolean {
  return turnOf(channel, window) % windowsOf(everyMinutes) === 0;
}

/**
 * Whether a connector is read in a look at its channel: the first one at or after its own turn, which need not fall into
 * a window of the channel's.
 *
 * @param lookedEvery minutes between looks at the channel
 */
export function isFirstLookSinceTurn(
  channel: ChannelId,
  everyMinutes: number,
  lookedEvery: number,
  window: Date,
): boolean {
  return turnOf(channel, window) % windowsOf(everyMinutes) < windowsOf(lookedEvery);
}

function windowsOf(minutes: number): number {
  return Math.max(1, Math.floor(minutes / LOOK_WINDOW_MINUTES));
}

function turnOf(channel: ChannelId, window: Date): number {
  return Math.floor(window.getTime() / WINDOW_MS) + Number.parseInt(channel.slice(4, 8), 16);
}

/** Connectors that are on, with their settings. */
export function wantedConnectors({
  connectors,
}: Pick<Channel, 'connectors'>): (readonly [ConnectorName, ConnectorSetting])[] {
  return Object.entries<ConnectorSetting>(connectors)
    .filter(([, { on }]) => on)
    .map(([name, setting]) => [parseConnectorName(name), setting]);
}

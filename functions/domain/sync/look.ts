import type { Channel, ConnectorSetting } from './channel.ts';
import { type ChannelId, type ConnectorName, parseConnectorName } from './channel-ids.ts';
import { openMinutes, quietMinutesLeft } from './quiet-hours.ts';

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

/** A look is asked for at least this often, in case the one at a connector's turn was lost. */
const LONGEST_MINUTES = 60;

/**
 * Minutes between two windows in which a look at a channel is asked for. Beside quiet hours so often that one falls
 * between them each day; those in which no connector is due read nothing.
 */
export function dispatchMinutes(channel: Pick<Channel, 'connectors' | 'settings'>): number | undefined {
  const minutes = lookMinutes(channel);
  const { quietHours } = channel.settings;
  if (minutes === undefined) return undefined;
  const shared = minutes / Math.ceil(minutes / LONGEST_MINUTES);
  if (quietHours === undefined) return shared;
  const halfOpen = Math.max(LOOK_WINDOW_MINUTES, Math.floor(openMinutes(quietHours) / 2));
  return Math.min(shared, halfOpen);
}

type Looked = Pick<Channel, 'channel' | 'connectors' | 'settings' | 'statusSince'>;

/**
 * Whether a connector is read in a look at its channel: the first one at or after its own turn, which need not fall into
 * a window of the channel's, and may have come in quiet hours, or while the channel was stopped.
 */
export function isFirstLookSinceTurn(channel: Looked, everyMinutes: number, window: Date): boolean {
  const step = windowsOf(dispatchMinutes(channel) ?? everyMinutes);
  const since = turnOf(channel.channel, window) % windowsOf(everyMinutes);
  let back = step;
  // Once the turn is found, how much further back the last look was does not matter.
  while (back <= since && !wasPossible(channel, new Date(window.getTime() - back * WINDOW_MS))) back += step;
  return since < back;
}

/** A look may come some minutes after its window has begun, and then be too late for it. */
function wasPossible({ settings: { quietHours }, statusSince }: Looked, window: Date): boolean {
  if (window.getTime() < Date.parse(statusSince)) return false;
  const latest = new Date(window.getTime() + LOOK_STALE_MINUTES * 60_000);
  return quietHours === undefined || [window, latest].every((at) => quietMinutesLeft(quietHours, at) === 0);
}

/** What is read this often has its next turn soon; its turns are not recorded. */
const RECORDED_MINUTES = 60;

export function isTurnRecorded(everyMinutes: number): boolean {
  return everyMinutes >= RECORDED_MINUTES;
}

/** Whether a connector's last turn is so long ago that one was lost, with the window or the look that it fell into. */
export function isOverdue(
  { turns }: Pick<Channel, 'turns'>,
  connector: ConnectorName,
  everyMinutes: number,
  window: Date,
) {
  const last = turns?.[connector];
  return last !== undefined && window.getTime() - Date.parse(last) >= everyMinutes * 60_000;
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

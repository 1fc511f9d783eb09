import type { Channel, QuietHours } from './channel.ts';
import type { Run } from './run.ts';

const DAY_MINUTES = 24 * 60;

/**
 * Minutes until the quiet hours end; 0 outside of them. In the store's own time zone, so that they move with its
 * summer time. Quiet hours that begin and end at one time are none.
 */
export function quietMinutesLeft({ from, to, timeZone }: QuietHours, now: Date): number {
  const length = minutesFrom(minuteOf(from), minuteOf(to));
  const passed = minutesFrom(minuteOf(from), minuteOf(timeIn(timeZone, now)));
  return passed < length ? length - passed : 0;
}

/** Seconds that a run waits for the quiet hours to end: somebody who asked for one is not told to wait for the morning. */
export function quietSecondsLeft(
  { trigger }: Pick<Run, 'trigger'>,
  { settings: { quietHours } }: Pick<Channel, 'settings'>,
  now: Date,
): number {
  return trigger === 'api' || quietHours === undefined ? 0 : quietMinutesLeft(quietHours, now) * 60;
}

/** How long they leave the store to be read, each day. */
export function openMinutes({ from, to }: QuietHours): number {
  return DAY_MINUTES - minutesFrom(minuteOf(from), minuteOf(to));
}

function minutesFrom(start: number, end: number): number {
  return (end - start + DAY_MINUTES) % DAY_MINUTES;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function timeIn(timeZone: string, at: Date): string {
  // `h23`: midnight is 00:00, and not 24:00.
  return new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

import type { Clock } from '../clock.ts';
import type { ScheduleSpec } from '../template/queues.ts';

/** EventBridge Scheduler, for schedules that come round every few minutes of an hour. */
export type Schedules = {
  /** Begins to send what is due by the clock. */
  start(): void;
  /** Sends what every schedule sends at its last time up to `at`. */
  fire(at: Date): void;
  /** Sends what has become due since the last tick, of a day at most. To be called after the clock was moved. */
  tick(): void;
  stop(): void;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function openSchedule(
  { everyMinutes, queueArn, input }: ScheduleSpec,
  clock: Clock,
  send: (queueArn: string, body: string) => void,
) {
  const everyMs = everyMinutes * MINUTE_MS;
  const lastUpTo = (milliseconds: number): number => Math.floor(milliseconds / everyMs) * everyMs;
  let sentMs = lastUpTo(clock.now());
  let timer: NodeJS.Timeout | undefined;
  const fire = (milliseconds: number): void =>
    send(queueArn, input.replaceAll(SCHEDULED_TIME, isoSeconds(lastUpTo(milliseconds))));
  function tick(): void {
    const last = lastUpTo(clock.now());
    for (let due = Math.max(sentMs + everyMs, last - DAY_MS + everyMs); due <= last; due += everyMs) fire(due);
    // Also when the clock was moved back: what it comes to again is sent again.
    sentMs = last;
    clearTimeout(timer);
    timer = setTimeout(tick, last + everyMs - clock.now());
    timer.unref();
  }
  return { fire, tick, stop: () => clearTimeout(timer) };
}

export function openSchedules(
  specs: readonly ScheduleSpec[],
  clock: Clock,
  send: (queueArn: string, body: string) => void,
): Schedules {
  const schedules = specs.map((spec) => openSchedule(spec, clock, send));
  let running = false;
  function tick(): void {
    if (running) for (const schedule of schedules) schedule.tick();
  }
  return {
    start: () => {
      running = true;
      tick();
    },
    fire: (at) => {
      for (const schedule of schedules) schedule.fire(at.getTime());
    },
    tick,
    stop: () => {
      running = false;
      for (const schedule of schedules) schedule.stop();
    },
  };
}

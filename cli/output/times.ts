/**
 * A time in UTC as a local one with its offset: `2026-11-26 11:04:05 +01:00`. What is no time stays as it is.
 *
 * @param timeZone that of the computer unless given
 */
export function localTime(iso: string, timeZone?: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date} ${part('hour')}:${part('minute')}:${part('second')} ${offset}`;
}

/** `3 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  for (const [unit, size, below, belowSize] of UNITS) {
    if (whole < size) continue;
    const rest = Math.floor((whole % size) / belowSize);
    return `${Math.floor(whole / size)} ${unit}${rest === 0 ? '' : ` ${rest} ${below}`}`;
  }
  return `${whole} s`;
}

const UNITS = [
  ['d', 86_400, 'h', 3_600],
  ['h', 3_600, 'min', 60],
  ['min', 60, 's', 1],
] as const;

function formatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
    ...(timeZone !== undefined && { timeZone }),
  });
}

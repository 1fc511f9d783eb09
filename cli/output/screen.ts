import { localTime } from './times.ts';

/** What output is fitted to. */
export type Screen = {
  /** Undefined: it goes to a file or a pipe, and nothing is cut. */
  readonly width: number | undefined;
  /** `2026-11-26 11:04:05 +01:00`, in the zone of whoever reads it. */
  readonly time: (iso: string) => string;
};

export function screenOf(width: number | undefined, timeZone: string | undefined): Screen {
  return { width, time: (iso) => localTime(iso, timeZone) };
}

const FIRST_SECONDS = 15;
const LONGEST_SECONDS = 15 * 60;
/** A store that asks to be left alone for longer is asked again after this. */
const LONGEST_REQUEST_SECONDS = 6 * 60 * 60;

/** How long a store is left alone that could not be used: as it asks (`Retry-After`), else twice as long each time. */
export function writingPauseSeconds(failures: number, retryAfterSeconds = 0): number {
  const pause = Math.min(FIRST_SECONDS * 2 ** Math.min(failures - 1, 10), LONGEST_SECONDS);
  return Math.max(pause, Math.min(retryAfterSeconds, LONGEST_REQUEST_SECONDS));
}

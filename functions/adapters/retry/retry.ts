import pRetry from 'p-retry';

export type Again = {
  /** Further tries after the first one. */
  readonly retries: number;
  /** Pause before the second try; it doubles with every further one, up to `longestPauseMs`, and has jitter. */
  readonly firstPauseMs: number;
  readonly longestPauseMs?: number;
  /** No try begins after this, on the clock of `performance.now()`. */
  readonly untilMs: number;
  /** Whether another try may help. */
  readonly helps: (error: Error) => boolean;
  /** What whoever failed asked to wait; the pause comes on top of it, for all may have been told the same. */
  readonly askedMs?: (error: Error) => number;
};

/**
 * Tries until it works, helps no more, or takes too long.
 *
 * @throws what the last try threw
 */
export async function again<T>(attempt: () => Promise<T>, options: Again): Promise<T> {
  const {
    retries,
    firstPauseMs,
    longestPauseMs = Number.POSITIVE_INFINITY,
    untilMs,
    helps,
    askedMs = () => 0,
  } = options;
  const leftMs = () => untilMs - performance.now();
  return pRetry(attempt, {
    retries,
    minTimeout: firstPauseMs,
    maxTimeout: longestPauseMs,
    randomize: true,
    maxRetryTime: Math.max(0, leftMs()),
    onFailedAttempt: async ({ error, retriesLeft }) => {
      const waitMs = askedMs(error);
      if (retriesLeft > 0 && waitMs > 0 && waitMs < leftMs() && helps(error)) await pause(waitMs);
    },
    shouldRetry: ({ error }) => helps(error) && askedMs(error) < leftMs(),
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

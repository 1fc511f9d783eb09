import pRetry from 'p-retry';

export type RetryOptions = {
  /** Further tries after the first one. */
  readonly retries: number;
  /** Pause before the second try; it doubles with every further one, up to `longestPauseMs`, and has jitter. */
  readonly firstPauseMs: number;
  readonly longestPauseMs?: number;
  /** No try begins after this, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
  /** Whether another try may help. */
  readonly shouldRetry: (error: Error) => boolean;
  /** How long the server asked to wait; the pause is added to it, since it may have asked all clients the same. */
  readonly requestedWaitMs?: (error: Error) => number;
};

/**
 * Tries until it works, another try would not help, or the time is up.
 *
 * @throws what the last try threw
 */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const {
    retries,
    firstPauseMs,
    longestPauseMs = Number.POSITIVE_INFINITY,
    deadlineMs,
    shouldRetry,
    requestedWaitMs = () => 0,
  } = options;
  const leftMs = () => deadlineMs - performance.now();
  return pRetry(attempt, {
    retries,
    minTimeout: firstPauseMs,
    maxTimeout: longestPauseMs,
    randomize: true,
    maxRetryTime: Math.max(0, leftMs()),
    onFailedAttempt: async ({ error, retriesLeft }) => {
      const waitMs = requestedWaitMs(error);
      if (retriesLeft > 0 && waitMs > 0 && waitMs < leftMs() && shouldRetry(error)) await pause(waitMs);
    },
    shouldRetry: ({ error }) => shouldRetry(error) && requestedWaitMs(error) < leftMs(),
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

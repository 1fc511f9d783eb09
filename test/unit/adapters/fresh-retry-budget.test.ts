import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withFreshRetryBudget } from '../../../functions/adapters/retry/fresh-retry-budget.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('after an outage, a client’s calls are retried from a full retry budget again', async () => {
  let opened = 0;
  const open = () => {
    opened += 1;
    const bucket = { number: opened };
    return { config: { retryStrategy: async () => bucket } };
  };
  const client = withFreshRetryBudget(open);
  expect(await client.config.retryStrategy()).toEqual({ number: 1 });
  vi.advanceTimersByTime(4_000);
  expect(await client.config.retryStrategy()).toEqual({ number: 1 });
  vi.advanceTimersByTime(2_000);
  expect(await client.config.retryStrategy()).toEqual({ number: 2 });
});

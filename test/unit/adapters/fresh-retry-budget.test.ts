import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withFreshRetryBudget } from '../../../functions/adapters/retry/fresh-retry-budget.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('a client of a troubled service pays its repetitions out of a full purse again', async () => {
  let opened = 0;
  const open = () => {
    opened += 1;
    const purse = { number: opened };
    return { config: { retryStrategy: async () => purse } };
  };
  const client = withFreshRetryBudget(open);
  expect(await client.config.retryStrategy()).toEqual({ number: 1 });
  vi.advanceTimersByTime(4_000);
  expect(await client.config.retryStrategy()).toEqual({ number: 1 });
  vi.advanceTimersByTime(2_000);
  expect(await client.config.retryStrategy()).toEqual({ number: 2 });
});

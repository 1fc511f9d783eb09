import { describe, expect, test } from 'vitest';
import { afterFailure } from '../../../functions/domain/sync/back-off.ts';

const NOW = new Date('2026-03-01T10:00:20Z');

function minutesAfter(failures: number, everyMinutes = 5): number | undefined {
  const channel = { failures: failures - 1, connectors: { orders: { on: true, everyMinutes } } };
  const { notBefore } = afterFailure(channel, NOW);
  return notBefore === undefined ? undefined : (Date.parse(notBefore) - Date.parse('2026-03-01T10:00:00Z')) / 60_000;
}

describe('a store that fails', () => {
  test('is looked at as before twice, then ever more seldom, and once an hour in the end', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 500].map((failures) => minutesAfter(failures))).toEqual([
      undefined,
      undefined,
      5,
      10,
      20,
      40,
      60,
      60,
      60,
    ]);
  });

  test('is never looked at more often than its interval says', () => {
    expect([3, 4].map((failures) => minutesAfter(failures, 180))).toEqual([180, 180]);
  });

  test('is left alone for as long as it asked, to the second, and for a day at most', () => {
    const channel = { failures: 0, connectors: { orders: { on: true, everyMinutes: 5 } } };
    expect(afterFailure(channel, NOW, 90)).toEqual({ failures: 1, notBefore: '2026-03-01T10:01:50.000Z' });
    expect(afterFailure(channel, NOW, 10_000_000).notBefore).toBe('2026-03-02T10:00:20.000Z');
    // The longer of the two counts.
    expect(afterFailure({ ...channel, failures: 9 }, NOW, 90).notBefore).toBe('2026-03-01T11:00:00.000Z');
  });
});

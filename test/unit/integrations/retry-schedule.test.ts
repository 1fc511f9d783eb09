import { expect, test } from 'vitest';
import {
  ATTEMPTS_MAX,
  hasFailedFor,
  nextAttemptAt,
} from '../../../functions/domain/integrations/deliveries/retry-schedule.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const waitOf = (made: number, retryAfterMs?: number, random = 0.5) => {
  const at = nextAttemptAt(made, NOW, retryAfterMs, random);
  return at && (at.getTime() - NOW.getTime()) / 1000;
};
const HOUR = 3600;

test('ten attempts: at once, then after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 hours', () => {
  expect(ATTEMPTS_MAX).toBe(10);
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((made) => waitOf(made));
  expect(waits).toEqual([5, 300, 1800, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]);
  expect(waitOf(10)).toBeUndefined();
});

test('each wait differs by up to a tenth of itself', () => {
  expect(waitOf(2, undefined, 0)).toBe(270);
  expect(waitOf(2, undefined, 1)).toBe(330);
});

test('a later time that the answer asks for counts, an earlier one and more than a day do not', () => {
  expect(waitOf(2, 3_600_000)).toBe(3600);
  expect(waitOf(2, 1_000)).toBe(300);
  expect(waitOf(2, 40 * 24 * 3_600_000)).toBe(24 * HOUR);
  expect(waitOf(10, 1_000)).toBeUndefined();
});

test('an integration has failed for as long as nothing has worked', () => {
  expect(hasFailedFor(undefined, NOW, 0)).toBe(false);
  expect(hasFailedFor('2026-11-22T11:00:00.000Z', NOW, HOUR * 1000)).toBe(true);
  expect(hasFailedFor('2026-11-22T11:00:00.001Z', NOW, HOUR * 1000)).toBe(false);
});

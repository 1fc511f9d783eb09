import { describe, expect, test } from 'vitest';
import { type Health, type HealthResult, judge } from '../../../functions/domain/stores/health.ts';

const start = new Date('2026-11-22T10:00:00.000Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const DAY = 24 * 60;

/** Health checks one after the other: minutes since the start, and the result. */
function checks(health: Health, ...found: [number, HealthResult][]) {
  let verdict = { ...health, changed: false };
  for (const [minutes, finding] of found) verdict = { ...judge(verdict, finding, later(minutes)) };
  return verdict;
}

const ACTIVE: Health = { status: 'active' };

describe('a health check', () => {
  test('that finds it alive changes nothing of an active connection', () => {
    expect(judge(ACTIVE, 'alive', start)).toEqual({ status: 'active', changed: false });
  });

  test('that is bad for the first time only raises a suspicion', () => {
    const suspect = { code: 'token_rejected', at: start.toISOString() };
    expect(judge(ACTIVE, 'token_rejected', start)).toEqual({ status: 'active', suspect, changed: false });
  });

  test.each([
    ['token_rejected', 'needs_reauthorization'],
    ['consumer_unknown', 'needs_reauthorization'],
    ['signature_rejected', 'needs_reauthorization'],
    ['permission_missing', 'inactive'],
  ] as const)('that confirms %s minutes later leads to %s', (code, status) => {
    expect(checks(ACTIVE, [0, code], [5, code])).toEqual({ status, changed: true });
  });

  test('confirms nothing when the second answer comes too soon, or is of another sort', () => {
    expect(checks(ACTIVE, [0, 'token_rejected'], [1, 'token_rejected'])).toMatchObject({ status: 'active' });
    const other = checks(ACTIVE, [0, 'token_rejected'], [5, 'store_busy']);
    expect(other).toMatchObject({ status: 'active', suspect: { code: 'store_busy', at: later(5).toISOString() } });
  });

  test('that is good in between takes the suspicion away', () => {
    const verdict = checks(ACTIVE, [0, 'token_rejected'], [5, 'alive'], [10, 'token_rejected']);
    expect(verdict).toMatchObject({ status: 'active', suspect: { at: later(10).toISOString() } });
    expect(judge({ ...ACTIVE, suspect: { code: 'store_busy', at: start.toISOString() } }, 'alive', later(1))).toEqual({
      status: 'active',
      changed: false,
    });
  });

  test('makes a store unreachable that is down for three days, whatever it was down with', () => {
    const down: [number, HealthResult][] = [
      [0, 'store_unreachable'],
      [5, 'store_unreachable'],
      [DAY, 'store_busy'],
      [2 * DAY, 'store_timeout'],
    ];
    expect(checks(ACTIVE, ...down)).toMatchObject({ status: 'active', suspect: { at: start.toISOString() } });
    expect(checks(ACTIVE, ...down, [3 * DAY, 'store_invalid_response'])).toEqual({
      status: 'unreachable',
      changed: true,
    });
  });

  test.each(['needs_reauthorization', 'inactive', 'unreachable'] as const)('that is good brings %s back', (status) => {
    expect(judge({ status }, 'alive', start)).toEqual({ status: 'active', changed: true });
  });

  test('that says again what is known changes nothing, and forgets what was suspected', () => {
    const suspect = { code: 'store_busy', at: start.toISOString() } as const;
    expect(judge({ status: 'inactive', suspect }, 'permission_missing', later(5))).toEqual({
      status: 'inactive',
      changed: false,
    });
  });

  test('turns a store from one trouble to another, once confirmed', () => {
    const verdict = checks({ status: 'unreachable' }, [0, 'token_rejected'], [5, 'token_rejected']);
    expect(verdict).toEqual({ status: 'needs_reauthorization', changed: true });
  });

  test('counts at once where it was confirmed already, but never for a store that is down', () => {
    expect(judge(ACTIVE, 'token_rejected', start, 0)).toEqual({ status: 'needs_reauthorization', changed: true });
    expect(judge(ACTIVE, 'store_unreachable', start, 0)).toMatchObject({ status: 'active', changed: false });
  });
});

import { describe, expect, test } from 'vitest';
import { quietMinutesLeft } from '../../../functions/domain/sync/quiet-hours.ts';

const NIGHT = { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' };

describe('quiet hours', () => {
  test('are those of the store, over midnight, and end when it is time', () => {
    const left = (at: string) => quietMinutesLeft(NIGHT, new Date(at));
    expect(left('2026-01-10T20:59:00Z')).toBe(0);
    expect(left('2026-01-10T21:00:00Z')).toBe(480);
    expect(left('2026-01-10T23:00:00Z')).toBe(360);
    expect(left('2026-01-11T04:59:00Z')).toBe(1);
    expect(left('2026-01-11T05:00:00Z')).toBe(0);
  });

  test("move with the summer time of the store's country", () => {
    expect(quietMinutesLeft(NIGHT, new Date('2026-07-10T20:00:00Z'))).toBe(480);
    expect(quietMinutesLeft(NIGHT, new Date('2026-07-11T04:00:00Z'))).toBe(0);
  });

  test('within one day are those hours', () => {
    const noon = { from: '11:30', to: '13:00', timeZone: 'UTC' };
    expect(quietMinutesLeft(noon, new Date('2026-01-10T11:29:00Z'))).toBe(0);
    expect(quietMinutesLeft(noon, new Date('2026-01-10T12:45:00Z'))).toBe(15);
  });

  test('that begin and end at one time are none', () => {
    const none = { from: '22:00', to: '22:00', timeZone: 'UTC' };
    expect(quietMinutesLeft(none, new Date('2026-01-10T22:00:00Z'))).toBe(0);
  });
});

import { describe, expect, test } from 'vitest';
import type { ConnectorSetting } from '../../../functions/domain/sync/channel.ts';
import { newChannelId, parseChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import { isStale, isTurn, lookMinutes, windowOf } from '../../../functions/domain/sync/look.ts';

const FIRST = new Date('2026-03-01T00:00:00Z');
const HOUR = Array.from({ length: 12 }, (_, at) => new Date(FIRST.getTime() + at * 300_000));

/** An id that begins with four zeros. */
const ID = parseChannelId(`chn_${'0'.repeat(32)}`);

function every(everyMinutes: number, on = true): ConnectorSetting {
  return { on, everyMinutes };
}

describe('a channel', () => {
  test('is looked at as often as the connector of it that is read most often', () => {
    const minutes = (...connectors: ConnectorSetting[]) =>
      lookMinutes({ connectors: Object.fromEntries(connectors.entries()) });
    expect(minutes(every(60), every(15))).toBe(15);
    expect(minutes(every(60), every(15, false))).toBe(60);
    expect(minutes(every(5, false))).toBeUndefined();
  });

  test('has its turn once in its interval, which is a whole number of windows', () => {
    const turns = (minutes: number) => HOUR.filter((window) => isTurn(ID, minutes, window)).length;
    expect([5, 12, 15, 60].map(turns)).toEqual([12, 6, 4, 1]);
  });

  test('has a window of its own, so that 1,200 channels of an hour come about 100 at a time', () => {
    const channels = Array.from({ length: 1_200 }, newChannelId);
    const counts = HOUR.map((window) => channels.filter((channel) => isTurn(channel, 60, window)).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1_200);
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(160);
  });
});

describe('a window', () => {
  test('begins every five minutes', () => {
    expect(windowOf(new Date('2026-03-01T10:09:59.999Z')).toISOString()).toBe('2026-03-01T10:05:00.000Z');
  });

  test('is stale after a quarter of an hour: later ones have asked for the same', () => {
    const now = new Date('2026-03-01T10:20:00Z');
    expect(isStale('2026-03-01T10:05:00Z', now)).toBe(false);
    expect(isStale('2026-03-01T10:00:00Z', now)).toBe(true);
  });
});

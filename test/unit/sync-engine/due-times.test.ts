import { describe, expect, test } from 'vitest';
import type { ConnectorSetting } from '../../../functions/domain/sync/channel.ts';
import { newChannelId, parseChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import { dueIn, isStale, windowOf } from '../../../functions/domain/sync/look.ts';

const FIRST = new Date('2026-03-01T00:00:00Z');
const HOUR = Array.from({ length: 12 }, (_, at) => new Date(FIRST.getTime() + at * 300_000));

/** A channel whose id begins with four zeros. */
const ID = parseChannelId(`chn_${'0'.repeat(32)}`);

function channelOf(connectors: Readonly<Record<string, ConnectorSetting>>, notBefore?: string) {
  return { channel: ID, connectors, notBefore };
}

function every(everyMinutes: number, on = true): ConnectorSetting {
  return { on, everyMinutes };
}

describe('a channel', () => {
  test('is due as often as the connector of it that is read most often', () => {
    const due = (...connectors: ConnectorSetting[]) =>
      HOUR.filter((window) => dueIn(channelOf(Object.fromEntries(connectors.entries())), window)).length;
    expect(due(every(5))).toBe(12);
    expect(due(every(15))).toBe(4);
    expect(due(every(60), every(15))).toBe(4);
    expect(due(every(60), every(15, false))).toBe(1);
  });

  test('is due once in an interval that is no whole number of windows', () => {
    expect(HOUR.filter((window) => dueIn(channelOf({ orders: every(12) }), window))).toHaveLength(6);
  });

  test('is never due when all of its connectors are off', () => {
    expect(HOUR.some((window) => dueIn(channelOf({ orders: every(5, false) }), window))).toBe(false);
  });

  test('is due in a window of its own, so that 1,200 channels of an hour come about 100 at a time', () => {
    const channels = Array.from({ length: 1_200 }, () => ({
      channel: newChannelId(),
      connectors: { orders: every(60) },
    }));
    const counts = HOUR.map((window) => channels.filter((channel) => dueIn(channel, window)).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1_200);
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(160);
  });

  test('waits as long as its store asked for: for the rest within the window, or for a later one', () => {
    const until = (notBefore: string) =>
      HOUR.slice(0, 3).map((window) => dueIn(channelOf({ a: every(5) }, notBefore), window));
    expect(until('2026-03-01T00:06:30Z')).toEqual([undefined, { afterSeconds: 90 }, { afterSeconds: 0 }]);
    expect(until('2026-03-01T00:05:00Z')).toEqual([undefined, { afterSeconds: 0 }, { afterSeconds: 0 }]);
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

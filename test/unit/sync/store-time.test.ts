import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStoreTime, storeTime } from '../../../functions/domain/sync/store-time.ts';

describe("a store's time", () => {
  test.each([
    ['1970-01-01 00:00:00', 0],
    ['2026-11-26 18:01:25', 1_795_716_085],
    ['2026-11-26T18:01:25Z', 1_795_716_085],
    ['2026-11-26T18:01:25+05:00', 1_795_716_085],
    ['2028-02-29 23:59:59', 1_835_481_599],
  ])('%s is so many seconds after 1970', (text, seconds) => {
    expect(parseStoreTime(text)).toBe(seconds);
  });

  test.each([
    ...['0000-00-00 00:00:00', '2026-01-45 00:00:00', '2026-02-29 00:00:00', '2026-13-01 00:00:00'],
    ...['2026-11-26 24:00:00', '2026-11-26 18:60:00', '2026-11-26 18:01:60', '2026-11-26', '', 'now', null, 7],
  ])('%j is none', (text) => {
    expect(parseStoreTime(text)).toBeUndefined();
  });

  test('is the same when it is read again', () => {
    const seconds = fc.integer({ min: Date.UTC(1000, 0) / 1000, max: Date.UTC(9999, 11) / 1000 });
    fc.assert(fc.property(seconds, (at) => parseStoreTime(storeTime(at)) === at));
  });
});

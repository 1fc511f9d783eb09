import { describe, expect, test } from 'vitest';
import { parseChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import { connectorState, importSeconds, lagSeconds } from '../../../functions/domain/sync/connector-state.ts';

const ON = { on: true, everyMinutes: 5 };
const IMPORTED = { imported: true, generation: 1, upTo: '2026-11-22T11:00:00.000Z' };
const NOW = new Date('2026-11-22T12:00:00.000Z');
const SINCE = '2026-11-22T11:50:00.000Z';
const channel = {
  channel: parseChannelId(`chn_${'0'.repeat(32)}`),
  connectors: { orders: ON },
  status: 'active',
  statusSince: '2026-11-22T09:00:00.000Z',
} as const;

describe('a connector', () => {
  test.each([
    ['off, whatever else', { setting: { ...ON, on: false }, progress: IMPORTED }, 0, 'off'],
    ['waiting before anything was read', { setting: ON }, 0, 'waiting'],
    ['importing', { setting: ON, progress: { imported: false, generation: 1 } }, 9_999, 'importing'],
    ['following within two intervals', { setting: ON, progress: IMPORTED }, 600, 'following'],
    ['behind after two intervals', { setting: ON, progress: IMPORTED }, 601, 'behind'],
    [
      'held before it is failing',
      { setting: ON, progress: { ...IMPORTED, held: 60 }, problem: { code: 'store_timeout', since: SINCE } },
      0,
      'held',
    ],
    [
      'skipped where the store does not grant it',
      { setting: ON, problem: { code: 'permission_missing', since: SINCE } },
      0,
      'skipped',
    ],
    ['failing', { setting: ON, progress: IMPORTED, problem: { code: 'store_timeout', since: SINCE } }, 0, 'failing'],
  ] as const)('is %s', (_, facts, lag, state) => {
    expect(connectorState(facts, lag)).toBe(state);
  });
});

describe('lag', () => {
  test('counts from the first failure, from the end of the channel, or from where a run has come', () => {
    const facts = { setting: ON, progress: IMPORTED };
    expect(lagSeconds(channel, { ...facts, problem: { code: 'store_timeout', since: SINCE } }, undefined, NOW)).toBe(
      600,
    );
    expect(lagSeconds({ ...channel, status: 'paused' }, facts, undefined, NOW)).toBe(3 * 3_600);
    expect(lagSeconds(channel, facts, { task: 'look' }, NOW)).toBe(3_600);
  });

  test('is no more than an interval where looks find nothing: they leave no trace', () => {
    const lag = lagSeconds(
      channel,
      { setting: ON, progress: IMPORTED },
      { task: 'counts' },
      new Date(NOW.getTime() + 200_000),
    );
    expect(lag).toBe(200);
  });
});

test('an import ends at the pace of the run that is under way; without one nothing tells', () => {
  const progress = [
    { imported: false, generation: 1, left: 300 },
    { imported: true, generation: 1, left: 5 },
  ];
  const counts = { read: 100, delivered: 100, unchanged: 0, deleted: 0, late: 0, poisoned: 0, calls: 1 };
  const startedAt = '2026-11-22T11:59:50.000Z';
  expect(importSeconds(progress, { counts, startedAt }, NOW)).toBe(30);
  expect(importSeconds(progress, undefined, NOW)).toBeUndefined();
  expect(importSeconds(progress, { counts: { ...counts, read: 0 }, startedAt }, NOW)).toBeUndefined();
});

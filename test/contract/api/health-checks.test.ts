import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionId } from '../../../functions/domain/ids.ts';
import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { checkWindow, idsOfWindow } from '../../../functions/health/check-window.ts';
import { type ApiSetup, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
let id: ConnectionId;
beforeEach(async () => {
  setup = await openApiSetup();
  setup.setup.time = new Date('2026-11-21T09:00:00.000Z');
  id = await setup.connect();
});
afterEach(() => setup.close());

/** The first time from the given day on at which the connection's window is due. */
function dueOn(day: string, connection = id): Date {
  for (let minute = 0; minute < 24 * 60; minute += 5) {
    const at = new Date(Date.parse(`${day}T00:00:00.000Z`) + minute * 60_000);
    const { from, to } = idsOfWindow(at);
    if (connection >= from && connection <= to) return at;
  }
  throw new Error('never due');
}

/** Delivers a window's message some minutes after it was due. */
function deliver(at: Date, minutesLate = 0) {
  setup.setup.time = new Date(at.getTime() + minutesLate * 60_000 + 1_000);
  return checkWindow(setup.deps)(JSON.stringify({ at: at.toISOString() }));
}
const existing = () => setup.deps.connections.find(id);
const types = () => setup.published.map(({ type }) => type);

describe('the windows of a day', () => {
  test('cover every id once', () => {
    const borders = Array.from({ length: 288 }, (_, index) => idsOfWindow(new Date(index * 5 * 60_000)));
    expect(borders[0]?.from).toBe('con_0000');
    expect(borders.at(-1)?.to).toBe('con_ffff~');
    for (const [index, { from }] of borders.entries()) {
      const before = borders[index - 1];
      if (before === undefined) continue;
      expect(Number.parseInt(from.slice(4), 16)).toBe(Number.parseInt(before.to.slice(4, 8), 16) + 1);
    }
  });

  test('have the same share of them, give or take one in 65,536', () => {
    const widths = Array.from({ length: 288 }, (_, index) => {
      const { from, to } = idsOfWindow(new Date(index * 5 * 60_000));
      return Number.parseInt(to.slice(4, 8), 16) - Number.parseInt(from.slice(4), 16) + 1;
    });
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
  });
});

describe('a scheduled health check', () => {
  test('checks each connection once a day', async () => {
    const at = dueOn('2026-11-22');
    expect(await deliver(at)).toBe('done');
    expect(setup.check).toHaveBeenCalledTimes(1);
    expect(await deliver(at, 6)).toBe('done');
    expect(await deliver(new Date(at.getTime() + 5 * 60_000))).toBe('done');
    expect(setup.check).toHaveBeenCalledTimes(1);
    await deliver(dueOn('2026-11-23'));
    expect(setup.check).toHaveBeenCalledTimes(2);
    expect(setup.published).toEqual([]);
  });

  test.each<[RefusalCode, string]>([
    ['token_rejected', 'needs_reauthorization'],
    ['permission_missing', 'inactive'],
  ])('that finds %s asks for a second one, which is published', async (code, status) => {
    setup.shop.alive = code;
    const at = dueOn('2026-11-22');
    expect(await deliver(at)).toBe('again');
    expect(await existing()).toMatchObject({ status: 'active', suspect: { code } });
    expect(setup.published).toEqual([]);
    expect(await deliver(at, 6)).toBe('done');
    expect(await existing()).toMatchObject({ status, reason: code });
    expect(types()).toEqual([`connection.${status}`]);
  });

  test('that was a false alarm publishes nothing', async () => {
    setup.shop.alive = 'token_rejected';
    const at = dueOn('2026-11-22');
    await deliver(at);
    setup.shop.alive = undefined;
    expect(await deliver(at, 6)).toBe('done');
    expect(await existing()).toMatchObject({ status: 'active' });
    expect((await existing())?.suspect).toBeUndefined();
    expect(setup.published).toEqual([]);
  });

  test('that comes again too soon waits for the next day', async () => {
    setup.shop.alive = 'token_rejected';
    const at = dueOn('2026-11-22');
    await deliver(at);
    expect(await deliver(at, 1)).toBe('done');
    expect(setup.check).toHaveBeenCalledTimes(1);
    await deliver(dueOn('2026-11-23'));
    expect(types()).toEqual(['connection.needs_reauthorization']);
  });

  test('gives a store three days to come back, and welcomes it when it does', async () => {
    setup.shop.alive = 'store_unreachable';
    for (const day of ['2026-11-22', '2026-11-23', '2026-11-24']) {
      const at = dueOn(day);
      if ((await deliver(at)) === 'again') await deliver(at, 6);
      expect(await existing()).toMatchObject({ status: 'active' });
    }
    await deliver(dueOn('2026-11-25'));
    expect(await existing()).toMatchObject({ status: 'unreachable', reason: 'store_unreachable' });
    setup.shop.alive = undefined;
    await deliver(dueOn('2026-11-26'));
    expect(await existing()).toMatchObject({ status: 'active' });
    expect(types()).toEqual(['connection.unreachable', 'connection.recovered']);
  });

  test('leaves what was disconnected alone', async () => {
    const found = await existing();
    if (found === undefined) throw new Error('no connection');
    const at = setup.setup.time.toISOString();
    await setup.deps.connections.disconnect(found, at, { id: 'evt_1', status: 'disconnected', at });
    expect(await deliver(dueOn('2026-11-22'))).toBe('done');
    expect(setup.check).not.toHaveBeenCalled();
  });

  test('of one store that fails on our side does not keep the others waiting', async () => {
    const others = await Promise.all(Array.from({ length: 40 }, (_, index) => setup.connect(`s${index}.example`)));
    setup.open.mockRejectedValueOnce(new Error('KMS denies'));
    const outcomes = [];
    for (const connection of [id, ...others]) outcomes.push(await deliver(dueOn('2026-11-22', connection)));
    expect(outcomes.filter((outcome) => outcome === 'again')).toHaveLength(1);
    const checked = new Set(setup.check.mock.calls.map(([store]) => store));
    expect(checked.size).toBeGreaterThanOrEqual(40);
  });

  test('whose event the bus did not accept is published by the next one, once', async () => {
    setup.shop.alive = 'token_rejected';
    const at = dueOn('2026-11-22');
    await deliver(at);
    setup.setup.busDown = true;
    expect(await deliver(at, 6)).toBe('again');
    setup.setup.busDown = false;
    expect(await deliver(at, 12)).toBe('done');
    await deliver(dueOn('2026-11-23'));
    expect(types()).toEqual(['connection.needs_reauthorization']);
  });

  test('leaves one line with counts', async () => {
    await deliver(dueOn('2026-11-22'));
    expect(setup.log).toHaveBeenCalledExactlyOnceWith('health_window_checked', {
      window: dueOn('2026-11-22').toISOString(),
      ...{ checked: 1, bad: 0, failed: 0, ms: expect.any(Number) },
    });
  });
});

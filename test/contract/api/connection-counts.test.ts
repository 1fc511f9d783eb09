import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ConnectionId, parseConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { checkWindow, idsOfWindow } from '../../../functions/health/check-window.ts';
import { type ApiSetup, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const demo = parseProductId('demo');
const erp = parseProductId('erp');
const DAY_MS = 24 * 60 * 60 * 1000;

/** The window of some minutes after midnight, on one of the days. */
const windowAt = (minutes: number, day = 0) => new Date(Date.UTC(2026, 10, 23) + day * DAY_MS + minutes * 60_000);
const idIn = (minutes: number, nth: number): ConnectionId =>
  parseConnectionId(`${idsOfWindow(windowAt(minutes)).from}${String(nth).padStart(28, '0')}`);

async function deliver(at: Date): Promise<void> {
  setup.setup.time = new Date(at.getTime() + 1_000);
  await checkWindow(setup.deps)(JSON.stringify({ at: at.toISOString() }));
}

/** What a window of a day holds of the product `erp`. */
const counted = (minutes: number) =>
  setup.deps.counts.record(erp, {
    window: minutes / 5,
    at: windowAt(minutes).toISOString(),
    counts: { active: 1, needs_reauthorization: 0, inactive: 0, unreachable: 2 },
  });

const totals = async (product = demo) => (await setup.deps.counts.totals([product])).get(product);

describe('connections', () => {
  test('are counted window by window, by status', async () => {
    await setup.connect('a.example', 'demo', 'ana', idIn(10, 1));
    await setup.connect('b.example', 'demo', 'ana', idIn(10, 2));
    await setup.connect('c.example', 'demo', 'ana', idIn(15, 1));
    await deliver(windowAt(10));
    expect(await totals()).toMatchObject({ counts: { active: 2, unreachable: 0 } });
    await deliver(windowAt(15));
    expect(await totals()).toEqual({
      counts: { active: 3, needs_reauthorization: 0, inactive: 0, unreachable: 0 },
      asOf: windowAt(15).toISOString(),
      since: windowAt(10).toISOString(),
    });
  });

  test('are counted anew with their window, and a message that comes twice counts them once', async () => {
    const id = idIn(10, 1);
    await setup.connect('a.example', 'demo', 'ana', id);
    await deliver(windowAt(10));
    await deliver(windowAt(10));
    expect(await totals()).toMatchObject({ counts: { active: 1 } });
    const found = await setup.deps.connections.find(id);
    if (found === undefined) throw new Error('gone');
    setup.setup.time = windowAt(11);
    const at = setup.setup.time.toISOString();
    const outbox = { id: 'evt_1', status: 'inactive', at } as const;
    const change = { status: 'inactive', reason: 'permission_missing', outbox } as const;
    await setup.deps.connections.recordHealth(found, { checkedAt: at, suspect: undefined, change });
    await deliver(windowAt(10, 1));
    expect(await totals()).toMatchObject({ counts: { active: 0, inactive: 1 } });
  });

  test('that are gone leave their window empty', async () => {
    await setup.connect('a.example', 'demo', 'ana', idIn(10, 1));
    await deliver(windowAt(10));
    const found = await setup.deps.connections.find(idIn(10, 1));
    if (found === undefined) throw new Error('gone');
    const at = windowAt(12).toISOString();
    const outbox = { id: 'evt_2', status: 'disconnected', at } as const;
    await setup.deps.connections.disconnect(found, at, outbox);
    await deliver(windowAt(10, 1));
    expect(await totals()).toMatchObject({ counts: { active: 0, inactive: 0, unreachable: 0 } });
  });

  test('are whole after a day, and until then say since when they are counted', async () => {
    await counted(0);
    await counted(23 * 60 + 50);
    expect(await totals(erp)).toMatchObject({ counts: { active: 2 }, since: windowAt(0).toISOString() });
    await counted(23 * 60 + 55);
    expect(await totals(erp)).toEqual({
      counts: { active: 3, needs_reauthorization: 0, inactive: 0, unreachable: 6 },
      asOf: windowAt(23 * 60 + 55).toISOString(),
    });
  });

  test('of a product that was never counted are not there', async () => {
    expect(await totals()).toBeUndefined();
  });

  test('are checked although they cannot be counted', async () => {
    await setup.connect('a.example', 'demo', 'ana', idIn(10, 1));
    vi.spyOn(setup.deps.counts, 'record').mockRejectedValue(new Error('no table'));
    await deliver(windowAt(10));
    expect(setup.check).toHaveBeenCalledTimes(1);
  });
});

import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openLeases } from '../../../functions/adapters/dynamodb/leases.ts';
import { openMagentoSession } from '../../../functions/adapters/magento/session/magento-session.ts';
import { openStoreSession } from '../../../functions/channels/store-session.ts';
import { newConnectionId } from '../../../functions/domain/ids.ts';
import { CALLS_AT_ONCE } from '../../../functions/domain/stores/calls-at-once.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';
import { httpServer } from '../magento/local-servers.ts';

const policy = { allowLoopbackStores: true, allowedPorts: [] };
const keys = { consumerKey: 'c', consumerSecret: 's', token: 't', tokenSecret: 'u' };
const criteria = { filterGroups: [], sortOrders: [], pageSize: 10, currentPage: 1 };
let table: Awaited<ReturnType<typeof embeddedTable>>;

beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

async function setup() {
  const { port, asked } = await httpServer((_, response) => response.end('{"items":[],"total_count":0}'));
  let time = new Date();
  const leases = openLeases(table, () => time);
  const connection = {
    ...{ connection: newConnectionId(), storeUrl: parseStoreUrl(`http://127.0.0.1:${port}/`), generations: ['2.4.8'] },
  };
  const log = vi.fn();
  const deps = {
    leases,
    openSession: (target: Parameters<typeof openMagentoSession>[1]) => openMagentoSession(policy, target),
    log,
  };
  const open = () =>
    openStoreSession(deps, connection, keys, { storeView: 'default', callsAtOnce: 2 }, performance.now() + 10_000);
  const free = async () => {
    const taken = await Promise.all(
      Array.from({ length: CALLS_AT_ONCE }, () => leases.acquire(connection.connection, 30)),
    );
    const found = taken.filter((lease) => lease !== undefined);
    for (const lease of found) await leases.release(lease);
    return found.length;
  };
  return {
    open,
    free,
    leases,
    connection,
    asked,
    log,
    deps,
    pass: (seconds: number) => (time = new Date(time.getTime() + seconds * 1000)),
  };
}

test('a session has one of the leases of the store, whatever the number of its calls, and gives it back', async () => {
  const { open, free, asked } = await setup();
  {
    await using session = await open();
    await Promise.all([1, 2, 3].map(() => session.list('V1/orders', criteria)));
    expect(await free()).toBe(CALLS_AT_ONCE - 1);
    expect({ calls: session.calls, generations: session.generations }).toEqual({ calls: 3, generations: ['2.4.8'] });
    expect(asked[0]?.url).toMatch(/^\/rest\/default\/V1\/orders\?/);
  }
  expect(await free()).toBe(CALLS_AT_ONCE);
});

test('no session opens while others use the store', async () => {
  const { open, leases, connection, asked } = await setup();
  for (let taken = 0; taken < CALLS_AT_ONCE; taken += 1) await leases.acquire(connection.connection, 60);
  await expect(open()).rejects.toMatchObject({ code: 'store_at_capacity' });
  expect(asked).toHaveLength(0);
});

test('no more sessions open at once than the channel may have calls, so that others can call the store', async () => {
  const { open, free } = await setup();
  await using _one = await open();
  await using _other = await open();
  await expect(open()).rejects.toMatchObject({ code: 'store_at_capacity' });
  expect(await free()).toBe(CALLS_AT_ONCE - 2);
});

test('the lease lasts as long as the session, and ends with it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { open, free, pass } = await setup();
  const session = await open();
  for (let turn = 0; turn < 5; turn += 1) {
    pass(20);
    await vi.advanceTimersByTimeAsync(20_000);
    await expect.poll(free).toBe(CALLS_AT_ONCE - 1);
  }
  await session[Symbol.asyncDispose]();
  expect(vi.getTimerCount()).toBe(0);
  expect(await free()).toBe(CALLS_AT_ONCE);
});

test('a session whose lease is lost calls the store no more', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { open, pass, asked } = await setup();
  await using session = await open();
  await session.list('V1/orders', criteria);
  pass(120);
  await vi.advanceTimersByTimeAsync(20_000);
  await expect
    .poll(() => session.list('V1/orders', criteria).catch((error: unknown) => error))
    .toMatchObject({ code: 'store_at_capacity' });
  const before = asked.length;
  await expect(session.all('V1/store/storeViews')).rejects.toMatchObject({ code: 'store_at_capacity' });
  await expect(session.clock()).rejects.toMatchObject({ code: 'store_at_capacity' });
  const call = { method: 'POST', path: ['V1', 'orders'], body: {} } as const;
  await expect(session.send(call)).rejects.toMatchObject({ code: 'store_at_capacity' });
  expect(asked).toHaveLength(before);
});

test('a renewal that fails is logged, and the next one keeps the lease', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { deps, connection, log, leases } = await setup();
  const renew = vi.fn(leases.renew).mockRejectedValueOnce(new TypeError('no network'));
  await using session = await openStoreSession(
    { ...deps, leases: { ...leases, renew } },
    ...([connection, keys, { storeView: 'all', callsAtOnce: 1 }, performance.now() + 10_000] as const),
  );
  await vi.advanceTimersByTimeAsync(40_000);
  await expect.poll(() => renew.mock.calls.length).toBe(2);
  expect(log.mock.calls).toEqual([['lease_not_renewed', { error: 'TypeError' }]]);
  expect((await session.list('V1/orders', criteria)).items).toEqual([]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Leases, openLeases } from '../../../functions/adapters/dynamodb/leases.ts';
import { CALLS_AT_ONCE } from '../../../functions/domain/stores/calls-at-once.ts';
import { hostOf, parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let leases: Leases;
let time = new Date('2026-11-22T12:00:00.000Z');

beforeAll(async () => {
  table = await embeddedTable();
  leases = openLeases(table, () => time);
});
afterAll(() => table.close());

/** As handshakes and callers name what they lease: a host, whatever the path of the store below it. */
const idOf = (host: string) => `handshake:${hostOf(parseStoreUrl(`https://${host}/`))}`;
const acquired = async (host: string, count: number) =>
  (await Promise.all(Array.from({ length: count }, () => leases.acquire(idOf(host), 30)))).filter(
    (lease) => lease !== undefined,
  );

test('no more calls to one store are let through at once than there are leases, however many ask', async () => {
  expect(await acquired('crowd.example', 5 * CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE);
  expect(await acquired('crowd.example', 1)).toHaveLength(0);
});

test('one store does not wait for another', async () => {
  expect(await acquired('one.example', CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE);
  expect(await acquired('other.example', 1)).toHaveLength(1);
});

test('whoever takes no more than some leaves the others to those without a limit', async () => {
  const limited = async () =>
    (await Promise.all(Array.from({ length: 5 }, () => leases.acquire(idOf('limit.example'), 30, 2)))).filter(
      (lease) => lease !== undefined,
    );
  const held = await limited();
  expect(held).toHaveLength(2);
  expect(await acquired('limit.example', CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE - 2);
  // What one of those without a limit gives back is not for the limited.
  expect(await leases.wait(idOf('limit.example'), 30, 200, 2)).toBeUndefined();
  for (const lease of held) await leases.release(lease);
  expect(await leases.wait(idOf('limit.example'), 30, 200, 2)).toBeDefined();
});

test('a caller without a limit keeps no other from its only lease while others are free', async () => {
  for (let round = 0; round < 10; round += 1) {
    const store = `single-${round}.example`;
    expect(await acquired(store, 1)).toHaveLength(1);
    expect(await leases.acquire(idOf(store), 30, 1)).toBeDefined();
  }
  for (let call = 0; call < CALLS_AT_ONCE - 1; call += 1) await acquired('full.example', 1);
  expect(await leases.acquire(idOf('full.example'), 30, 1)).toBeDefined();
});

test('a lease that is released is free again', async () => {
  const [lease] = await acquired('back.example', CALLS_AT_ONCE);
  if (lease === undefined) throw new Error('no lease');
  await leases.release(lease);
  expect(await acquired('back.example', 2)).toHaveLength(1);
});

test('whoever waits gets the lease that is released', async () => {
  const [lease] = await acquired('wait.example', CALLS_AT_ONCE);
  if (lease === undefined) throw new Error('no lease');
  const waiting = leases.wait(idOf('wait.example'), 30, 5_000);
  await leases.release(lease);
  expect(await waiting).toMatchObject({ pk: lease.pk });
});

test('whoever waits in vain gets none', async () => {
  await acquired('vain.example', CALLS_AT_ONCE);
  const begun = performance.now();
  expect(await leases.wait(idOf('vain.example'), 30, 300)).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('a holder that died blocks nobody for longer than its lease, and takes nothing away when it comes back', async () => {
  const dead = await acquired('dead.example', CALLS_AT_ONCE);
  time = new Date('2026-11-22T12:00:31.000Z');
  const successors = await acquired('dead.example', CALLS_AT_ONCE);
  expect(successors).toHaveLength(CALLS_AT_ONCE);
  for (const lease of dead) await leases.release(lease);
  expect(await acquired('dead.example', 1)).toHaveLength(0);
});

describe('a lease that is renewed', () => {
  test('lasts longer, from then on', async () => {
    time = new Date('2026-11-22T13:00:00.000Z');
    const [lease] = await acquired('long.example', CALLS_AT_ONCE);
    if (lease === undefined) throw new Error('no lease');
    time = new Date('2026-11-22T13:00:20.000Z');
    expect(await leases.renew(lease, 30)).toBe(true);
    // The others have expired; this one has not.
    time = new Date('2026-11-22T13:00:49.000Z');
    expect(await acquired('long.example', CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE - 1);
    time = new Date('2026-11-22T13:00:50.000Z');
    expect(await acquired('long.example', 1)).toHaveLength(1);
  });

  test('must not have expired, whoever has it since', async () => {
    time = new Date('2026-11-22T14:00:00.000Z');
    const [lease] = await acquired('late.example', CALLS_AT_ONCE);
    if (lease === undefined) throw new Error('no lease');
    time = new Date('2026-11-22T14:00:30.000Z');
    expect(await leases.renew(lease, 30)).toBe(false);
    expect(await acquired('late.example', CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE);
    expect(await leases.renew(lease, 30)).toBe(false);
  });

  test('must be there: one that was released does not come back', async () => {
    const [lease] = await acquired('gone.example', 1);
    if (lease === undefined) throw new Error('no lease');
    await leases.release(lease);
    expect(await leases.renew(lease, 30)).toBe(false);
    expect(await acquired('gone.example', CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE);
  });
});

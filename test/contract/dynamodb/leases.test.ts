import { afterAll, beforeAll, expect, test } from 'vitest';
import { CALLS_AT_ONCE, type Leases, openLeases } from '../../../functions/adapters/dynamodb/leases.ts';
import { connectionIdOf, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let leases: Leases;
let time = new Date('2026-11-22T12:00:00.000Z');

beforeAll(async () => {
  table = await embeddedTable();
  leases = openLeases(table, () => time);
});
afterAll(() => table.close());

const idOf = (host: string) => connectionIdOf(parseProductId('demo'), parseStoreUrl(`https://${host}/`));
const taken = async (host: string, count: number) =>
  (await Promise.all(Array.from({ length: count }, () => leases.take(idOf(host), 30)))).filter(
    (slot) => slot !== undefined,
  );

test('no more calls to one store are let through at once than there are slots, however many ask', async () => {
  expect(await taken('crowd.example', 5 * CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE);
  expect(await taken('crowd.example', 1)).toHaveLength(0);
});

test('one store does not wait for another', async () => {
  expect(await taken('one.example', CALLS_AT_ONCE)).toHaveLength(CALLS_AT_ONCE);
  expect(await taken('other.example', 1)).toHaveLength(1);
});

test('a slot that is given back is free again', async () => {
  const [slot] = await taken('back.example', CALLS_AT_ONCE);
  if (slot === undefined) throw new Error('no slot');
  await leases.release(slot);
  expect(await taken('back.example', 2)).toHaveLength(1);
});

test('whoever waits gets the slot that is given back', async () => {
  const [slot] = await taken('wait.example', CALLS_AT_ONCE);
  if (slot === undefined) throw new Error('no slot');
  const waiting = leases.wait(idOf('wait.example'), 30, 5_000);
  await leases.release(slot);
  expect(await waiting).toMatchObject({ pk: slot.pk });
});

test('whoever waits in vain is told so', async () => {
  await taken('vain.example', CALLS_AT_ONCE);
  const begun = performance.now();
  expect(await leases.wait(idOf('vain.example'), 30, 300)).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('a holder that died blocks nobody for longer than its lease, and takes nothing away when it comes back', async () => {
  const dead = await taken('dead.example', CALLS_AT_ONCE);
  time = new Date('2026-11-22T12:00:31.000Z');
  const heirs = await taken('dead.example', CALLS_AT_ONCE);
  expect(heirs).toHaveLength(CALLS_AT_ONCE);
  for (const slot of dead) await leases.release(slot);
  expect(await taken('dead.example', 1)).toHaveLength(0);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChangeLog } from '../../../../functions/adapters/dynamodb/channels/log/change-log.ts';
import type { ChangeLog, KnownRecord } from '../../../../functions/domain/sync/change-log.ts';
import { embeddedTable } from '../embedded-table.ts';
import { collected, entryOf, NOW, newStream } from './log-setup.ts';
import { memoryObjects } from './memory-objects.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
const bucket = memoryObjects();
let log: ChangeLog;
beforeAll(async () => {
  table = await embeddedTable();
  log = openChangeLog(table, bucket, { retentionDays: 30, now: () => NOW });
});
afterAll(() => table.close());

async function begun() {
  const stream = newStream();
  for (const n of [1, 2, 3]) await log.append(stream, entryOf(n), []);
  const keys = () => [...bucket.objects.keys()].filter((key) => key.includes(stream.channel));
  return { stream, keys };
}

const of = (id: string): KnownRecord => ({ id, version: `v${id}`, updated: '2026-11-26 11:59:00' });

describe('the index of known records', () => {
  test('is not there before it was kept', async () => {
    const { stream } = await begun();
    expect(await log.known(stream)).toBeUndefined();
  });

  test('is given back as it was kept, in its order, with the entry that it stands for', async () => {
    const { stream } = await begun();
    const records = [of('10'), { ...of('9'), seen: 7 }, { id: 'sku/ä', version: 'v' }];
    expect(await log.keepKnown(stream, 2, records)).toBe(true);
    const known = await log.known(stream);
    expect(known?.n).toBe(2);
    expect(known && (await collected(known.records()))).toEqual(records);
  });

  test('may be empty', async () => {
    const { stream } = await begun();
    await log.keepKnown(stream, 1, []);
    const known = await log.known(stream);
    expect(known && (await collected(known.records()))).toEqual([]);
  });

  test('of 100,000 records lies in objects of a few megabytes, and comes back whole', async () => {
    const { stream, keys } = await begun();
    async function* many() {
      for (let id = 0; id < 100_000; id += 1) yield of(String(id));
    }
    await log.keepKnown(stream, 1, many());
    expect(keys()).toHaveLength(2);
    const known = await log.known(stream);
    let next = 0;
    for await (const { id } of known?.records() ?? []) {
      if (id !== String(next)) expect(id).toBe(String(next));
      next += 1;
    }
    expect(next).toBe(100_000);
  }, 30_000);

  test('is replaced by a newer one, whose objects are the only ones left', async () => {
    const { stream, keys } = await begun();
    await log.keepKnown(stream, 1, [of('1')]);
    await log.keepKnown(stream, 3, [of('1'), of('3')]);
    expect((await log.known(stream))?.n).toBe(3);
    expect(keys()).toHaveLength(1);
  });

  test('is not replaced by an older one that comes late', async () => {
    const { stream, keys } = await begun();
    await log.keepKnown(stream, 3, [of('3')]);
    expect(await log.keepKnown(stream, 2, [of('2')])).toBe(false);
    expect((await log.known(stream))?.n).toBe(3);
    expect(keys()).toHaveLength(1);
  });

  test('of an entry that is not there is not kept', async () => {
    const { stream, keys } = await begun();
    expect(await log.keepKnown(stream, 4, [of('4')])).toBe(false);
    expect(await log.known(stream)).toBeUndefined();
    expect(keys()).toEqual([]);
  });

  test('leaves no object behind when reading the records fails half-way', async () => {
    const { stream, keys } = await begun();
    async function* broken() {
      yield { id: '1', version: 'x'.repeat(5_000_000) };
      throw new Error('the store is away');
    }
    await expect(log.keepKnown(stream, 1, broken())).rejects.toThrow('the store is away');
    expect(keys()).toEqual([]);
    expect(await log.known(stream)).toBeUndefined();
  });

  test('that is replaced while somebody reads it ends in an error, never short', async () => {
    const { stream } = await begun();
    await log.keepKnown(stream, 1, [of('1')]);
    const older = await log.known(stream);
    await log.keepKnown(stream, 2, [of('1'), of('2')]);
    await expect(older && collected(older.records())).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('whose object is gone is told as lost, since nobody has replaced it', async () => {
    const { stream, keys } = await begun();
    await log.keepKnown(stream, 1, [of('1')]);
    await bucket.remove(keys());
    const known = await log.known(stream);
    await expect(known && collected(known.records())).rejects.toMatchObject({ code: 'cursor_expired' });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChangeLog } from '../../../../functions/adapters/dynamodb/channels/log/change-log.ts';
import {
  openRecordDeletion,
  type RecordDeletion,
} from '../../../../functions/adapters/dynamodb/channels/log/record-deletion.ts';
import { openRecordLog, type RecordLog } from '../../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { openStreamHeads } from '../../../../functions/adapters/dynamodb/channels/log/stream-heads.ts';
import { streamKey } from '../../../../functions/adapters/dynamodb/channels/log/stream-item.ts';
import type { ChangeLog } from '../../../../functions/domain/sync/change-log.ts';
import { embeddedTable } from '../embedded-table.ts';
import { itemAt } from './items.ts';
import { collected, entryOf, lineOf, NOW, newStream } from './log-setup.ts';
import { memoryObjects } from './memory-objects.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
const bucket = memoryObjects();
const options = { retentionDays: 30, now: () => NOW };
let log: ChangeLog;
let records: RecordLog;
let deletion: RecordDeletion;
beforeAll(async () => {
  table = await embeddedTable();
  log = openChangeLog(table, bucket, options);
  records = openRecordLog(table, bucket, options);
  deletion = openRecordDeletion(table, bucket, options.now);
});
afterAll(() => table.close());

async function begun(entries = 3) {
  const stream = newStream();
  const state = { memory: 'x'.repeat(5_000) };
  for (let n = 1; n <= entries; n += 1) await log.append(stream, entryOf(n, { state }), [lineOf(String(n))]);
  await log.keepKnown(stream, 1, [{ id: '1', version: 'v' }]);
  return stream;
}
const deleteOf = ({ channel, connector }: ReturnType<typeof newStream>, isLast = false) =>
  deletion.deleteRecords(channel, [connector], isLast);

describe('records that were deleted', () => {
  test('are gone from the bucket, and from the log', async () => {
    const [stream, other] = [await begun(), await begun()];
    await deleteOf(stream);
    const left = [...bucket.objects.keys()];
    expect(left.filter((key) => key.includes(stream.channel))).toEqual([]);
    expect(left.filter((key) => key.includes(other.channel))).toHaveLength(5);
    expect(await log.last(stream)).toBeUndefined();
    expect(await log.known(stream)).toBeUndefined();
    expect(await log.entries(stream, 1, 9)).toEqual([]);
    expect(await records.extent(stream)).toEqual({ life: 1, head: 0, isDeleted: true });
    expect(JSON.stringify(await itemAt(table, streamKey(stream)))).not.toContain('states');
  });

  test('may be deleted again, and before there are any', async () => {
    const stream = newStream();
    await deleteOf(stream);
    await deleteOf(stream);
    expect(await records.extent(stream)).toMatchObject({ head: 0, isDeleted: true });
  });

  test('are read anew from 1 when the store comes back, past what earlier entries still stand there', async () => {
    const stream = await begun(3);
    await deleteOf(stream);
    for (const n of [1, 2, 3, 4]) {
      expect(await log.append(stream, entryOf(n, { lane: 'begin' }), [lineOf(`new ${n}`)])).toBe(true);
      expect(await log.last(stream)).toMatchObject({ n, lane: 'begin' });
    }
    expect(await records.extent(stream)).toEqual({ life: 1, head: 4, isDeleted: false });
    const entries = await log.entries(stream, 1, 9);
    const ids = await Promise.all(entries.map(async (entry) => (await collected(log.lines(entry)))[0]?.id));
    expect(ids).toEqual(['new 1', 'new 2', 'new 3', 'new 4']);
  });

  test('take no entry of a writer that had begun before', async () => {
    const stream = await begun(2);
    const zombie = openStreamHeads(table, bucket);
    const { state: _, ...entry } = entryOf(3);
    await deleteOf(stream);
    expect(await log.append(stream, entryOf(3), [lineOf('late')])).toBe(false);
    // It had looked before the deletion, and puts its entry after it.
    await zombie.put(stream, { ...entry, life: 0, token: 'zombie', bytes: 0, state: '{}' }, 0);
    await zombie.advance(stream, { ...entry, life: 0, token: 'zombie', bytes: 0, state: '{}' });
    expect(await log.last(stream)).toBeUndefined();
    for (const n of [1, 2, 3]) expect(await log.append(stream, entryOf(n), [lineOf('new')])).toBe(true);
    expect((await log.last(stream))?.object).toBeDefined();
  });

  test('of a channel that is deleted for good leave a trace that ends by itself', async () => {
    const stream = await begun();
    await deleteOf(stream, true);
    expect(await itemAt(table, streamKey(stream))).toHaveProperty('expiresAt');
    const other = await begun();
    await deleteOf(other);
    expect(await itemAt(table, streamKey(other))).not.toHaveProperty('expiresAt');
  });
});

describe('the beginning of a log', () => {
  const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();

  test.each([
    ['nothing was read', [], 1],
    ['everything is kept', [3, 2, 1], 1],
    ['the oldest are past the retention', [40, 35, 31, 29, 2, 1], 4],
    ['everything is past it', [50, 40, 31], 4],
  ])('is known where %s', async (_, ages, begin) => {
    const stream = newStream();
    for (const [index, days] of ages.entries()) {
      await log.append(stream, entryOf(index + 1, { at: daysAgo(days) }), []);
    }
    expect(await records.begin(stream, await records.extent(stream))).toBe(begin);
  });
});

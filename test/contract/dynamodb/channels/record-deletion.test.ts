import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChangeLog } from '../../../../functions/adapters/dynamodb/channels/log/change-log.ts';
import { openOrphanSweep } from '../../../../functions/adapters/dynamodb/channels/log/orphan-sweep.ts';
import {
  openRecordDeletion,
  type RecordDeletion,
} from '../../../../functions/adapters/dynamodb/channels/log/record-deletion.ts';
import { openRecordLog, type RecordLog } from '../../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { openStreamHeads } from '../../../../functions/adapters/dynamodb/channels/log/stream-heads.ts';
import { lifePrefix, streamKey } from '../../../../functions/adapters/dynamodb/channels/log/stream-item.ts';
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
  isLast ? deletion.deleteForGood(channel, [connector]) : deletion.deleteRecords(channel, [connector]);
const keysOf = ({ channel }: ReturnType<typeof newStream>) =>
  [...bucket.objects.keys()].filter((key) => key.includes(channel));

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

describe('a deletion', () => {
  const LARGE = { memory: 'x'.repeat(5_000) };
  /** As a function that has begun it, and is slow. */
  function slow() {
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const removeAll: typeof bucket.removeAll = async (...asked) => {
      await held;
      return bucket.removeAll(...asked);
    };
    return { go: () => go(), deletion: openRecordDeletion(table, { removeAll }, options.now) };
  }

  test('that comes late leaves what was read since the store came back', async () => {
    const stream = await begun(2);
    const { go, deletion: late } = slow();
    const deleting = late.deleteRecords(stream.channel, [stream.connector]);
    await expect.poll(() => records.extent(stream)).toMatchObject({ life: 1 });
    await log.append(stream, entryOf(1, { state: LARGE }), [lineOf('new')]);
    await log.keepKnown(stream, 1, [{ id: 'new', version: 'v' }]);
    go();
    await deleting;
    expect(keysOf(stream)).toHaveLength(3);
    expect(await log.last(stream)).toMatchObject({ n: 1, state: LARGE });
    const [entry] = await log.entries(stream, 1, 1);
    expect(entry && (await collected(log.lines(entry)))[0]?.id).toBe('new');
    const known = await log.known(stream);
    expect(known && (await collected(known.records()))).toHaveLength(1);
  });

  test('that was cut off leaves a mark, by which it is finished, even while the store is read anew', async () => {
    const stream = await begun(2);
    const failing = openRecordDeletion(
      table,
      { removeAll: () => Promise.reject(new Error('S3 is away')) },
      options.now,
    );
    await expect(failing.deleteRecords(stream.channel, [stream.connector])).rejects.toThrow('S3 is away');
    const of = [stream.channel, [stream.connector]] as const;
    expect(await deletion.hasRecords(...of)).toBe(true);
    await log.append(stream, entryOf(1, { state: LARGE }), [lineOf('new')]);
    await deletion.sweep(...of);
    expect(keysOf(stream).toSorted()).toEqual([
      expect.stringMatching(/^kept\/chn_\w+\/orders\/000001\/states\/1-/),
      expect.stringMatching(/^records\/chn_\w+\/orders\/000001\/1-/),
    ]);
    await deletion.deleteRecords(...of);
    expect(await deletion.hasRecords(...of)).toBe(false);
    expect(keysOf(stream)).toEqual([]);
  });

  test('takes away the objects of a writer that had begun before it', async () => {
    const stream = await begun(2);
    const { put } = bucket;
    const during: typeof bucket = {
      ...bucket,
      async put(key, lines) {
        if (key.startsWith('records')) await deleteOf(stream);
        return put(key, lines);
      },
    };
    expect(
      await openChangeLog(table, during, options).append(stream, entryOf(3, { state: LARGE }), [lineOf('late')]),
    ).toBe(false);
    expect(keysOf(stream)).toEqual([]);
  });

  test('of a deleted channel leaves nothing to append to, and its trace expires all the same', async () => {
    const stream = await begun();
    await deleteOf(stream, true);
    await expect(log.append(stream, entryOf(1), [lineOf('late')])).rejects.toMatchObject({ code: 'channel_unknown' });
    await deleteOf(stream, true);
    expect(keysOf(stream)).toEqual([]);
    expect(await itemAt(table, streamKey(stream))).toHaveProperty('expiresAt');
  });
});

describe('what a writer that died has left', () => {
  const LATER = new Date(Date.now() + 25 * 3_600_000);
  const sweep = (now = LATER) => openOrphanSweep(table, bucket, () => now);

  test('is removed after a day; nothing that a stream names ever is', async () => {
    const stream = await begun(3);
    const named = keysOf(stream).filter((key) => key.startsWith('kept'));
    expect(named).toHaveLength(2);
    const [state = '', known = ''] = [...named].toSorted().toReversed();
    const orphans = [state.replace('/3-', '/4-'), known.replace('/1-', '/2-')];
    for (const key of orphans) await bucket.put(key, ['{}']);
    expect(await sweep(new Date())(stream.channel)).toBe(0);
    expect(await sweep()(stream.channel)).toBe(2);
    expect(
      keysOf(stream)
        .filter((key) => key.startsWith('kept'))
        .toSorted(),
    ).toEqual(named.toSorted());
    expect(await log.last(stream)).toMatchObject({ n: 3 });
  });

  test('stays where its entry was put, and the head was not moved', async () => {
    const stream = await begun(1);
    const heads = openStreamHeads(table, bucket);
    const { state: _, ...entry } = entryOf(2);
    const stateObject = `${lifePrefix('kept', stream, 0)}states/2-x.json.gz`;
    await bucket.put(stateObject, ['{"n":2}']);
    await heads.put(stream, { ...entry, life: 0, token: 'died', bytes: 0, stateObject }, 9_999_999_999);
    await sweep()(stream.channel);
    expect(await log.last(stream)).toMatchObject({ n: 2, state: { n: 2 } });
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

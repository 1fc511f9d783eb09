import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchKey, queueKey } from '../../../../../functions/adapters/dynamodb/channels/changes/batch-item.ts';
import {
  type BatchRepository,
  openBatchRepository,
} from '../../../../../functions/adapters/dynamodb/channels/changes/batch-repository.ts';
import {
  type BatchWriters,
  openBatchWriters,
} from '../../../../../functions/adapters/dynamodb/channels/changes/batch-writers.ts';
import { openChangeBatches } from '../../../../../functions/adapters/dynamodb/channels/changes/change-batches.ts';
import type { ChangeBatch, ChangeBatches } from '../../../../../functions/domain/sync/changes/change-batch.ts';
import { keyedBatchId, newBatchId } from '../../../../../functions/domain/sync/changes/change-ids.ts';
import { newChannelId } from '../../../../../functions/domain/sync/channel-ids.ts';
import { embeddedTable } from '../../embedded-table.ts';
import { at } from '../channel-setup.ts';
import { itemAt, putItem, removeItem } from '../items.ts';
import { collected } from '../log-setup.ts';
import { memoryObjects } from '../memory-objects.ts';
import { DEMO, doneResult, sentBatch } from './batch-setup.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let batches: BatchRepository;
let written: ChangeBatches;
let writers: BatchWriters;
let now = at(0);
const objects = memoryObjects();
beforeAll(async () => {
  table = await embeddedTable();
  const clock = () => new Date(now);
  batches = openBatchRepository(table, objects, clock);
  written = openChangeBatches(table, objects, { retentionDays: 30, now: clock });
  writers = openBatchWriters(table, clock);
});
afterAll(() => table.close());

const objectsOf = ({ channel }: Pick<ChangeBatch, 'channel'>) =>
  [...objects.objects.keys()].filter((key) => key.startsWith(`changes/${channel}/`));
const finish = (batch: ChangeBatch) =>
  written.commit(batch, { status: 'finished', results: [doneResult(1)], state: {} });

describe('a batch', () => {
  test('has the changes that were sent, in their order', async () => {
    const sent = sentBatch({}, ['24-MB01', '24-MB02', '24-MB03']);
    const batch = await batches.accept(sent);
    expect(batch).toMatchObject({
      batch: sent.batch,
      n: 1,
      status: 'accepted',
      lines: 3,
      commits: 0,
      createdAt: at(0),
    });
    expect(await written.lines(batch)).toEqual(sent.changes);
    expect(await written.progress(batch)).toEqual({ results: [], state: {} });
    expect(await batches.find(batch.batch)).toEqual(batch);
  });

  test('is accepted once, however often and at once it is sent', async () => {
    const channel = newChannelId();
    const sent = sentBatch({ channel, batch: keyedBatchId(channel, 'a key') });
    const accepted = await Promise.all([1, 2, 3, 4].map(() => batches.accept(sent)));
    expect(new Set(accepted.map(({ n }) => n))).toEqual(new Set([1]));
    await finish(await batches.accept(sent));
    await batches.leaveQueue(sent);
    expect(await batches.accept(sent)).toMatchObject({ status: 'finished', n: 1 });
    expect(await batches.first(channel)).toBeUndefined();
    // Its changes, and its results.
    expect(objectsOf(sent)).toHaveLength(2);
  });

  test('with the same key, and something else in it, is refused', async () => {
    const sent = sentBatch();
    await batches.accept(sent);
    await expect(batches.accept({ ...sent, digest: 'of another body' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await batches.list(sent.channel, { limit: 10 })).toMatchObject({ items: [{ n: 1 }] });
  });

  test('is accepted by a repetition when its sender was cut off before it was in the queue', async () => {
    const sent = sentBatch();
    const item = await itemBeforeQueue(sent);
    expect(await batches.find(sent.batch)).toBeUndefined();
    expect(await batches.first(sent.channel)).toBeUndefined();
    expect(item?.['expiresAt']).toBe(Date.parse(at(60)) / 1000);
    expect(await batches.accept(sent)).toMatchObject({ batch: sent.batch, n: 1 });
    expect(await itemAt(table, batchKey(sent.batch))).not.toHaveProperty('expiresAt');
  });

  test('gets its number in the order in which batches are sent, and has its turn by it', async () => {
    const channel = newChannelId();
    const sent = Array.from({ length: 5 }, () => sentBatch({ channel }));
    for (const one of sent) await batches.accept(one);
    const turns: number[] = [];
    for (let first = await batches.first(channel); first !== undefined; first = await batches.first(channel)) {
      turns.push(first.n);
      await batches.leaveQueue(first);
    }
    expect(turns).toEqual([1, 2, 3, 4, 5]);
    expect(await batches.accept(sentBatch({ channel }))).toMatchObject({ n: 6 });
  });

  test('waits since it was sent, until it has left the queue', async () => {
    const channel = newChannelId();
    const since = async () => {
      for await (const one of openBatchWriters(table, () => new Date(at(0))).waiting(DEMO)) {
        if (one.channel === channel) return one.since;
      }
      return 'nothing waits';
    };
    const first = await batches.accept(sentBatch({ channel }));
    await batches.accept(sentBatch({ channel }));
    expect(await since()).toBe(first.createdAt);
    await batches.leaveQueue(first);
    const second = await batches.first(channel);
    expect(await since()).toBe(second?.createdAt);
    if (second) await batches.leaveQueue(second);
    expect(await since()).toBe('nothing waits');
  });

  test('is refused, and leaves nothing, when 200 others wait', async () => {
    const one = sentBatch();
    const waiting = Array.from({ length: 200 }, (_, index) => ({ batch: newBatchId(), n: index + 1 }));
    const item = { pk: queueKey(one.channel), product: DEMO, last: 200, waiting, edition: 200 };
    await putItem(table, item);
    await expect(batches.accept(one)).rejects.toMatchObject({ code: 'changes_at_limit' });
    expect(await itemAt(table, batchKey(one.batch))).toBeUndefined();
    expect(objectsOf(one)).toEqual([]);
    await putItem(table, { ...item, waiting: waiting.slice(1) });
    expect(await batches.accept(one)).toMatchObject({ n: 201 });
  });

  test('that is no longer there lets the next one have its turn', async () => {
    const channel = newChannelId();
    const gone = await batches.accept(sentBatch({ channel }));
    const next = await batches.accept(sentBatch({ channel }));
    await removeItem(table, batchKey(gone.batch));
    expect(await batches.first(channel)).toEqual(next);
  });

  test('is cancelled until it has finished', async () => {
    const batch = await batches.accept(sentBatch());
    expect(await batches.requestCancel(batch.batch, at(1))).toMatchObject({ cancelRequestedAt: at(1) });
    expect(await batches.requestCancel(batch.batch, at(2))).toMatchObject({ cancelRequestedAt: at(1) });
    await finish(batch);
    await expect(batches.requestCancel(batch.batch, at(3))).rejects.toMatchObject({ code: 'batch_finished' });
    await expect(batches.requestCancel(newBatchId(), at(3))).rejects.toMatchObject({ code: 'batch_unknown' });
  });

  test('is listed with the others of its channel, newest first, page by page', async () => {
    const channel = newChannelId();
    for (let n = 0; n < 12; n += 1) await batches.accept(sentBatch({ channel }));
    const begin = await batches.list(channel, { limit: 10 });
    const rest = await batches.list(channel, { limit: 10, after: begin.last });
    expect([...begin.items, ...rest.items].map(({ n }) => n)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('goes with its channel', async () => {
    const batch = await batches.accept(sentBatch());
    await batches.deleteAll(batch.channel);
    expect(objectsOf(batch)).toEqual([]);
    expect(await batches.first(batch.channel)).toBeUndefined();
    await expect(written.lines(batch)).rejects.toMatchObject({ code: 'changes_expired' });
  });
});

describe('the queue of a channel', () => {
  test('is held by one execution at a time, which ends it when nothing waits', async () => {
    const { channel, batch } = await batches.accept(sentBatch());
    expect(await writers.begin(channel, 'first', 60)).toBe(true);
    expect(await writers.begin(channel, 'second', 60)).toBe(false);
    expect(await writers.hold(channel, 'first', 60, true)).toMatchObject({ slices: 1, attempts: 1 });
    expect(await writers.hold(channel, 'first', 60, true)).toMatchObject({ slices: 2, attempts: 2 });
    expect(await writers.hold(channel, 'second', 60, true)).toBeUndefined();
    expect(await writers.end(channel, 'first')).toBe(false);
    await batches.leaveQueue({ channel, batch });
    expect(await writers.end(channel, 'second')).toBe(false);
    expect(await writers.end(channel, 'first')).toBe(true);
    expect(await writers.begin(channel, 'second', 60)).toBe(false);
  });

  test('is taken over from an execution that was not heard of for too long', async () => {
    const { channel } = await batches.accept(sentBatch());
    await writers.begin(channel, 'first', 60);
    now = at(2);
    expect(await writers.begin(channel, 'second', 60)).toBe(true);
    expect(await writers.hold(channel, 'first', 60, true)).toBeUndefined();
    now = at(0);
  });

  test('is found among those of its product as long as something waits', async () => {
    const { channel, batch } = await batches.accept(sentBatch());
    expect(await collected(writers.waiting(DEMO))).toMatchObject(expect.arrayContaining([{ channel, since: at(0) }]));
    await batches.leaveQueue({ channel, batch });
    expect((await collected(writers.waiting(DEMO))).map((one) => one.channel)).not.toContain(channel);
  });
});

describe('a commit', () => {
  test('keeps all results and the state, in place of those before', async () => {
    const batch = await batches.accept(sentBatch({}, ['24-MB01', '24-MB02']));
    const first = await written.commit(batch, { status: 'writing', results: [], state: { at: 1 }, waitsUntil: at(5) });
    expect(first).toMatchObject({ status: 'writing', commits: 1, startedAt: at(0), waitsUntil: at(5) });
    const results = [
      doneResult(1, { id: 'a', version: 'v1' }),
      doneResult(2, { status: 'failed', code: 'store_error' }),
    ];
    const second = first && (await written.commit(first, { status: 'finished', results, state: {} }));
    expect(second).toMatchObject({ status: 'finished', counts: { done: 1, failed: 1 }, endedAt: at(0) });
    expect(second).not.toHaveProperty('waitsUntil');
    expect(await written.progress(batch)).toEqual({ results, state: {} });
    expect(objectsOf(batch)).toHaveLength(2);
    const item = await itemAt(table, batchKey(batch.batch));
    expect(item?.['expiresAt']).toBe(Date.parse(at(30 * 24 * 60)) / 1000);
  });

  test('made from an outdated batch stores nothing', async () => {
    const batch = await batches.accept(sentBatch());
    await written.commit(batch, { status: 'writing', results: [], state: { of: 'one' } });
    expect(await written.commit(batch, { status: 'writing', results: [], state: { of: 'another' } })).toBeUndefined();
    expect(await written.progress(batch)).toEqual({ results: [], state: { of: 'one' } });
    expect(objectsOf(batch)).toHaveLength(2);
  });
});

/** Cut off between the two writes. */
async function itemBeforeQueue(sent: ReturnType<typeof sentBatch>) {
  const cut = { ...table, client: withoutUpdates(table.client) };
  await expect(openBatchRepository(cut, objects, () => new Date(now)).accept(sent)).rejects.toThrow('cut off');
  return itemAt(table, batchKey(sent.batch));
}

function withoutUpdates(client: typeof table.client): typeof table.client {
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name);
      return (command: { constructor: { name: string } }) =>
        command.constructor.name === 'UpdateCommand'
          ? Promise.reject(new Error('cut off'))
          : Reflect.apply(target.send, target, [command]);
    },
  });
}

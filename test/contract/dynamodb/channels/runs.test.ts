import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ChannelRepository,
  openChannelRepository,
} from '../../../../functions/adapters/dynamodb/channels/channel-repository.ts';
import { runKey } from '../../../../functions/adapters/dynamodb/channels/run-item.ts';
import {
  openRunRepository,
  type RunRepository,
} from '../../../../functions/adapters/dynamodb/channels/run-repository.ts';
import { parseProductId } from '../../../../functions/domain/ids.ts';
import { newRunId } from '../../../../functions/domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, type RunError } from '../../../../functions/domain/sync/run.ts';
import { embeddedTable } from '../embedded-table.ts';
import { at, channelOf, ORDERS, runOf } from './channel-setup.ts';
import { itemAt, putItem, removeItem } from './items.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let channels: ChannelRepository;
let runs: RunRepository;
let now = at(0);
beforeAll(async () => {
  table = await embeddedTable();
  channels = openChannelRepository(table, () => new Date(now));
  runs = openRunRepository(table, () => new Date(now));
});
afterAll(() => table.close());

const channelMade = () => channels.create(channelOf());
async function running() {
  const run = await runs.begin(runOf(await channelMade()));
  await runs.start(run.run, at(1));
  return run;
}

const errorOf = (id: number): RunError => ({ connector: ORDERS, code: 'record_failing', id: String(id), at: at(2) });

describe('a run', () => {
  test('is made once with its id, and read as it was made', async () => {
    const run = runOf(await channelMade(), { trigger: 'schedule', reason: 'store_unreachable', errors: [errorOf(1)] });
    const made = await Promise.all([1, 2, 3].map(() => runs.create(run)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await runs.find(run.run)).toEqual(run);
    expect(await runs.find(newRunId())).toBeUndefined();
  });

  test('starts once, and ends once', async () => {
    const { run } = await running();
    expect(await runs.start(run, at(5))).toMatchObject({ status: 'running', startedAt: at(1) });
    expect(await runs.end(run, { status: 'failed', reason: 'store_unreachable' }, at(6))).toMatchObject({
      status: 'failed',
      reason: 'store_unreachable',
      endedAt: at(6),
    });
    expect(await runs.end(run, { status: 'completed' }, at(7))).toBeUndefined();
    expect(await runs.start(run, at(8))).toBeUndefined();
    expect(await runs.find(run)).toMatchObject({ status: 'failed', endedAt: at(6) });
  });

  test('counts what slices add at the same time', async () => {
    const { run } = await running();
    await Promise.all([1, 2, 3].map(() => runs.progress(run, { ...NOTHING_COUNTED, read: 10, calls: 1 }, [])));
    expect((await runs.find(run))?.counts).toEqual({ ...NOTHING_COUNTED, read: 30, calls: 3 });
  });

  test('keeps its first twenty errors, of slices at the same time', async () => {
    const { run } = await running();
    await runs.progress(run, NOTHING_COUNTED, [errorOf(1), errorOf(2)]);
    await Promise.all([30, 40, 50].map((from) => runs.progress(run, NOTHING_COUNTED, [from, from + 1].map(errorOf))));
    expect((await runs.find(run))?.errors).toHaveLength(8);
    await runs.progress(
      run,
      NOTHING_COUNTED,
      Array.from({ length: 30 }, (_, index) => errorOf(100 + index)),
    );
    const errors = (await runs.find(run))?.errors ?? [];
    expect(errors).toHaveLength(20);
    expect(errors[0]).toEqual(errorOf(1));
    expect(errors.at(-1)).toEqual(errorOf(111));
    await runs.progress(run, NOTHING_COUNTED, [errorOf(999)]);
    expect((await runs.find(run))?.errors).toEqual(errors);
  });

  test('that is gone takes no progress', async () => {
    const run = newRunId();
    expect(await runs.progress(run, NOTHING_COUNTED, [])).toBeUndefined();
    expect(await itemAt(table, runKey(run))).toBeUndefined();
  });

  test('is asked to stop while it has not ended, and keeps the first time', async () => {
    const { run } = await running();
    expect(await runs.requestStop(run, at(3))).toMatchObject({ stopRequestedAt: at(3) });
    expect(await runs.requestStop(run, at(4))).toMatchObject({ stopRequestedAt: at(3) });
    await runs.end(run, { status: 'stopped' }, at(5));
    await expect(runs.requestStop(run, at(6))).rejects.toMatchObject({ code: 'run_ended' });
    await expect(runs.requestStop(newRunId(), at(6))).rejects.toMatchObject({ code: 'run_unknown' });
  });

  test('that is held says what waits, and is not held once it has ended', async () => {
    const { run } = await running();
    expect(await runs.hold(run, { [ORDERS]: 120 })).toMatchObject({ status: 'held', held: { orders: 120 } });
    await runs.end(run, { status: 'completed' }, at(600));
    expect(await runs.hold(run, { [ORDERS]: 120 })).toBeUndefined();
  });

  test('is kept for 30 days after it was last changed', async () => {
    const { run } = await running();
    now = at(600);
    await runs.end(run, { status: 'completed' }, at(600));
    now = at(0);
    expect(await itemAt(table, runKey(run))).toMatchObject({ expiresAt: Date.parse(at(600)) / 1000 + 30 * 86_400 });
  });
});

describe('of one channel', () => {
  test('one run is under way, of any number that are asked for at once', async () => {
    const channel = await channelMade();
    const asked = Array.from({ length: 10 }, () => runOf(channel));
    const begun = await Promise.all(asked.map((run) => runs.begin(run)));
    expect(new Set(begun.map(({ run }) => run)).size).toBe(1);
    const { items } = await runs.list(channel.channel, { limit: 50 });
    expect(items.map(({ run }) => run)).toEqual([begun[0]?.run]);
    const losers = asked.filter(({ run }) => run !== begun[0]?.run);
    for (const { run } of losers) expect(await itemAt(table, runKey(run))).toBeUndefined();
    expect(await runs.underWay(channel.channel)).toMatchObject({ run: begun[0]?.run });
  });

  test('another begins when the one under way has ended, or is held', async () => {
    const channel = await channelMade();
    const first = await runs.begin(runOf(channel));
    expect(await runs.begin(runOf(channel))).toEqual(first);
    await runs.end(first.run, { status: 'completed' }, at(1));
    expect(await runs.underWay(channel.channel)).toBeUndefined();
    const second = runOf(channel);
    expect(await runs.begin(second)).toEqual(second);
    await runs.hold(second.run, { [ORDERS]: 99 });
    const third = runOf(channel);
    expect(await runs.begin(third)).toEqual(third);
  });

  test('a run that has ended does not begin again', async () => {
    const channel = await channelMade();
    const run = await runs.begin(runOf(channel));
    await runs.end(run.run, { status: 'completed' }, at(1));
    expect(await runs.begin(run)).toMatchObject({ run: run.run, status: 'completed' });
    expect(await runs.underWay(channel.channel)).toBeUndefined();
  });

  test('a run whose item has expired is under way no more', async () => {
    const channel = await channelMade();
    const lost = await runs.begin(runOf(channel));
    await removeItem(table, runKey(lost.run));
    const next = runOf(channel);
    expect(await runs.begin(next)).toEqual(next);
  });

  test('that is gone, none begins', async () => {
    const run = runOf(channelOf());
    await expect(runs.begin(run)).rejects.toMatchObject({ code: 'channel_unknown' });
  });

  test('runs are listed newest first, page by page, and nobody else’s', async () => {
    const [channel, other] = [await channelMade(), await channelMade()];
    const made = [1, 2, 3, 4].map((minutes) => runOf(channel, { createdAt: at(minutes) }));
    for (const run of [...made, runOf(other)]) await runs.create(run);
    const first = await runs.list(channel.channel, { limit: 3 });
    expect(first.items).toEqual(made.toReversed().slice(0, 3));
    const second = await runs.list(channel.channel, { limit: 3, after: first.last });
    expect(second).toEqual({ items: made.slice(0, 1) });
  });
});

describe('runs that need attention', () => {
  const product = channelOf().product;
  const inNeed = async () => (await runs.inNeed(product, 10)).map(({ run }) => run);
  const begun = async () => {
    const run = await runs.begin(runOf(await channelMade(), { product }));
    await runs.start(run.run, at(1));
    return run.run;
  };

  test('are those that failed or are held, of all channels of a product', async () => {
    const [failed, held, done, busy] = [await begun(), await begun(), await begun(), await begun()];
    await runs.end(failed, { status: 'failed', reason: 'store_unreachable' }, at(2));
    await runs.hold(held, { [ORDERS]: 7 });
    await runs.end(done, { status: 'completed' }, at(2));
    const found = await inNeed();
    expect(found).toEqual(expect.arrayContaining([failed, held]));
    expect(found).not.toEqual(expect.arrayContaining([done]));
    expect(found).not.toEqual(expect.arrayContaining([busy]));
    expect(await runs.inNeed(parseProductId('other'), 10)).toEqual([]);
  });

  test('are not those any more that somebody has confirmed or given up', async () => {
    const held = await begun();
    await runs.hold(held, { [ORDERS]: 7 });
    expect(await inNeed()).toContain(held);
    await runs.end(held, { status: 'stopped' }, at(3));
    expect(await inNeed()).not.toContain(held);
  });

  test('may be made as such', async () => {
    const made = runOf(await channelMade(), { product, status: 'held', held: { [ORDERS]: 3 } });
    await runs.create(made);
    expect(await inNeed()).toContain(made.run);
  });

  test('that an earlier version made end as others do, and are not listed', async () => {
    const old = await running();
    const { attention: _, ...item } = (await itemAt(table, runKey(old.run))) ?? {};
    await putItem(table, item);
    expect(await runs.end(old.run, { status: 'failed', reason: 'run_interrupted' }, at(2))).toMatchObject({
      status: 'failed',
    });
    expect(await inNeed()).not.toContain(old.run);
  });
});

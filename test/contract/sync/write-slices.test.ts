import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAbandonedBulks } from '../../../functions/adapters/dynamodb/channels/changes/abandoned-bulks.ts';
import {
  openBatchRepository,
  type SentBatch,
} from '../../../functions/adapters/dynamodb/channels/changes/batch-repository.ts';
import { openBatchWriters } from '../../../functions/adapters/dynamodb/channels/changes/batch-writers.ts';
import { openChangeBatches } from '../../../functions/adapters/dynamodb/channels/changes/change-batches.ts';
import { openWrittenVersions } from '../../../functions/adapters/dynamodb/channels/changes/written-versions.ts';
import { writersOf } from '../../../functions/channels/channel-writers.ts';
import { startWriting } from '../../../functions/channels/runs/start-writing.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { ChangeResult } from '../../../functions/domain/sync/changes/change.ts';
import type { BatchCommit, ChangeBatch } from '../../../functions/domain/sync/changes/change-batch.ts';
import type { WriteBatch } from '../../../functions/domain/sync/changes/write-batch.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { cutOffWriter } from '../../../functions/sync/writes/cut-off.ts';
import type { WriteDeps } from '../../../functions/sync/writes/dependencies.ts';
import { writeSlice } from '../../../functions/sync/writes/write-slice.ts';
import pageTexts from '../../examples/page-texts.ts';
import { openEngine } from '../../unit/sync-engine/engine-setup.ts';
import { sentBatch } from '../dynamodb/channels/changes/batch-setup.ts';
import { memoryObjects } from '../dynamodb/channels/memory-objects.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

let engine: ReturnType<typeof openEngine>;
let deps: WriteDeps & ReturnType<typeof openRepositories>;
/** What writing does, in place of the real thing; the numbers of the batches that it was given. */
let write: WriteBatch;
let given: number[];
let started: string[];
const objects = memoryObjects();

function openRepositories(now: () => Date) {
  return {
    batches: openBatchRepository(table, objects, now),
    batchWriters: openBatchWriters(table, now),
    changeBatches: openChangeBatches(table, objects, { retentionDays: 30, now }),
    written: openWrittenVersions(table, now),
  };
}

beforeEach(() => {
  engine = openEngine();
  [given, started] = [[], []];
  write = finishing;
  const now = () => engine.state.now;
  deps = {
    ...engine.deps,
    ...openRepositories(now),
    writersOf,
    elsewhere: ['page-texts'],
    writeBatch: (ports, order) => {
      given.push(order.batch.n);
      return write(ports, order);
    },
    openSession: async () => {
      engine.state.sessions += 1;
      const none = () => Promise.reject(new Error('the store was called'));
      return { list: none, all: none, clock: none, send: none, [Symbol.asyncDispose]: async () => undefined };
    },
  };
});

const at = () => engine.state.now.toISOString();
const ends = (more: Partial<BatchCommit> = {}): BatchCommit => {
  const results: ChangeResult[] = [{ line: 1, status: 'done', at: at() }];
  return { status: 'finished', results, state: {}, ...more };
};
const finishing: WriteBatch = async ({ batches }, { batch, isCancelled }) => {
  const line = { line: 1, status: 'cancelled', code: 'batch_cancelled', at: at() } as const;
  const ended = (await isCancelled()) ? ends({ results: [line] }) : ends();
  return { outcome: (await batches.commit(batch, ended)) ? 'finished' : 'superseded' };
};

const send = () => deps.batches.accept(sentBatch({ channel: engine.channel().channel }));
async function begin(): Promise<string> {
  const writeExecutions = { start: async (writing: string) => void started.push(writing) };
  await startWriting({ batchWriters: deps.batchWriters, writeExecutions }, engine.channel().channel);
  return started.at(-1) ?? 'none';
}
const slice = (writing: string, milliseconds = 420_000) => writeSlice(deps)(writing, performance.now() + milliseconds);
const found = async ({ batch }: ChangeBatch) => deps.batches.find(batch);
const pass = (minutes: number) => {
  engine.state.now = new Date(engine.state.now.getTime() + minutes * 60_000);
};

describe('a slice of writing', () => {
  test('writes what waits in the order sent, tells of each batch, and ends', async () => {
    for (let n = 0; n < 3; n += 1) await send();
    expect(await slice(await begin())).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(given).toEqual([1, 2, 3]);
    expect(engine.state.events).toMatchObject(
      [1, 2, 3].map(() => ({
        type: 'changes.finished',
        detail: { connector: 'stock', counts: { done: 1, failed: 0 }, account: 'https://id.example#acme' },
      })),
    );
    expect(engine.state.logged.map(({ event }) => event)).toEqual(Array(3).fill('changes_finished'));
    expect(JSON.stringify([engine.state.events, engine.state.logged])).not.toContain('24-MB01');
    expect(await begin()).toBe(started[0]);
  });

  test('waits for as long as writing says, and goes on with the same batch', async () => {
    const batch = await send();
    await send();
    write = async ({ batches }, { batch: one }) => {
      await batches.commit(one, ends({ status: 'writing', results: [], reason: 'store_busy' }));
      return { outcome: 'more', waitSeconds: 90 };
    };
    const writing = await begin();
    expect(await slice(writing)).toEqual({ more: true, waitSeconds: 90, custom: false });
    expect(await found(batch)).toMatchObject({ status: 'writing', reason: 'store_busy' });
    write = finishing;
    await slice(writing);
    expect(given).toEqual([1, 1, 2]);
  });

  test('waits for no longer than ten minutes, and for the store where others use it', async () => {
    await send();
    write = async () => ({ outcome: 'more', waitSeconds: 86_400 });
    const writing = await begin();
    expect(await slice(writing)).toEqual({ more: true, waitSeconds: 600, custom: false });
    write = () => Promise.reject(new Refusal('store_at_capacity'));
    expect(await slice(writing)).toEqual({ more: true, waitSeconds: 10, custom: false });
    engine.change({ notBefore: new Date(engine.state.now.getTime() + 120_000).toISOString() });
    expect(await slice(writing)).toEqual({ more: true, waitSeconds: 120, custom: false });
  });

  test('leaves what it has no time for to the next one', async () => {
    await send();
    expect(await slice(await begin(), 60_000)).toEqual({ more: true, waitSeconds: 1, custom: false });
    expect(given).toEqual([]);
  });

  test('tells again of a batch that it was cut off before it had told of, with the same event', async () => {
    await send();
    const announce = deps.announce;
    deps = { ...deps, announce: () => Promise.reject(new Error('cut off')) };
    const writing = await begin();
    await expect(slice(writing)).rejects.toThrow('cut off');
    deps = { ...deps, announce };
    await slice(writing);
    await slice(writing);
    expect(given).toEqual([1]);
    expect(engine.state.events).toHaveLength(1);
  });

  test('writes what came while it was ending', async () => {
    await send();
    const { end } = deps.batchWriters;
    let late: Promise<unknown> | undefined;
    const ending: typeof end = async (...of) => {
      late ??= send();
      await late;
      return end(...of);
    };
    deps = { ...deps, batchWriters: { ...deps.batchWriters, end: ending } };
    expect(await slice(await begin())).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(given).toEqual([1, 2]);
  });

  test('of a lost execution is replaced, and never runs beside its replacement', async () => {
    await send();
    const lost = await begin();
    expect(await begin()).toBe(lost);
    pass(3);
    const next = await begin();
    expect(next).not.toBe(lost);
    expect(await slice(lost)).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(given).toEqual([]);
    await slice(next);
    expect(given).toEqual([1]);
  });
});

describe('a bulk that was given up', () => {
  const row = { at: 0, record: 'x', sent: { name: 'a' }, word: { name: 'a' } };
  const uuid = '5a12c1bd-a8b5-41d4-8c00-3f5bcaa6d3c7';
  const beginIdle = () =>
    startWriting(
      { batchWriters: deps.batchWriters, writeExecutions: { start: async (writing) => void started.push(writing) } },
      engine.channel().channel,
      0,
    );

  test('is looked after by an execution that finds nothing to write', async () => {
    await send();
    await slice(await begin());
    const [bulks, channel] = [openAbandonedBulks(table, objects, deps.now), engine.channel().channel];
    const kept = { uuid, rows: [row], operations: 1, until: engine.state.now.getTime() + 60_000, saves: 0 };
    await bulks.save(channel, parseConnectorName('products'), kept);
    const { openSession: opened } = deps;
    const openSession: typeof opened = async (...of) => ({
      ...(await opened(...of)),
      send: async () => ({ status: 200, json: { operations_list: [{ status: 1 }] } }),
    });
    deps = { ...deps, bulks, openSession };
    expect(await beginIdle()).toBe(true);
    expect(await beginIdle()).toBe(false);
    expect(await slice(started.at(-1) ?? '')).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(await bulks.find(channel, parseConnectorName('products'))).toMatchObject({ rows: [] });
    await send();
    expect(await begin()).toBe(started[2]);
  });
});

describe('a channel', () => {
  test('that is paused keeps what waits until it is resumed, and is not written to', async () => {
    await send();
    engine.change({ status: 'paused' });
    expect(await slice(await begin())).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect([given, engine.state.sessions]).toEqual([[], 0]);
    engine.change({ status: 'active' });
    await slice(await begin());
    expect(given).toEqual([1]);
  });

  test('that is resumed while a slice leaves it is written to by that slice', async () => {
    await send();
    engine.change({ status: 'paused' });
    const writing = await begin();
    const { leave } = deps.batchWriters;
    const leaving: typeof leave = async (...of) => {
      // Whoever resumes finds the queue taken.
      engine.change({ status: 'active' });
      expect(await begin()).toBe(writing);
      await leave(...of);
    };
    deps = { ...deps, batchWriters: { ...deps.batchWriters, leave: leaving } };
    expect(await slice(writing)).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(given).toEqual([1]);
  });

  test('that is paused gives a cancelled batch its results at once', async () => {
    const first = await send();
    const { batch } = await send();
    engine.change({ status: 'paused' });
    await deps.batches.requestCancel(batch, at());
    await slice(await begin());
    expect(given).toEqual([2]);
    expect(await deps.batches.find(batch)).toMatchObject({ status: 'finished', counts: { cancelled: 1 } });
    expect(await found(first)).toMatchObject({ status: 'accepted' });
  });

  test('whose store was disconnected has every batch cancelled, which says why, without a call', async () => {
    const batch = await send();
    engine.state.connection = { ...engine.state.connection, status: 'disconnected' };
    engine.change({ status: 'unavailable' });
    await slice(await begin());
    expect(await found(batch)).toMatchObject({ status: 'finished', reason: 'connection_disconnected' });
    const { results } = await deps.changeBatches.progress(batch);
    expect(results).toMatchObject([{ status: 'cancelled', code: 'connection_disconnected' }]);
    expect(engine.state.sessions).toBe(0);
    expect(engine.state.events).toMatchObject([{ detail: { reason: 'connection_disconnected' } }]);
  });

  test('whose credentials the store no longer takes waits until it is connected again', async () => {
    await send();
    engine.state.health = new Refusal('token_rejected');
    write = async ({ batches }, { batch }) => {
      await batches.commit(batch, ends({ status: 'writing', results: [], reason: 'token_rejected' }));
      return { outcome: 'more', waitSeconds: 60 };
    };
    const writing = await begin();
    expect(await slice(writing)).toMatchObject({ more: true });
    expect(engine.channel().status).toBe('unavailable');
    expect(await slice(writing)).toEqual({ more: false, waitSeconds: 0, custom: false });
  });

  test('that is deleted loses what waits', async () => {
    await send();
    const writing = await begin();
    const { channel } = engine.channel();
    deps = { ...deps, channels: { ...deps.channels, find: async () => undefined } };
    expect(await slice(writing)).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(await deps.batches.first(channel)).toBeUndefined();
  });
});

test('changes that are gone from the bucket have their results, which say so', async () => {
  const batch = await send();
  write = () => Promise.reject(new Refusal('changes_expired'));
  await slice(await begin());
  expect(await found(batch)).toMatchObject({ status: 'finished', reason: 'changes_expired', counts: { cancelled: 1 } });
});

test('lines that can no longer be read keep the numbers that they have in the body', async () => {
  const changes = [2, 3, 7].map((line) => ({
    line,
    id: `of line ${line}`,
    change: { sku: '24-MB01', quantity: line },
  }));
  const batch = await deps.batches.accept(sentBatch({ channel: engine.channel().channel, changes }));
  await objects.removeAll(`changes/${batch.channel}/${batch.batch}/`);
  write = () => Promise.reject(new Refusal('changes_expired'));
  await slice(await begin());
  expect((await deps.changeBatches.progress(batch)).results.map(({ line }) => line)).toEqual([2, 3, 7]);
});

test('lines of a batch that is given up keep their numbers and names', async () => {
  const changes = [2, 5].map((line) => ({ line, id: `of line ${line}`, change: { sku: '24-MB01', quantity: line } }));
  const batch = await deps.batches.accept(sentBatch({ channel: engine.channel().channel, changes }));
  deps = { ...deps, elsewhere: [], writersOf: () => [] };
  await slice(await begin());
  expect((await deps.changeBatches.progress(batch)).results).toMatchObject([
    { line: 2, id: 'of line 2', code: 'connector_not_written' },
    { line: 5, id: 'of line 5', code: 'connector_not_written' },
  ]);
});

describe('a batch on which writing always fails', () => {
  const SKUS = ['24-MB01', '24-MB02', '24-MB01', '24-MB03'];
  const sendPoison = (more: Partial<SentBatch> = {}) =>
    deps.batches.accept(sentBatch({ channel: engine.channel().channel, ...more }, SKUS));
  /** As often as an execution that has died is replaced. */
  const TURN_MINUTES = 11;
  const poison: WriteBatch = async ({ batches }, { batch }) => {
    const results: ChangeResult[] = [{ line: 4, status: 'done', at: at() }];
    const state = { lines: { 3: { sends: 1 } } };
    if (batch.commits === 0) await batches.commit(batch, { status: 'writing', results, state });
    throw new TypeError('of the code');
  };
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) {
      await slice(await begin()).catch(() => undefined);
      pass(TURN_MINUTES);
    }
  };

  test('is given up after an hour: what may have been sent is unknown, the rest has failed', async () => {
    const batch = await sendPoison();
    const next = await send();
    write = (ports, order) => (order.batch.n === 1 ? poison(ports, order) : finishing(ports, order));
    await turns(6);
    expect(await found(batch)).toMatchObject({ status: 'writing' });
    await turns(1);
    expect(given).toEqual([1, 1, 1, 1, 1, 1, 2]);
    expect(await found(batch)).toMatchObject({ status: 'finished', reason: 'writing_failed' });
    expect(await found(next)).toMatchObject({ status: 'finished', counts: { done: 1 } });
    expect((await deps.changeBatches.progress(batch)).results).toMatchObject([
      { line: 1, status: 'unknown', code: 'writing_failed' },
      { line: 2, status: 'failed', code: 'writing_failed' },
      { line: 3, status: 'unknown', code: 'writing_failed' },
      { line: 4, status: 'done' },
    ]);
    expect(engine.state.events).toMatchObject([
      { detail: { batch: batch.batch, reason: 'writing_failed', counts: { done: 1, failed: 1, unknown: 2 } } },
      { detail: { batch: next.batch } },
    ]);
    expect(engine.state.sessions).toBe(7);
  });

  test('is not given up for many failures within the hour, as of a fault of AWS', async () => {
    const batch = await send();
    write = poison;
    const writing = await begin();
    for (let turn = 0; turn < 20; turn += 1) await expect(slice(writing)).rejects.toThrow('of the code');
    write = finishing;
    await slice(writing);
    expect(await found(batch)).toMatchObject({ status: 'finished', counts: { done: 1 } });
  });

  test('counts from anew once lines of it have results, or a slice has come to its end', async () => {
    const batch = await sendPoison();
    write = poison;
    await turns(6);
    write = async ({ batches }, { batch: one }) => {
      const results: ChangeResult[] = [1, 4].map((line) => ({ line, status: 'done', at: at() }));
      await batches.commit(one, { status: 'writing', results, state: {} });
      return { outcome: 'more', waitSeconds: 60 };
    };
    engine.state.now = new Date(engine.state.now.getTime() - 10 * 60_000);
    await turns(1);
    write = poison;
    await turns(6);
    expect(await found(batch)).toMatchObject({ status: 'writing', counts: { done: 2 } });
  });

  test('is cancelled where somebody has asked for it, but for what may have been sent', async () => {
    const batch = await sendPoison();
    write = poison;
    await turns(2);
    await deps.batches.requestCancel(batch.batch, at());
    await turns(5);
    expect(await found(batch)).toMatchObject({
      status: 'finished',
      counts: { done: 1, unknown: 2, cancelled: 1 },
    });
  });

  test('is given up where nobody knows any more what was sent, as unknown', async () => {
    const batch = await send();
    write = async ({ batches }, { batch: one }) => {
      if (one.commits === 0) await batches.commit(one, { status: 'writing', results: [], state: { lines: 'of old' } });
      throw new TypeError('of the code');
    };
    await turns(7);
    expect(await found(batch)).toMatchObject({ status: 'finished', counts: { unknown: 1 } });
  });
});

describe("the vendor's own writers", () => {
  const sendOwn = (count = 1) => {
    const changes = Array.from({ length: count }, (_, index) => ({ line: index + 1, change: { id: index + 1 } }));
    return deps.batches.accept({
      ...sentBatch({ channel: engine.channel().channel, connector: pageTexts.name }),
      changes,
    });
  };
  const withTheirCode = (): WriteDeps => ({ ...deps, elsewhere: undefined, writersOf: () => [pageTexts] });
  const until = () => performance.now() + 420_000;

  test('are left to the function with their code, which leaves all others to the first', async () => {
    await sendOwn();
    await send();
    const writing = await begin();
    expect(await slice(writing)).toEqual({ more: true, waitSeconds: 1, custom: true });
    expect(given).toEqual([]);
    expect(await writeSlice(withTheirCode())(writing, until())).toEqual({ more: true, waitSeconds: 1, custom: false });
    expect(given).toEqual([1]);
    expect(await slice(writing)).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(given).toEqual([1, 2]);
  });

  test('that are cut off end their batch, which says what the store may have taken, and others go on', async () => {
    const own = await sendOwn(4);
    const after = await send();
    const writing = await begin();
    write = async ({ batches }, { batch }) => {
      const results: ChangeResult[] = [{ line: 1, status: 'done', at: at() }];
      await batches.commit(batch, { status: 'writing', results, state: { lines: { 3: { sends: 1 } } } });
      throw new Error('the function was cut off');
    };
    await expect(writeSlice(withTheirCode())(writing, until())).rejects.toThrow('cut off');
    expect(await cutOffWriter(deps)(writing)).toEqual({ more: true, waitSeconds: 1, custom: false });
    const ended = await found(own);
    // The second line may have been merged into the third.
    expect(ended).toMatchObject({ status: 'finished', reason: 'connector_failed' });
    expect(ended?.counts).toMatchObject({ done: 1, unknown: 2, failed: 1 });
    expect(engine.state.events).toMatchObject([{ type: 'changes.finished', detail: { batch: own.batch } }]);
    // It is told of a batch of theirs only.
    await cutOffWriter(deps)(writing);
    expect(await found(after)).toMatchObject({ status: 'accepted' });
    write = finishing;
    await slice(writing);
    expect(await found(after)).toMatchObject({ status: 'finished', counts: { done: 1 } });
  });
});

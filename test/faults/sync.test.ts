import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { FAULTS, type Fault } from '../../infra/local/demo-store/faults.ts';
import { type ApiClientSetup, openApiClientSetup } from '../journey/api/api-setup.ts';
import { inParallel } from './in-parallel.ts';
import { type CallFault, openAwsCalls } from './sync/aws-calls.ts';
import { apiOf, nextWindow, openReadStore, type ReadStore } from './sync/read-store.ts';

/*
 * A fault at each call that looks and slices make. Once it is over, the log has no gaps and its fold is the store, no run is
 * under way for ever, and nothing but one page was delivered twice.
 */

const PAGE_SIZE = 25;
const ALWAYS = Number.POSITIVE_INFINITY;
/** Longer than a killed slice keeps its lease, and than the machine waits for its next try. */
const NEXT_TRY_MS = 70_000;
/** How many of a run's calls are struck, evenly spread. */
const KILLS = 6;
const AT_ONCE = 3;
/** Longer than a run may be silent before somebody asks what has become of it. */
const LOST_MS = 11 * 60_000;
/** Longer than the SDK waits between two tries of a call. */
const STILL_MS = 3_000;

const calls = openAwsCalls();
let setup: ApiClientSetup;
let read: ReadStore;
beforeAll(async () => {
  setup = await openApiClientSetup({ hostFunctions: calls.host, schedules: false });
  read = await openReadStore(setup, PAGE_SIZE);
  await imported(read);
}, 300_000);
afterAll(() => setup?.close());
afterEach(() => void calls.disarm());

const imported = (one: ReadStore) =>
  vi.waitFor(async () => expect(await one.problems()).toEqual([]), { timeout: 60_000, interval: 500 });

/** Until a store is read whose faults are over; looks that failed before may have to wait for their turn. */
async function expectRead(one: ReadStore, windows = 4): Promise<void> {
  let problems = ['nothing was looked at'];
  for (let window = 0; window < windows && problems.length > 0; window += 1) {
    await nextWindow(setup);
    problems = await one.problems();
  }
  expect(problems).toEqual([]);
}

type Row = readonly [call: string, kinds: readonly CallFault[]];

const LOOK: readonly Row[] = [
  ['PutItem ENTRY', ['reset after', 'hang', 'kill before', 'kill after']],
  ['UpdateItem STREAM', ['reset after', 'broken', 'kill before', 'kill after']],
  ['PUT records', ['reset after', 'busy', 'kill before', 'kill after']],
  ['GetItem STREAM', ['broken', 'kill after']],
  ['Decrypt', ['busy', 'kill after']],
  ['UpdateItem LEASE', ['busy', 'kill after']],
  ['PutItem RUN', ['broken', 'kill after']],
  ['PutEvents', ['broken', 'kill after']],
  ['DeleteItem LEASE', ['broken']],
  ['SendMessageBatch', ['reset after', 'kill before', 'kill after']],
];

const LASTING: readonly CallFault[] = ['reset before', 'reset after', 'busy', 'broken'];

describe('what a look has lost by a fault of AWS, a later one makes up for', () => {
  const once = LOOK.flatMap(([call, kinds]) => kinds.map((kind) => [call, kind, 1] as const));
  const lasting = LOOK.flatMap(([call, kinds]) =>
    kinds.filter((kind) => LASTING.includes(kind)).map((kind) => [call, kind, ALWAYS] as const),
  );
  test.each([...once, ...lasting])('%s: %s, %d times', async (call, kind, times) => {
    const before = read.repeats();
    read.store.data.orders.place();
    read.store.data.orders.hold(7);
    calls.arm({ call, kind, times });
    await nextWindow(setup);
    expect(calls.disarm()).toBeGreaterThan(0);
    read.store.data.orders.unhold(7);
    await expectRead(read);
    expect(read.repeats() - before).toBe(0);
  });
});

describe('a run goes on where it was', () => {
  async function runWith(arm: Parameters<typeof calls.arm>[0]): Promise<{ status: string; struck: number }> {
    calls.arm(arm);
    const { id } = await apiOf(setup).channels.sync(read.channel, { full: 'compare' });
    for (let turn = 0; turn < 60; turn += 1) {
      await new Promise((done) => setTimeout(done, 100));
      const { status } = await apiOf(setup).runs.get(id);
      if (status !== 'queued' && status !== 'running') return { status, struck: calls.struck() };
      if (calls.struck() > 0) setup.moveClock(NEXT_TRY_MS);
    }
    return { status: 'for ever', struck: calls.struck() };
  }

  const SLICE: readonly Row[] = [
    ['GetItem RUN', ['reset before', 'kill after']],
    ['UpdateItem RUN', ['reset after', 'broken', 'kill before', 'kill after']],
    ['BatchGetItem ENTRY', ['unread', 'broken', 'kill before', 'kill after']],
    ['GET records', ['reset before', 'busy', 'cut', 'kill before']],
    ['PutItem ENTRY', ['reset after', 'kill after']],
    ['UpdateItem STREAM', ['kill before']],
    ['StartExecution', ['reset after', 'busy']],
  ];
  test.each(SLICE.flatMap(([call, kinds]) => kinds.map((kind) => [call, kind] as const)))(
    '%s: %s',
    async (call, kind) => {
      read.store.data.orders.comment(9, `${call} ${kind}`, { status: kind });
      const before = read.repeats();
      const { status, struck } = await runWith({ call, kind });
      calls.disarm();
      expect([status, struck]).toEqual(['completed', 1]);
      expect(read.repeats() - before).toBe(0);
      await expectRead(read);
    },
  );

  test('killed at calls of every kind, one after the other', async () => {
    await runWith(undefined);
    const all = calls.seen().length;
    for (let at = 8; at < all; at += Math.ceil(all / KILLS)) {
      read.store.data.orders.comment(9, 'killed', { status: `killed at ${at}` });
      expect((await runWith({ call: at, kind: 'kill after' })).status, `call ${at}`).toBe('completed');
    }
    await expectRead(read);
  });
});

describe('what a store has done to a look, a later one makes up for', () => {
  const { answerLost, internalError, garbage, withoutItems, cut, bomb } = FAULTS;
  const faults: readonly [string, Fault][] = Object.entries({
    answerLost,
    internalError,
    garbage,
    withoutItems,
    cut,
    bomb,
  });
  const opened = new Map<string, ReadStore>();

  beforeAll(async () => {
    await inParallel(faults, AT_ONCE, async ([name]) => {
      const one = await openReadStore(setup, PAGE_SIZE);
      opened.set(name, one);
      await imported(one);
    });
    for (const [name, fault] of faults) {
      const one = opened.get(name);
      one?.store.data.orders.place();
      if (one) one.store.faults.paths = { 'V1/orders': fault };
    }
    await nextWindow(setup);
    for (const one of opened.values()) one.store.faults.paths = {};
    await nextWindow(setup, 61 * 60_000);
    await nextWindow(setup);
  }, 300_000);

  test.each(faults)('%s', async (name) => {
    const one = opened.get(name);
    expect(await one?.problems()).toEqual([]);
    expect(one?.repeats()).toBe(0);
  });
});

describe('a run whose execution was aborted, and whose end could not be recorded', () => {
  test('is ended by a look, which goes on where the log is', async () => {
    read.store.data.orders.place();
    // The slice is tried again and again, and so is the end.
    calls.arm({ call: 'GetItem RUN', kind: 'broken', times: ALWAYS });
    const { id } = await apiOf(setup).channels.sync(read.channel);
    const execution = () => setup.local.executions().find(({ name }) => name === id);
    await vi.waitFor(() => expect(calls.struck()).toBeGreaterThan(0), { timeout: 10_000, interval: 50 });
    const sfn = new SFNClient({ ...setup.local.tableAccess, endpoint: setup.local.awsUrl });
    await sfn.send(new StopExecutionCommand({ executionArn: execution()?.arn }));
    expect(execution()?.status).toBe('ABORTED');
    await vi.waitFor(() => expect(calls.struck()).toBeGreaterThan(4), { timeout: 10_000, interval: 50 });
    // A function that still tries would end the run well once it can.
    let before = 0;
    const struckSince = () => {
      const since = calls.struck() - before;
      before += since;
      return since;
    };
    await vi.waitFor(() => expect(struckSince()).toBe(0), { timeout: 30_000, interval: STILL_MS });
    calls.disarm();
    await nextWindow(setup, LOST_MS);
    expect(await apiOf(setup).runs.get(id)).toMatchObject({ status: 'failed', reason: 'run_interrupted' });
    await expectRead(read);
  });
});

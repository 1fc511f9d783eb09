import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startRun } from '../../../functions/channels/runs/start-run.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { RunId } from '../../../functions/domain/sync/channel-ids.ts';
import type { Task } from '../../../functions/domain/sync/run.ts';
import { failRun } from '../../../functions/sync/slices/end-run.ts';
import { sliceOf } from '../../../functions/sync/slices/slice.ts';
import { watchForStop } from '../../../functions/sync/slices/stop-watch.ts';
import { ORDERS, openEngine, readingOf, STOCK } from './engine-setup.ts';

let engine: ReturnType<typeof openEngine>;
beforeEach(() => {
  engine = openEngine();
});

const start = (task: Task = 'walk') => startRun(engine.deps, engine.channel(), { task, trigger: 'api' });

function slice() {
  const run = engine.lastRun()?.run ?? '';
  return sliceOf(engine.deps)(run, performance.now() + 400_000);
}

const later = (minutes: number) => {
  engine.state.now = new Date(engine.state.now.getTime() + minutes * 60_000);
};

describe('a run', () => {
  test('is queued, and its execution started; asked for again, it is the run under way', async () => {
    const run = await start('redeliver');
    expect(run).toMatchObject({ status: 'queued', connectors: ['orders', 'stock'], trigger: 'api', task: 'redeliver' });
    expect(await start('compare')).toEqual(run);
    expect(new Set(engine.state.started)).toEqual(new Set([run.run]));
  });

  test.each([
    ['of a channel that is paused', 'channel_unavailable', () => engine.change({ status: 'paused' }), [ORDERS]],
    [
      'over a connector that the channel has not',
      'connector_unknown',
      () => engine.change({ connectors: {} }),
      [ORDERS],
    ],
  ])('%s is refused', async (_, code, arrange, connectors) => {
    arrange();
    const asked = startRun(engine.deps, engine.channel(), { connectors, task: 'look', trigger: 'api' });
    await expect(asked).rejects.toMatchObject({ code });
    expect(engine.state.started).toEqual([]);
  });

  test('goes on slice by slice with what is left, and adds up what it did', async () => {
    await start();
    engine.state.answers.set('stock', readingOf({ outcome: 'more', counts: { delivered: 700 } }));
    expect(await slice()).toEqual({ more: true, waitSeconds: 1, custom: false });
    expect(engine.lastRun()).toMatchObject({ status: 'running', done: ['orders'], counts: { delivered: 700 } });
    engine.state.read = [];
    engine.state.answers.set('stock', readingOf({ counts: { delivered: 20 } }));
    expect(await slice()).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(engine.state.read).toEqual(['stock']);
    expect(engine.lastRun()).toMatchObject({ status: 'completed', counts: { delivered: 720 } });
  });

  test('that has ended does nothing, however often its slice is run', async () => {
    await start();
    await slice();
    engine.state.read = [];
    expect(await slice()).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(engine.state.read).toEqual([]);
  });

  test('reads a connector again that a look got ahead of', async () => {
    await start();
    engine.state.answers.set('orders', readingOf({ outcome: 'superseded' }));
    expect(await slice()).toMatchObject({ more: true });
    expect(engine.lastRun()?.done).toEqual(['stock']);
  });

  test('whose slice had no time to read anything goes on with the next one', async () => {
    await start();
    const late = sliceOf(engine.deps)(engine.lastRun()?.run ?? '', performance.now());
    expect(await late).toEqual({ more: true, waitSeconds: 1, custom: false });
    expect(engine.lastRun()).toMatchObject({ status: 'running', done: [] });
    await slice();
    expect(engine.lastRun()).toMatchObject({ status: 'completed', done: ['orders', 'stock'] });
  });

  test('reads a connector again that a slice has come to nothing with', async () => {
    const { run } = await startRun(engine.deps, engine.channel(), { task: 'look', trigger: 'schedule' });
    const idle = { ...engine.deps, dueTasks: async () => [] };
    expect(await sliceOf(idle)(run, performance.now() + 400_000)).toMatchObject({ more: true });
    expect(engine.lastRun()?.done).toEqual([]);
    await slice();
    expect(engine.lastRun()).toMatchObject({ status: 'completed' });
  });

  test('ends at once when somebody stops it, or pauses its channel', async () => {
    const { run } = await start();
    engine.state.runs.set(run, { ...(await start()), stopRequestedAt: '2026-03-01T10:00:00Z' });
    expect(await slice()).toMatchObject({ more: false });
    expect(engine.lastRun()).toMatchObject({ status: 'stopped' });
    expect(engine.state.read).toEqual([]);
    await start();
    engine.change({ status: 'paused' });
    await slice();
    expect(engine.lastRun()).toMatchObject({ status: 'stopped', reason: 'channel_unavailable' });
  });
});

test.each<[string, (run: RunId) => void]>([
  ['somebody stops it', (run) => engine.changeRun(run, { stopRequestedAt: '2026-03-01T10:00:00Z' })],
  ['another one takes its place', (run) => engine.changeRun(run, { status: 'stopped' })],
  ['its channel is paused', () => engine.change({ status: 'paused' })],
])('a slice is told within seconds that %s', async (_, happens) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const run = await start();
  using watch = watchForStop(engine.deps, run);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(watch.isStopped()).toBe(false);
  happens(run.run);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(watch.isStopped()).toBe(true);
});

describe('in a run', () => {
  test('one connector that fails does not keep the others from their end', async () => {
    await start();
    engine.state.answers.set('orders', new Refusal('permission_missing'));
    expect(await slice()).toMatchObject({ more: false });
    expect(engine.lastRun()).toMatchObject({
      status: 'completed_with_errors',
      errors: [{ connector: 'orders', code: 'permission_missing' }],
    });
  });

  test('deletions that are too many hold it, and somebody is told', async () => {
    await start();
    engine.state.answers.set('orders', readingOf({ outcome: 'held', held: 120 }));
    engine.state.answers.set('stock', readingOf({ outcome: 'more' }));
    await slice();
    engine.state.answers.set('stock', readingOf());
    await slice();
    expect(engine.lastRun()).toMatchObject({ status: 'held', held: { orders: 120 } });
    expect(engine.state.events).toMatchObject([
      { type: 'channel.run_held', detail: { connector: 'orders', held: 120 } },
    ]);
  });

  test('a store that is down is waited for, and given up after a dozen slices', async () => {
    await start();
    engine.state.answers.set('orders', new Refusal('store_unreachable'));
    expect(await slice()).toEqual({ more: true, waitSeconds: 30, custom: false });
    expect(await slice()).toMatchObject({ more: true });
    await slice();
    // Now it is left alone for a while.
    engine.state.read = [];
    expect(await slice()).toEqual({ more: true, waitSeconds: 295, custom: false });
    expect(engine.state.read).toEqual([]);
    for (let at = 0; at < 9; at += 1) {
      later(60);
      await slice();
    }
    expect(engine.lastRun()).toMatchObject({ status: 'failed', reason: 'store_unreachable' });
  });

  test('quiet hours are waited for, but not by whoever asked for it', async () => {
    const quietHours = { from: '09:00', to: '11:00', timeZone: 'UTC' };
    engine.change({ settings: { ...engine.channel().settings, quietHours } });
    await start();
    await slice();
    expect(engine.state.read).toEqual(['orders', 'stock']);
    await startRun(engine.deps, engine.channel(), { task: 'look', trigger: 'connected' });
    expect(await slice()).toEqual({ more: true, waitSeconds: 3_600, custom: false });
  });

  test('credentials that died end it, and stop the channel', async () => {
    await start();
    engine.state.answers.set('orders', new Refusal('token_rejected'));
    engine.state.health = new Refusal('token_rejected');
    expect(await slice()).toMatchObject({ more: false });
    expect(engine.lastRun()).toMatchObject({ status: 'failed', reason: 'token_rejected' });
    expect(engine.channel().status).toBe('unavailable');
  });
});

test('an execution that was aborted leaves a run that has failed, and one that has ended stays as it is', async () => {
  const { run } = await start();
  await failRun(engine.deps)(run);
  expect(engine.lastRun()).toMatchObject({ status: 'failed', reason: 'run_interrupted' });
  await startRun(engine.deps, engine.channel(), { connectors: [STOCK], task: 'look', trigger: 'api' });
  await slice();
  await failRun(engine.deps)(String(engine.lastRun()?.run));
  expect(engine.lastRun()).toMatchObject({ status: 'completed' });
});

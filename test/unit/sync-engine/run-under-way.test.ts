import { beforeEach, describe, expect, test } from 'vitest';
import { startRun } from '../../../functions/channels/runs/start-run.ts';
import { newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, type Run } from '../../../functions/domain/sync/run.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { openEngine, START, STOCK } from './engine-setup.ts';

let engine: ReturnType<typeof openEngine>;
beforeEach(() => {
  engine = openEngine();
});

const look = () => lookAtChannel(engine.deps)(engine.message(), 1);

function later(minutes: number) {
  engine.state.now = new Date(engine.state.now.getTime() + minutes * 60_000);
}

describe('a run whose execution is over, though it could not say so', () => {
  const begun = (more: Partial<Run> = {}) => {
    const { channel } = engine.channel();
    const at = START.toISOString();
    const shared = { trigger: 'api', task: 'look', counts: NOTHING_COUNTED, errors: [], connectors: [STOCK] } as const;
    const run: Run = { ...shared, run: newRunId(), channel, createdAt: at, startedAt: at, status: 'running', ...more };
    engine.state.runs.set(run.run, run);
    return run;
  };

  test.each(['over', 'missing'] as const)('is ended by the next look, which reads on (%s)', async (execution) => {
    begun();
    engine.state.execution = execution;
    later(9);
    await look();
    expect(engine.state.read).toEqual(['orders']);
    later(1);
    await look();
    expect(engine.lastRun()).toMatchObject({ status: 'failed', reason: 'run_interrupted' });
    expect(engine.state.read).toEqual(['orders', 'orders', 'stock']);
    expect(engine.state.events).toMatchObject([{ type: 'channel.run_failed', detail: { reason: 'run_interrupted' } }]);
    expect(engine.state.logged.map(({ event }) => event)).toContain('run_ended');
  });

  test.each([
    ['works', 'running', {}],
    ['has read something since', 'over', { progressAt: new Date(START.getTime() + 1_195_000).toISOString() }],
    ['was never started', 'missing', { status: 'queued', startedAt: undefined }],
  ] as const)('is not one that %s', async (_, execution, more) => {
    begun(more);
    engine.state.execution = execution;
    later(20);
    await look();
    expect(engine.lastRun()?.endedAt).toBeUndefined();
    expect(engine.state.read).toEqual(['orders']);
  });

  test('has stopped where somebody had asked for it, and makes room for a new one', async () => {
    const { run } = begun({ stopRequestedAt: START.toISOString() });
    engine.state.execution = 'over';
    later(10);
    const next = await startRun(engine.deps, engine.channel(), { task: 'walk', trigger: 'api' });
    expect(engine.state.runs.get(run)).toMatchObject({ status: 'stopped' });
    expect(next).toMatchObject({ task: 'walk', status: 'queued' });
  });
});

describe('a run that reads nothing for hours', () => {
  const told = () => engine.state.logged.filter(({ event }) => event === 'run_stuck');
  beforeEach(async () => {
    await startRun(engine.deps, engine.channel(), { connectors: [STOCK], task: 'look', trigger: 'api' });
  });
  /** Up to the last window before they are over. */
  const hours = async (count: number) => {
    for (let window = 1; window < 12 * count; window += 1) {
      later(5);
      await look();
    }
  };

  test('is told of once an hour, as what could not be read', async () => {
    await hours(4);
    expect(told()).toHaveLength(2);
    expect(told().map(({ facts }) => Object(facts).lag >= 7_200)).toEqual([true, true]);
  });

  test('is not told of while its channel has quiet hours', async () => {
    const quietHours = { from: '10:00', to: '13:55', timeZone: 'UTC' };
    engine.change({ settings: { ...engine.channel().settings, quietHours } });
    await hours(5);
    expect(told()).toEqual([]);
  });
});

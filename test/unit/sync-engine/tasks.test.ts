import { beforeEach, describe, expect, test } from 'vitest';
import { startRun } from '../../../functions/channels/runs/start-run.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import type { Task } from '../../../functions/domain/sync/run.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { sliceOf } from '../../../functions/sync/slices/slice.ts';
import { connectorOf, ORDERS, openEngine, readingOf, STOCK } from './engine-setup.ts';

let engine: ReturnType<typeof openEngine>;
let read: string[];
beforeEach(() => {
  engine = openEngine();
  read = [];
});

/** What the functions work with, where these tasks are due. */
function depsWith(due: readonly Task[]): typeof engine.deps {
  return {
    ...engine.deps,
    pages: 2,
    dueTasks: async () => due,
    readStream: async (deps, order) => {
      read.push(`${order.connector.name} ${order.task}`);
      return engine.deps.readStream(deps, order);
    },
  };
}

const slice = (deps: typeof engine.deps) => sliceOf(deps)(engine.lastRun()?.run ?? '', performance.now() + 400_000);

describe('tasks that are due', () => {
  test('and for which a look has no time are done by a run', async () => {
    const deps = depsWith(['look', 'reread', 'walk']);
    await lookAtChannel(deps)(engine.message(), 1);
    expect(read).toEqual(['orders look', 'stock look']);
    expect(engine.lastRun()).toMatchObject({ status: 'queued', connectors: ['orders', 'stock'] });
    read = [];
    await slice(deps);
    expect(read).toEqual([
      ...['orders look', 'orders reread', 'orders walk'],
      ...['stock look', 'stock reread', 'stock walk'],
    ]);
    expect(engine.lastRun()).toMatchObject({ status: 'completed' });
  });

  test('and of which nothing is left need no run', async () => {
    await lookAtChannel(depsWith(['look']))(engine.message(), 1);
    expect(engine.lastRun()).toBeUndefined();
  });
});

const LISTED: Connector = {
  ...connectorOf(STOCK),
  reader: { kind: 'snapshot', path: 'V1/stock', key: () => '', orderedBy: 'sku', paged: true },
};

describe('a run that reads everything anew', () => {
  test.each(['compare', 'redeliver'] as const)('looks for changes first at every slice: %s', async (task) => {
    engine = openEngine([connectorOf(ORDERS)]);
    const deps = depsWith([]);
    const more: typeof deps = {
      ...deps,
      readStream: async (from, order) => {
        const result = await deps.readStream(from, order);
        return order.task === 'look' ? result : readingOf({ outcome: 'more' });
      },
    };
    await startRun(deps, engine.channel(), { task, trigger: 'api' });
    for (let slices = 0; slices < 2; slices += 1) expect(await slice(more)).toMatchObject({ more: true });
    await slice(deps);
    expect(read).toEqual(Array.from({ length: 3 }, () => ['orders look', `orders ${task}`]).flat());
    expect(engine.lastRun()).toMatchObject({ status: 'completed' });
  });

  test('reads a list that tells no times once, and what was never read as its task says', async () => {
    engine = openEngine([connectorOf(ORDERS), LISTED]);
    const deps: typeof engine.deps = { ...depsWith([]), progress: async () => undefined };
    await startRun(deps, engine.channel(), { task: 'redeliver', trigger: 'api' });
    await slice(deps);
    expect(read).toEqual(['orders redeliver', 'stock redeliver']);
    read = [];
    await startRun(depsWith([]), engine.channel(), { task: 'redeliver', trigger: 'api' });
    await slice(depsWith([]));
    expect(read).toEqual(['orders look', 'orders redeliver', 'stock redeliver']);
  });

  test('does not when it is to find what was deleted', async () => {
    const deps = depsWith([]);
    await startRun(deps, engine.channel(), { task: 'walk', trigger: 'api' });
    await slice(deps);
    expect(read).toEqual(['orders walk', 'stock walk']);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Task } from '../../../functions/domain/sync/run.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { sliceOf } from '../../../functions/sync/slices/slice.ts';
import { openEngine } from './engine-setup.ts';

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

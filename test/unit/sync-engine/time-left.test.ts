import { describe, expect, test } from 'vitest';
import { startRun } from '../../../functions/channels/runs/start-run.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { sliceOf } from '../../../functions/sync/slices/slice.ts';
import { openEngine } from './engine-setup.ts';

/** Until when the store may be called, in seconds from now. */
function untilOf(engine: ReturnType<typeof openEngine>) {
  const until: number[] = [];
  const deps: typeof engine.deps = {
    ...engine.deps,
    openSession: (connection, settings, deadlineMs) => {
      until.push(Math.round((deadlineMs - performance.now()) / 1000));
      return engine.deps.openSession(connection, settings, deadlineMs);
    },
  };
  return { deps, until };
}

describe('the last page has half a minute to come in', () => {
  test.each([
    ['after the four minutes of a slice', 420, 270],
    ['and as much is left of a short function to record what was read', 100, 70],
  ])('%s', async (_, seconds, until) => {
    const engine = openEngine();
    const watched = untilOf(engine);
    const { run } = await startRun(engine.deps, engine.channel(), { task: 'look', trigger: 'api' });
    await sliceOf(watched.deps)(run, performance.now() + seconds * 1000);
    expect(watched.until).toEqual([until]);
  });

  test('after the 200 seconds of a look', async () => {
    const engine = openEngine();
    const watched = untilOf(engine);
    await lookAtChannel(watched.deps)(engine.message(), 1);
    expect(watched.until).toEqual([230]);
  });
});

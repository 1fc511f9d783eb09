import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openExecutions } from '../../../infra/local/aws/step-functions/executions.ts';
import type { Machine } from '../../../infra/local/aws/step-functions/run-machine.ts';
import { createClock } from '../../../infra/local/clock.ts';

/** Runs until it is told to end. */
function machineWith(...states: string[]) {
  const runs: { readonly input: unknown; readonly startAt: string | undefined; readonly end: () => void }[] = [];
  const machine: Machine = {
    arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:Sync',
    name: 'Sync',
    states,
    run: (input, _, startAt) => {
      const { promise: result, resolve, reject } = Promise.withResolvers<unknown>();
      runs.push({ input, startAt, end: () => resolve({}) });
      return { result, entered: [], abort: () => reject(new Error('aborted')) };
    },
  };
  return { machine, runs };
}

test('a machine without a state Fail goes on after a restart, with its input and under its name', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-executions-'));
  const { machine, runs } = machineWith('Slice', 'Wait');
  const first = openExecutions(folder.path, createClock());
  first.start(machine, 'run_1', { run: 'run_1' });
  await first.stop();

  const second = openExecutions(folder.path, createClock());
  // Does not wait for it: it may take hours.
  await second.finishInterrupted([machine]);
  expect(runs.map(({ input, startAt }) => ({ input, startAt }))).toEqual([
    { input: { run: 'run_1' }, startAt: undefined },
    { input: { run: 'run_1' }, startAt: undefined },
  ]);
  expect(second.all()).toMatchObject([{ name: 'run_1', status: 'RUNNING' }]);
  runs[1]?.end();
  await expect.poll(() => second.all()).toMatchObject([{ name: 'run_1', status: 'SUCCEEDED' }]);

  const third = openExecutions(folder.path, createClock());
  await third.finishInterrupted([machine]);
  expect(runs).toHaveLength(2);
  expect(() => third.start(machine, 'run_1', { run: 'run_1' })).toThrow('Execution Already Exists');
});

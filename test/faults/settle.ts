import { setTimeout as pause } from 'node:timers/promises';
import { digestOf } from '../../functions/handshake/ids.ts';
import type { Plant } from './plant.ts';
import type { Run } from './run.ts';

/** Longer than every retry of the machine together. */
const END_MS = 150_000;
const LOOK_EVERY_MS = 50;

/** Waits until every machine of a run has ended; one that does not is found running. */
export async function settle({ local }: Plant, run: Run): Promise<void> {
  const key = digestOf(run.store.state(run.integration)?.consumer.key ?? '');
  const until = performance.now() + END_MS;
  const running = () =>
    local.executions().some(({ status, input }) => status === 'RUNNING' && JSON.stringify(input).includes(key));
  while (running() && performance.now() < until) await pause(LOOK_EVERY_MS);
}

import { setTimeout as pause } from 'node:timers/promises';
import { digestOf } from '../../../functions/domain/ids.ts';
import type { Harness } from '../harness/harness.ts';
import type { CellRun } from './cell-run.ts';

/** Longer than every retry of the machine together. */
const LONGEST_HANDSHAKE_MS = 150_000;
/** What EventBridge sets going after a machine's end. */
const AFTER_END_MS = 10_000;
const POLL_MS = 50;
const LAST_LINES: readonly (string | undefined)[] = ['activation_linked', 'activation_failed'];

/** Waits until every machine of a run has ended and its end was told; one that does not is found running. */
export async function waitForEnd({ local, log }: Harness, run: CellRun): Promise<void> {
  const keys = run.store.states().map(({ consumer }) => digestOf(consumer.key));
  const ours = () => local.executions().filter(({ input }) => keys.some((key) => textOf(input).includes(key)));
  await until(() => ours().every(({ status }) => status !== 'RUNNING'), LONGEST_HANDSHAKE_MS);
  const last = ours().at(-1);
  if (!last) return;
  await until(() => log.of(last.name).some(({ event }) => LAST_LINES.includes(event)), AFTER_END_MS);
}

/** What executions were begun with; all of them are looked through many times. */
const texts = new WeakMap<object, string>();

function textOf(input: unknown): string {
  const known = Object(input);
  const text = texts.get(known) ?? JSON.stringify(input);
  texts.set(known, text);
  return text;
}

async function until(holds: () => boolean, longestMs: number): Promise<void> {
  const end = performance.now() + longestMs;
  while (!holds() && performance.now() < end) await pause(POLL_MS);
}

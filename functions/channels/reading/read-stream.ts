import type { ReadingDeps, ReadingOrder, ReadingOutcome, ReadingResult } from '../../domain/sync/reading.ts';
import type { Task } from '../../domain/sync/run.ts';
import { beginOrGoOn } from './begin.ts';
import { backfill } from './lanes/backfill.ts';
import { forward } from './lanes/forward.ts';
import { reread } from './lanes/reread.ts';
import { retryAside } from './lanes/retry-aside.ts';
import { confirmSnapshot, snapshot } from './lanes/snapshot.ts';
import { unlessLost } from './log/renew-known.ts';
import { counts } from './missing/counts.ts';
import { sweep } from './missing/sweep.ts';
import type { ChangesReader, Reading, SnapshotReader } from './reading.ts';

/**
 * Reads a store's changes into the log of one connector, as far as `mustStop` lets it. Whatever ends it, what was
 * appended stays, and the next reading goes on after it.
 *
 * @throws Refusal for what is about the store or the connection as a whole
 */
export async function readStream(deps: ReadingDeps, order: ReadingOrder): Promise<ReadingResult> {
  const { reader } = order.connector;
  if (reader.kind === 'snapshot') {
    const { reading, begun } = await beginOrGoOn(deps, order, reader);
    return resultOf(reading, await unlessLost(reading, () => readSnapshot(reading, begun ? 'look' : order.task)));
  }
  const { reading, begun } = await beginOrGoOn(deps, order, reader);
  return resultOf(reading, await unlessLost(reading, () => readChanges(reading, begun ? 'look' : order.task)));
}

function resultOf(reading: Reading, outcome: ReadingOutcome): ReadingResult {
  const { counts: counted, errors, seen } = reading;
  const held = outcome === 'held' ? seen.state.held : undefined;
  return { outcome, counts: counted, errors, ...(held === undefined ? {} : { held }) };
}

async function readChanges(reading: Reading<ChangesReader>, task: Task): Promise<ReadingOutcome> {
  const importing = reading.seen.state.backfill !== undefined;
  switch (task) {
    case 'look':
      return look(reading);
    case 'compare':
    case 'redeliver':
      return sweep(reading, task, 'full');
    // What is not imported yet can neither be compared nor be missing.
    case 'reread':
      return importing ? 'finished' : reread(reading);
    case 'counts':
    case 'confirmed':
      return importing ? 'finished' : counts(reading, task);
    case 'walk':
      return importing ? 'finished' : sweep(reading, 'walk', 'walk');
    default:
      return task satisfies never;
  }
}

async function look(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const ahead = await forward(reading);
  if (ahead !== 'finished') return ahead;
  const again = await retryAside(reading);
  if (again !== 'finished') return again;
  return backfill(reading);
}

async function readSnapshot(reading: Reading<SnapshotReader>, task: Task): Promise<ReadingOutcome> {
  switch (task) {
    case 'look':
    case 'compare':
    case 'redeliver':
      return snapshot(reading, task);
    case 'confirmed':
      return confirmSnapshot(reading);
    // A look reads all of it anyway.
    case 'reread':
    case 'counts':
    case 'walk':
      return 'finished';
    default:
      return task satisfies never;
  }
}

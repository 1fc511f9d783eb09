import type { StreamState } from '../../domain/sync/change-log.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import { LOOK_WINDOW_MINUTES } from '../../domain/sync/look.ts';
import type { Task } from '../../domain/sync/run.ts';
import { parseReadState, type ReadState } from './log/read-state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A task ends some time after its window began; the window an interval later is its next one all the same. */
const TOLERANCE_MS = LOOK_WINDOW_MINUTES * 60_000;

/** How often what is done besides looks. A walk reads everything, counts usually take one call. */
const INTERVALS_MS = { reread: HOUR_MS, counts: DAY_MS, walk: 7 * DAY_MS, aside: DAY_MS };

/**
 * What is due for a connector, in order: a look always; besides, once everything is imported, what was not done for its
 * interval. A walk also finds what counts find.
 */
export function dueTasks(state: StreamState | undefined, connector: Connector, now: Date): Task[] {
  const { reader } = connector;
  const read = state === undefined ? undefined : parseReadState(state);
  if (read === undefined || reader.kind === 'snapshot' || read.backfill !== undefined) return ['look'];
  const tasks: Task[] = ['look'];
  if (reader.reread !== undefined && isDue(read, 'reread', now)) tasks.push('reread');
  if (isDue(read, 'walk', now)) tasks.push('walk');
  else if (isDue(read, 'counts', now)) tasks.push('counts');
  return tasks;
}

/** Whether records that could not be delivered are tried again. */
export function asideDue(state: ReadState, now: Date): boolean {
  return state.aside.length > 0 && isDue(state, 'aside', now);
}

function isDue(state: ReadState, task: keyof typeof INTERVALS_MS, now: Date): boolean {
  const at = state.done[task];
  return at === undefined || now.getTime() - Date.parse(at) >= INTERVALS_MS[task] - TOLERANCE_MS;
}

/** The marks after everything was read: each task is due after its interval. */
export function allDone(state: ReadState, now: Date): ReadState {
  const at = now.toISOString();
  return { ...state, done: { ...state.done, reread: at, counts: at, walk: at } };
}

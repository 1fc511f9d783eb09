import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChangeLine, Lane, LogEntry, NewLine } from '../../../domain/sync/change-log.ts';
import { count, type Reading } from '../reading.ts';
import { entriesBetween, keepKnown, knownIsOld, linesOf } from './known.ts';
import { type Remembered, remember } from './memory.ts';
import { parseReadState, type ReadState } from './read-state.ts';

/** What a page came to, and what becomes of it when others have appended since it was asked for. */
export type Step = {
  readonly lane: Lane;
  readonly lines: readonly NewLine[];
  /** Versions that were read and are not among the lines: left out, or impossible to deliver. */
  readonly seen?: readonly Remembered[];
  readonly next: (state: ReadState) => ReadState;
  /** Whether somebody else does the same, seen by their lanes and the state they left. */
  readonly superseded?: (lanes: ReadonlySet<Lane>, state: ReadState) => boolean;
  /** Whether the page is asked for anew when others have delivered another version of one of its records. */
  readonly again?: boolean;
};

/** `again`: the page is outdated, and nothing was appended. */
export type Appended = 'appended' | 'superseded' | 'again';

/**
 * Appends a page. Whatever others have delivered since it was asked for is at least as new as the page, or is seen by
 * the next look; so it is dropped from the page, as in DBLog (arXiv 2010.12597, §III-A), and no record goes back in time.
 */
export async function append(reading: Reading, step: Step): Promise<Appended> {
  // Before the entry, whose state then tells of it.
  if (knownIsOld(reading)) await keepKnown(reading);
  let { lines, seen = [] } = step;
  for (;;) {
    const state = stateAfter(reading, step, lines, seen);
    if (await put(reading, step.lane, lines, state)) return 'appended';
    const news = await catchUp(reading);
    if (step.superseded?.(news.lanes, reading.seen.state)) return 'superseded';
    const outdated = lines.some(({ id, version }) => news.versions.has(id) && news.versions.get(id) !== version);
    if (step.again && outdated) return 'again';
    lines = lines.filter(({ id }) => !news.versions.has(id));
    seen = seen.filter(({ id }) => !news.versions.has(id));
  }
}

function stateAfter(
  reading: Reading,
  step: Step,
  lines: readonly ChangeLine[],
  seen: readonly Remembered[],
): ReadState {
  const next = remember(step.next(reading.seen.state), lines, seen);
  const pageSize = reading.pageSize < reading.order.settings.pageSize ? reading.pageSize : undefined;
  return { ...next, pageSize, readAt: reading.deps.now().toISOString() };
}

/** @returns false when others have appended since */
export async function put(reading: Reading, lane: Lane, lines: readonly NewLine[], state: ReadState): Promise<boolean> {
  const { deps, order } = reading;
  const n = reading.seen.n + 1;
  const deletes = lines.filter(({ op }) => op === 'delete').length;
  const upserts = lines.length - deletes;
  const entry: LogEntry = {
    n,
    lane,
    run: order.run,
    at: deps.now().toISOString(),
    generation: state.generation,
    upserts,
    deletes,
    state,
  };
  if (!(await deps.log.append(order.stream, entry, lines))) return false;
  reading.seen = { n, state };
  learn(reading, lines);
  count(reading, { delivered: upserts, deleted: deletes });
  return true;
}

function learn(reading: Reading, lines: Iterable<ChangeLine>): void {
  for (const { id, op, version } of lines) {
    if (op === 'delete') reading.known?.delete(id);
    else reading.known?.set(id, version);
  }
}

/** What others have appended: their lanes, and the version of each record that they delivered last, if it is there. */
async function catchUp(reading: Reading) {
  const { deps, order, seen } = reading;
  const last = await deps.log.last(order.stream);
  // Another life of the stream has begun meanwhile: the next reading is of that one.
  if (last === undefined || last.n <= seen.n) throw new Refusal('interrupted');
  const versions = new Map<string, string | undefined>();
  const lanes = new Set<Lane>();
  for await (const entry of entriesBetween(deps.log, order.stream, seen.n, last.n)) {
    lanes.add(entry.lane);
    for await (const line of linesOf(deps.log, entry)) {
      versions.set(line.id, line.op === 'delete' ? undefined : line.version);
      learn(reading, [line]);
    }
  }
  reading.seen = { n: last.n, state: parseReadState(last.state) };
  return { lanes, versions };
}

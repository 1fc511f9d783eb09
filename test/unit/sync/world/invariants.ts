import { OVERLAP_SECONDS } from '../../../../functions/channels/reading/log/memory.ts';
import { parseReadState, type ReadState } from '../../../../functions/channels/reading/log/read-state.ts';
import type { ChangeLine, StoredEntry } from '../../../../functions/domain/sync/change-log.ts';
import { isAfter } from '../../../../functions/domain/sync/stream-position.ts';
import type { HistoryRun } from './history-run.ts';

export type Difference = { readonly missing: number; readonly stale: number; readonly undeleted: number };

const versionOf = (line: ChangeLine) => Number(Reflect.get(Object(line.record), 'v'));

/** Entries stay as they are, and are looked at several times. */
const states = new WeakMap<StoredEntry, ReadState>();

function stateAfter(entry: StoredEntry): ReadState {
  const state = states.get(entry) ?? parseReadState(entry.state);
  states.set(entry, state);
  return state;
}

/** What a consumer of the log lacks, has in an old version, and has too much. */
export function differenceOf({ log, store }: HistoryRun): Difference {
  const held = log.fold();
  let [missing, stale] = [0, 0];
  for (const [id, row] of store.rows) {
    const line = held.get(String(id));
    if (line === undefined) missing += 1;
    else if (versionOf(line) !== row['v']) stale += 1;
  }
  const undeleted = [...held.keys()].filter((id) => !store.rows.has(Number(id))).length;
  return { missing, stale, undeleted };
}

/** Lines whose record had been delivered in that version before. */
export function repeatsOf({ log }: HistoryRun): { readonly lines: number; readonly repeats: number } {
  const seen = new Set<string>();
  let [lines, repeats] = [0, 0];
  for (const line of log.stored.flatMap((entry) => entry.lines)) {
    const key = `${line.id} ${line.op} ${line.version}`;
    lines += 1;
    if (seen.has(key)) repeats += 1;
    seen.add(key);
  }
  return { lines, repeats };
}

/** Broken invariants of the log, by name. */
export function brokenIn(run: HistoryRun): string[] {
  return [...new Set([...brokenStates(run), ...brokenRecords(run)])];
}

/** I1: positions are behind the store's clock. I3: states only grow, and numbers have no gaps. */
function* brokenStates({ log }: HistoryRun): Iterable<string> {
  let before: ReadState | undefined;
  for (const [index, { entry }] of log.stored.entries()) {
    const state = stateAfter(entry);
    if (entry.n !== index + 1) yield 'fence: numbers of entries have gaps or repeat';
    if (state.position.at > Date.parse(entry.at) / 1000) yield 'I1: a position is ahead of the clock';
    if (before !== undefined) {
      const { below } = state.backfill ?? { below: 0 };
      const { below: belowBefore } = before.backfill ?? { below: 0 };
      const goesBack = (below ?? Number.POSITIVE_INFINITY) > (belowBefore ?? Number.POSITIVE_INFINITY);
      if (isAfter(before.position, state.position) || goesBack) yield 'I3: a state goes back';
    }
    before = state;
  }
}

/** I2b: a record never goes back. I4: what is delivered was served. I5: what is deleted is gone from the store. */
function* brokenRecords({ log, commits, served }: HistoryRun): Iterable<string> {
  const goneAt = new Map(commits.flatMap(({ id, commit, row }) => (row === undefined ? [[String(id), commit]] : [])));
  const newest = new Map<string, number>();
  for (const line of log.stored.flatMap(({ lines }) => lines)) {
    const isDelete = line.op === 'delete';
    const version = isDelete ? Number.POSITIVE_INFINITY : versionOf(line);
    const tooEarly = (goneAt.get(line.id) ?? Number.POSITIVE_INFINITY) > Date.parse(line.at) / 1000;
    if (isDelete && tooEarly) yield 'I5: deleted too early';
    if (!isDelete && !served.has(`${line.id}.${version}`)) yield 'I4: delivered, but never served';
    if (version < (newest.get(line.id) ?? -1)) yield 'I2b: a record goes back';
    newest.set(line.id, version);
  }
}

/** I2: once everything is imported, what was stamped the overlap before the position is in the log as it is in the store. */
export function* passedOver({ log, commits, store }: HistoryRun): Iterable<string> {
  const last = log.stored.at(-1);
  const state = last === undefined ? undefined : stateAfter(last.entry);
  if (state === undefined || state.backfill !== undefined) return;
  const held = log.fold();
  for (const { id, row, commit } of commits) {
    const isThere = row !== undefined && store.rows.get(id)?.['v'] === row.version;
    if (!isThere || row.at > state.position.at - OVERLAP_SECONDS || commit - row.at > OVERLAP_SECONDS) continue;
    const line = held.get(String(id));
    if (line === undefined || versionOf(line) < row.version) yield 'I2: a change was passed over';
  }
}

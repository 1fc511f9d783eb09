import type { LogEntry } from '../../domain/sync/change-log.ts';
import type { Reader } from '../../domain/sync/connector.ts';
import type { ReadingDeps, ReadingOrder } from '../../domain/sync/reading.ts';
import { NOTHING_COUNTED } from '../../domain/sync/run.ts';
import { BEFORE_ALL_IDS } from '../../domain/sync/stream-position.ts';
import { OVERLAP_SECONDS } from './log/memory.ts';
import { parseReadState, type ReadState } from './log/read-state.ts';
import { renewKnown } from './log/renew-known.ts';
import type { Reading } from './reading.ts';

/** The reading after the newest entry. Where there is none, entry 1 is written, which says from when changes are read. */
export async function beginOrGoOn<R extends Reader>(
  deps: ReadingDeps,
  order: ReadingOrder,
  reader: R,
): Promise<{ reading: Reading<R>; begun: boolean }> {
  for (;;) {
    const last = await deps.log.last(order.stream);
    if (last !== undefined) {
      const reading = readingAfter(deps, order, reader, last.n, parseReadState(last.state));
      if (await renewKnown(reading)) return { reading, begun: false };
      continue;
    }
    const state = await firstState(deps, order);
    const entry: LogEntry = {
      n: 1,
      lane: 'begin',
      run: order.run,
      at: state.readAt,
      generation: state.generation,
      upserts: 0,
      deletes: 0,
      state,
    };
    if (await deps.log.append(order.stream, entry, [])) {
      return { reading: readingAfter(deps, order, reader, 1, state), begun: true };
    }
  }
}

function readingAfter<R extends Reader>(
  deps: ReadingDeps,
  order: ReadingOrder,
  reader: R,
  n: number,
  state: ReadState,
): Reading<R> {
  const set = order.settings.pageSize;
  const importFrom = importFromOf(order);
  return {
    deps,
    order,
    reader,
    seen: { n, state: { ...state, importFrom: Math.min(state.importFrom ?? importFrom, importFrom) } },
    known: undefined,
    pageSize: Math.min(set, state.pageSize ?? set),
    pagesInARow: 0,
    counts: NOTHING_COUNTED,
    errors: [],
  };
}

/** Whole seconds: stores know no fractions. */
function importFromOf({ settings: { syncFrom } }: ReadingOrder): number {
  return syncFrom === undefined ? 0 : Math.floor(Date.parse(syncFrom) / 1000);
}

async function firstState({ store, now }: ReadingDeps, order: ReadingOrder): Promise<ReadState> {
  const clock = await store.clock();
  const at = now().toISOString();
  return {
    generation: 1,
    position: { at: clock - OVERLAP_SECONDS, id: BEFORE_ALL_IDS },
    memory: [],
    importFrom: importFromOf(order),
    backfill: {},
    absent: [],
    aside: [],
    leavesOut: false,
    knownAt: 0,
    done: { known: at },
    readAt: at,
  };
}

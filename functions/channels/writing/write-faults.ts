import { Refusal } from '../../domain/refusals/refusal.ts';
import { writingPauseSeconds } from '../../domain/sync/changes/writing-pause.ts';
import { lineState, nowMs, setLineState, type Unit, type Writing } from './writing.ts';

/*
 * A store may answer what is read and fail on all that is written: its database is read-only, or its disk is full. Such a
 * store is waited for. One change that makes it fail is told apart by others that it takes.
 */

/** So many writes in a row on which the store has failed are not the fault of each of them. */
const IN_A_ROW = { values: 20, documents: 3 } as const;

/** So few that fail, and no others to compare them with, do not keep the batches behind them waiting for a day. */
const FEW = 3;
const FEW_MILLISECONDS = 2 * 60 * 60 * 1000;

export function noteTaken({ state, deps }: Writing): void {
  state.takenMs = deps.now().getTime();
  state.inARow = 0;
  delete state.tryingSize;
}

/** The store has failed on one unit, or on a list of some. */
export function noteFailed(writing: Writing, unit?: Unit): void {
  writing.state.inARow += 1;
  if (unit === undefined || lineState(writing, unit).since > writing.state.takenMs) return;
  setLineState(writing, unit, { since: nowMs(writing) });
}

/** After a write on which the store has failed. @throws Refusal where it fails on whatever is written */
export function requireOthersTaken({ state, writer }: Writing): void {
  const failures = state.inARow - IN_A_ROW[writer.kind] + 1;
  if (failures <= 0) return;
  // A shorter list is next: it may be one line that the others wait for.
  if (writer.kind === 'values') state.tryingSize = Math.ceil((state.tryingSize ?? writer.listSize) / 2);
  throw new Refusal('store_error', { retryAfter: writingPauseSeconds(failures) });
}

/** Whether the store fails on this unit, and takes others. */
export function isOwnFault(writing: Writing, unit: Unit): boolean {
  const { takenMs, lines } = writing.state;
  const { since } = lineState(writing, unit);
  if (takenMs >= since) return true;
  const failing = Object.values(lines).filter((line) => line.since > takenMs).length;
  if (failing > FEW) return false;
  return (failing === 1 && takenMs > 0) || nowMs(writing) - since > FEW_MILLISECONDS;
}

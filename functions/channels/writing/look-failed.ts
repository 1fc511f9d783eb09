import { Refusal } from '../../domain/refusals/refusal.ts';
import { settleAll } from './settle.ts';
import { lineState, nowMs, setLineState, type Unit, type Writing } from './writing.ts';

/** So many records are read at once: some stores give no more. */
export const READ_MAX = 300;
const TRIES_MAX = 3;
const TRY_AGAIN_SECONDS = 60;

const LOOK_FAULTS: ReadonlySet<string> = new Set([
  'store_error',
  'store_timeout',
  'answer_too_large',
  'store_invalid_response',
  'list_expected',
]);

/**
 * After a look at some records on which the store has failed: fewer are looked at next. A single one is left for later,
 * and given up where the store answers other looks.
 *
 * @throws Refusal where it is about the store, or may be
 */
export function lookFailed(writing: Writing, units: readonly Unit[], error: unknown): void {
  if (!(error instanceof Refusal)) {
    failAll(writing, units, 'connector_failed');
    return;
  }
  if (!LOOK_FAULTS.has(error.code)) throw error;
  if (units.length > 1) {
    writing.state.readSize = Math.ceil(units.length / 2);
    return;
  }
  for (const unit of units) {
    const { tries, sends } = lineState(writing, unit);
    if (tries >= TRIES_MAX && writing.looked) failAll(writing, [unit], sends > 0 ? 'change_unclear' : error.code);
    else setLineState(writing, unit, { tries: tries + 1, until: nowMs(writing) + TRY_AGAIN_SECONDS * 1000 });
  }
  if (!writing.looked) throw error;
}

function failAll(writing: Writing, units: readonly Unit[], code: Refusal['code']): void {
  for (const unit of units) {
    settleAll(writing, unit, lineState(writing, unit).sends > 0 ? 'unknown' : 'failed', { code });
  }
}

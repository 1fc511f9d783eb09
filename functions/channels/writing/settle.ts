import type { Refusal, RefusalCode } from '../../domain/refusals/refusal.ts';
import type { Change, ChangeResult } from '../../domain/sync/changes/change.ts';
import type { WrittenVersion } from '../../domain/sync/changes/change-batch.ts';
import { noteWord } from './bulk/abandoned.ts';
import { unitsLeft } from './units.ts';
import { leadOf, lineState, setLineState, type Unit, type Writing } from './writing.ts';

type Outcome = Pick<ChangeResult, 'status' | 'code' | 'message' | 'by' | 'version'>;
type Why = { readonly code: RefusalCode; readonly message?: string | undefined };

function setResult(writing: Writing, { line, id }: Change, outcome: Outcome): void {
  const at = writing.deps.now().toISOString();
  const message = outcome.message === undefined ? undefined : cleanText(outcome.message);
  const given = Object.entries({ ...outcome, message }).filter(([, value]) => value !== undefined);
  writing.results.set(line, { line, ...(id !== undefined && { id }), ...outcome, ...Object.fromEntries(given), at });
  delete writing.state.lines[line];
}

const MESSAGE_CHARACTERS = 500;

/** Of a store or of the vendor's code: one short line, without what a terminal or a log would obey. */
function cleanText(text: string): string {
  const start = text.slice(0, 4 * MESSAGE_CHARACTERS).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return start.toWellFormed().trim().slice(0, MESSAGE_CHARACTERS);
}

/** The store has it; lines before the last one are part of that. */
export function settleDone(
  writing: Writing,
  unit: Unit,
  status: 'done' | 'unchanged',
  record?: WrittenVersion | undefined,
): void {
  const by = leadOf(unit);
  for (const { line, change } of unit.lines) {
    if (line === by) setResult(writing, change, { status, version: record?.version });
    else setResult(writing, change, { status: 'superseded', by });
  }
  if (status === 'done' && record !== undefined) writing.written.push(record);
  noteWord(writing, unit);
}

/** What a later reading has shown of a record that was written. */
export function addVersion(writing: Writing, line: number, record: WrittenVersion): void {
  const result = writing.results.get(line);
  if (result?.status !== 'done') return;
  writing.results.set(result.line, { ...result, version: record.version });
  writing.written.push(record);
}

/** What we made of a version: lines behind it, made from either, are not outdated by it. */
export function noteOurs(
  { state, chains }: Writing,
  { line, record }: { readonly line: number; readonly record: string },
  before: string | undefined,
  version: string,
): void {
  const isLast = chains.get(record)?.at(-1)?.line === line;
  if (before !== undefined && before !== version && !isLast) state.ours[version] = before;
}

export function settleAll(
  writing: Writing,
  unit: Unit,
  status: 'failed' | 'unknown' | 'cancelled',
  { code, message }: Why,
): void {
  for (const { change } of unit.lines) setResult(writing, change, { status, code, message });
}

export function settleConflict(writing: Writing, { change }: Unit['lines'][number], version: string | undefined): void {
  setResult(writing, change, { status: 'conflict', version });
}

/** Nothing more is sent of what was not. What the store has failed on is looked for, since it may be there. */
export function cancelLeft(writing: Writing): void {
  for (const unit of unitsLeft(writing)) {
    const { sends, failed } = lineState(writing, unit);
    if (sends > 0) continue;
    if (failed) setLineState(writing, unit, { until: 0 });
    else settleAll(writing, unit, 'cancelled', { code: 'batch_cancelled' });
  }
}

/** Nothing can be written any more. What the store may have taken stays unknown. */
export function failLeft(writing: Writing, { code, facts }: Refusal): void {
  const { resources } = facts;
  // Which ones are needed is known where the store does not say it.
  const needed = code === 'permission_missing' ? writing.writer.resources.join(', ') : undefined;
  const message = typeof resources === 'string' ? resources : needed;
  for (const unit of unitsLeft(writing)) {
    const isUnclear = lineState(writing, unit).sends > 0;
    settleAll(writing, unit, isUnclear ? 'unknown' : 'failed', { code, message });
  }
}

import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import type { Change, ChangeResult } from '../../domain/sync/changes/change.ts';
import type { BatchProgress, ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import { numberedLines } from '../../domain/sync/changes/line-numbers.ts';
import type { WritingDeps, WritingOutcome } from '../../domain/sync/changes/write-batch.ts';
import type { Writer } from '../../domain/sync/changes/writer.ts';
import { parseState, type State } from './state.ts';

type Abandoned = { readonly batch: ChangeBatch; readonly writer: Writer | undefined };
type Line = Pick<Change, 'line' | 'id'>;

/**
 * Gives each line of a batch that has no result one, and sends nothing. What cannot be read, or makes the writer fail, is
 * passed over: the batch ends all the same. Where nobody can tell whether a line was sent, it is `unknown`.
 */
export async function abandonWriting(
  { batches, now }: Pick<WritingDeps, 'batches' | 'now'>,
  { batch, writer }: Abandoned,
  code: RefusalCode,
): Promise<WritingOutcome> {
  const progress = await batches.progress(batch);
  const lines = await batches.lines(batch).catch(() => undefined);
  const isUnclear = unclearIn(progress, writer, lines);
  const known = new Set(progress.results.map(({ line }) => line));
  const all: readonly Line[] = lines ?? numberedLines(batch);
  const unsent = batch.cancelRequestedAt === undefined ? 'failed' : 'cancelled';
  const at = now().toISOString();
  const left = all
    .filter(({ line }) => !known.has(line))
    .map(({ line, id }): ChangeResult => {
      const status = isUnclear(line) ? 'unknown' : unsent;
      return {
        line,
        ...(id !== undefined && { id }),
        status,
        code: status === 'cancelled' ? 'batch_cancelled' : code,
        at,
      };
    });
  const results = [...progress.results, ...left].toSorted((one, other) => one.line - other.line);
  const committed = await batches.commit(batch, { status: 'finished', reason: code, results, state: {} });
  return { outcome: committed === undefined ? 'superseded' : 'finished' };
}

/** Which lines the store may have taken: those that were sent, and earlier ones of the same record, which are part of them. */
function unclearIn({ state: stored }: BatchProgress, writer: Writer | undefined, lines: readonly Change[] | undefined) {
  const state = readState(stored);
  if (state === undefined) return () => true;
  const sent = Object.entries(state.lines).flatMap(([line, { sends }]) => (sends > 0 ? [Number(line)] : []));
  const records = new Map(lines?.map((change) => [change.line, recordOf(writer, change)]));
  return (line: number) =>
    sent.some((lead) => lead === line || (lead > line && records.get(lead) === records.get(line)));
}

function readState(stored: BatchProgress['state']): State | undefined {
  try {
    return parseState(stored);
  } catch {
    return undefined;
  }
}

/** Undefined for all that the writer does not read: any of them may be of one record. */
function recordOf(writer: Writer | undefined, { change }: Change): string | undefined {
  try {
    const item = writer?.item.safeParse(change);
    return item?.success ? writer?.recordOf(item.data) : undefined;
  } catch {
    return undefined;
  }
}

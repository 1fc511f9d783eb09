import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { AbandonedBulk, BulkRow } from '../../../domain/sync/changes/abandoned-bulk.ts';
import type { Found, ValueWriter } from '../../../domain/sync/changes/writer.ts';
import { isPassing } from '../judge-answer.ts';
import { commit, type Writing } from '../writing.ts';
import { operationsOf } from './operations.ts';

type Values = Writing<ValueWriter>;

/** What of a writing is needed to mend. */
export type Mending = Pick<Values, 'writer' | 'written'> & {
  readonly deps: Pick<Values['deps'], 'store'>;
  readonly order: Pick<Values['order'], 'mustStop'>;
};

/**
 * Looks whether an abandoned bulk has run, and writes the last word of its records again where it was written over.
 * Asked when a batch begins and when it ends.
 */
export async function mend(writing: Values): Promise<void> {
  const { abandoned } = writing;
  if (abandoned === undefined || abandoned.rows.length === 0) return;
  // Whoever was overtaken writes nothing.
  await commit(writing);
  try {
    const over = await overOf(writing, abandoned);
    const rows = abandoned.rows.filter(({ at }) => !over.has(at));
    writing.abandoned = { ...abandoned, saves: writing.abandoned?.saves ?? abandoned.saves, rows };
    writing.abandonedChanged = over.size > 0;
  } catch (error) {
    // The next one looks again; what the store lacks now, the batch itself finds out.
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Rows that nothing more is to be done for. */
export async function overOf(writing: Mending, abandoned: AbandonedBulk): Promise<Set<number>> {
  const { uuid, operations: count, rows } = abandoned;
  const over = new Set<number>();
  if (uuid === undefined) {
    const changed = rows.filter(isOlder);
    const sent = await read(writing, changed, ({ sent: item }) => item);
    // Nobody tells whether it ran: only what has the very values of the bulk was written over.
    await rewrite(
      writing,
      changed.filter((_, index) => isSame(sent[index])),
      over,
    );
    return over;
  }
  const operations = await operationsOf(writing.deps.store, uuid, count);
  if (typeof operations === 'string') return over;
  const ended = rows.filter(({ at }) => operations[at] !== undefined);
  for (const row of ended) if (!isOlder(row)) over.add(row.at);
  await rewrite(writing, ended.filter(isOlder), over);
  return over;
}

/** Whether the bulk writes something else than the store was last given. */
const isOlder = ({ sent, word }: BulkRow): boolean => JSON.stringify(sent) !== JSON.stringify(word);
const isSame = (found: Found | undefined): boolean => found?.is === 'there' && found.same === true;

async function read(
  { writer, deps }: Mending,
  rows: readonly BulkRow[],
  itemOf: (row: BulkRow) => unknown,
): Promise<readonly Found[]> {
  return rows.length === 0 || writer.read === undefined ? [] : await writer.read(deps.store, rows.map(itemOf));
}

async function rewrite(writing: Mending, rows: readonly BulkRow[], over: Set<number>): Promise<void> {
  const found = await read(writing, rows, ({ word }) => word);
  const written: BulkRow[] = [];
  for (const [index, row] of rows.entries()) {
    const now = found[index];
    if (now?.is === 'there' && !now.same) {
      if (writing.order.mustStop()) break;
      if (!(await isWritten(writing, row, now))) continue;
      written.push(row);
    }
    over.add(row.at);
  }
  const versions = await read(writing, written, ({ word }) => word);
  writing.written.push(
    ...versions.flatMap((one) => (one.is === 'there' && one.same && one.record ? [one.record] : [])),
  );
}

/** Or refused for good. */
async function isWritten({ writer, deps }: Mending, { word: item }: BulkRow, found: Found): Promise<boolean> {
  const outcome = await writer.write(deps.store, [{ item, found }]);
  const answer = 'refused' in outcome ? outcome.refused : 'atMost' in outcome ? undefined : outcome[0];
  if (answer === undefined) return false;
  if ('status' in answer) return !isPassing(answer);
  return answer.is !== 'answered' || !isPassing(answer.answer);
}

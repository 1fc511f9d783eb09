import type { Bulk } from '../state.ts';
import type { Unit, Writing } from '../writing.ts';

const KEPT_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

/** Nothing waits for these rows any more. The next commit tells of it. */
export function abandon(writing: Writing, bulk: Bulk, rows = bulk.rows): void {
  delete writing.state.bulk;
  writing.state.noBulk = true;
  if (rows.length === 0) return;
  writing.abandoned = {
    ...(bulk.uuid !== undefined && { uuid: bulk.uuid }),
    rows: rows.map(({ at, record, item }) => ({ at, record, sent: item, word: item })),
    operations: bulk.operations,
    until: writing.deps.now().getTime() + KEPT_MILLISECONDS,
    saves: writing.abandoned?.saves ?? 0,
  };
  writing.abandonedChanged = true;
}

/** The store has something newer of a record: an abandoned bulk that runs later must not have the last word. */
export function noteWord(writing: Writing, { record, item }: Unit): void {
  const { abandoned, writer } = writing;
  if (writer.kind !== 'values' || writer.bulk === undefined) return;
  if (abandoned === undefined || !abandoned.rows.some((row) => row.record === record)) return;
  const { bulk } = writer;
  const rows = abandoned.rows.map((row) =>
    row.record === record ? { ...row, word: bulk.lastWord(row.word, item) } : row,
  );
  writing.abandoned = { ...abandoned, rows };
  writing.abandonedChanged = true;
}

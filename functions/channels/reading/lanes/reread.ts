import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { append } from '../log/append.ts';
import { loadKnown } from '../log/known.ts';
import type { ReadState } from '../log/read-state.ts';
import { idsAbove, scopeOf } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type RecordPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type ChangesReader, count, knownOf, type Reading } from '../reading.ts';

/** Reads records again that change without a new time, such as open orders, and delivers those whose content differs. */
export async function reread(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const { order, reader } = reading;
  if (reader.reread === undefined) return 'finished';
  await loadKnown(reading);
  const scope = [...reader.reread, ...scopeOf(reader, reading.seen.state)];
  let after = reading.seen.state.rereadAfter ?? 0;
  for (;;) {
    const page = order.mustStop() ? undefined : await fetchPage(reading, 'reread', idsAbove(reader, after, scope));
    if (page === undefined) {
      await note(reading, (state) => ({ ...state, rereadAfter: after }));
      return 'more';
    }
    await take(reading, page);
    const last = page.records.at(-1)?.id ?? after;
    if (!page.full) break;
    mustAdvance(last > after);
    after = last;
  }
  const at = reading.deps.now().toISOString();
  await note(reading, ({ rereadAfter: _, ...state }) => ({ ...state, done: { ...state.done, reread: at } }));
  return 'finished';
}

/** Those that were never delivered are left to the lanes that find new records. */
async function take(reading: Reading<ChangesReader>, { records }: RecordPage): Promise<void> {
  const known = knownOf(reading);
  const differing = records.filter(({ id, version }) => {
    const before = known.version(String(id));
    return before !== undefined && before !== version;
  });
  count(reading, { unchanged: records.length - differing.length });
  const made = await makeLines(reading, differing);
  if (differing.length === 0) return;
  await append(reading, { lane: 'reread', lines: made.lines, next: (state) => noting(reading, made, state) });
}

function note(reading: Reading, next: (state: ReadState) => ReadState) {
  return append(reading, { lane: 'reread', lines: [], next });
}

import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { asideDue } from '../due-tasks.ts';
import { append } from '../log/append.ts';
import { idIs } from '../pages/criteria.ts';
import { isPageFault, listPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import type { ChangesReader, Reading } from '../reading.ts';

/** Once a day, tries the records again that the store failed on, or that could not be delivered. */
export async function retryAside(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const { aside } = reading.seen.state;
  const now = reading.deps.now();
  if (!asideDue(reading.seen.state, now)) return 'finished';
  for (const { id } of aside) {
    if (reading.order.mustStop()) return 'more';
    await retry(reading, id);
  }
  const at = now.toISOString();
  await append(reading, {
    lane: 'reread',
    lines: [],
    next: (state) => ({ ...state, done: { ...state.done, aside: at } }),
  });
  return 'finished';
}

async function retry(reading: Reading<ChangesReader>, id: string): Promise<void> {
  const records = await readAlone(reading, Number(id));
  if (records === undefined) return;
  const made = await makeLines(reading, records);
  if (made.aside.length > 0) return;
  await append(reading, {
    lane: 'reread',
    lines: made.lines,
    next: (state) => noting(reading, made, { ...state, aside: state.aside.filter((other) => other.id !== id) }),
  });
}

/** Undefined while the store still fails on it. */
async function readAlone(reading: Reading<ChangesReader>, id: number) {
  try {
    const { records } = await listPage(reading, { groups: [[idIs(reading.reader, 'eq', id)]], sort: [] }, 1, []);
    return records;
  } catch (error) {
    if (isPageFault(error)) return undefined;
    throw error;
  }
}

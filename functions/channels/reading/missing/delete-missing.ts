import type { ChangeLine, Lane } from '../../../domain/sync/change-log.ts';
import { append } from '../log/append.ts';
import { idIn } from '../pages/criteria.ts';
import { listPage } from '../pages/list-page.ts';
import { lineOf } from '../pages/make-lines.ts';
import { type ChangesReader, knownOf, type Reading } from '../reading.ts';

/** Few enough for the shortest limit of a URL, and for a store that caps pages. */
const IDS_AT_ONCE = 20;
const LIVING_AT_ONCE = 3;

/**
 * Deletes known records that two lists leave out which serve another known record at the same time: a module that is
 * switched off, or a permission that was taken away, empties every list. Returns those that are left when time is up.
 */
export async function deleteMissing(
  reading: Reading<ChangesReader>,
  lane: Lane,
  missing: readonly number[],
): Promise<readonly number[]> {
  const failing = new Set(reading.seen.state.aside.filter(({ why }) => why === 'failing').map(({ id }) => Number(id)));
  const suspects = missing.filter((id) => !failing.has(id));
  const living = livingOf(reading, new Set([...suspects, ...failing]));
  for (let next = 0; next < suspects.length; ) {
    if (reading.order.mustStop()) return suspects.slice(next);
    const batch = suspects.slice(next, next + IDS_AT_ONCE);
    await deleteBatch(reading, lane, batch, living);
    next += batch.length;
  }
  return [];
}

async function deleteBatch(
  reading: Reading<ChangesReader>,
  lane: Lane,
  batch: readonly number[],
  living: readonly number[],
): Promise<void> {
  const once = await absent(reading, batch, living);
  const twice = once.length === 0 ? [] : await absent(reading, once, living);
  const known = knownOf(reading);
  const lines = twice.flatMap((id): ChangeLine[] => {
    const version = known.version(String(id));
    return version === undefined ? [] : [lineOf(reading, String(id), version)];
  });
  if (lines.length === 0) return;
  await append(reading, { lane, lines, next: (state) => state });
}

/** Those of the ids that a list leaves out. None when it cannot be trusted: no living record is in it, or it was cut. */
async function absent(
  reading: Reading<ChangesReader>,
  ids: readonly number[],
  living: readonly number[],
): Promise<readonly number[]> {
  const asked = [...ids, ...living];
  const ask = { groups: [[idIn(reading.reader, asked)]], sort: [] };
  const { records, full } = await listPage(reading, ask, asked.length + 1);
  if (full) {
    if (ids.length === 1) return [];
    const middle = Math.ceil(ids.length / 2);
    const first = await absent(reading, ids.slice(0, middle), living);
    return [...first, ...(await absent(reading, ids.slice(middle), living))];
  }
  const here = new Set(records.map(({ id }) => id));
  const confirmed = reading.order.task === 'confirmed' && living.length === 0;
  if (!confirmed && !living.some((id) => here.has(id))) return [];
  return ids.filter((id) => !here.has(id));
}

/** Known records that are not suspected, the oldest: they are the least likely to vanish meanwhile. */
function livingOf(reading: Reading, suspects: ReadonlySet<number>): readonly number[] {
  const living: number[] = [];
  for (const id of knownOf(reading).ids()) {
    if (!suspects.has(id)) living.push(id);
    if (living.length === LIVING_AT_ONCE) break;
  }
  return living;
}

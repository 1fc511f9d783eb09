import type { Lane } from '../../../domain/sync/change-log.ts';
import { isAfter } from '../../../domain/sync/stream-position.ts';
import { append } from '../log/append.ts';
import { forwardStart } from '../log/forward-start.ts';
import { type Ask, idIs, scopeOf } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type ReadRecord } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type ChangesReader, count, knownOf, type Reading } from '../reading.ts';
import { firstAbove, idsBetween } from './sorted-ids.ts';

/** A range with so many records is read, not divided further. */
const LEAF_RECORDS = 200;

/** Ids above `above`, up to `to`; the store counts so many of them. */
type Range = { readonly above: number; readonly to: number; readonly stored: number };

/** Neither counted nor read: the counts contradict each other, or the time is up. */
class Unfinished {
  readonly why: 'unusable' | 'stopped';
  constructor(why: 'unusable' | 'stopped') {
    this.why = why;
  }
}

/** Known ids that the store does not have. Records in between that were never seen are delivered. */
export async function bisect(
  reading: Reading<ChangesReader>,
  lane: Lane,
): Promise<readonly number[] | 'unusable' | 'stopped'> {
  const ids = expected(reading);
  const to = ids.at(-1);
  if (to === undefined) return [];
  const missing: number[] = [];
  try {
    const ranges: Range[] = [{ above: 0, to, stored: await stored(reading, lane, 0, to) }];
    for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
      const known = firstAbove(ids, range.to) - firstAbove(ids, range.above);
      if (range.stored === known) continue;
      if (Math.max(range.stored, known) <= LEAF_RECORDS || range.to - range.above === 1) {
        missing.push(...(await readRange(reading, lane, range, ids)));
      } else ranges.push(...(await halves(reading, lane, range, ids)));
    }
    return missing;
  } catch (error) {
    if (error instanceof Unfinished) return error.why;
    throw error;
  }
}

/** What the lists of the store should have: known records, and those it serves though they could not be delivered. */
function expected(reading: Reading): Float64Array {
  const known = knownOf(reading).ids();
  if (reading.seen.state.aside.length === 0) return known;
  const ids = new Set(known);
  for (const { id, why } of reading.seen.state.aside) {
    if (why === 'failing') ids.delete(Number(id));
    else ids.add(Number(id));
  }
  return Float64Array.from(ids).sort();
}

/** Divided where as many known records are on both sides. Both are counted the first time: a count that lies shows. */
async function halves(
  reading: Reading<ChangesReader>,
  lane: Lane,
  { above, to, stored: whole }: Range,
  ids: Float64Array,
): Promise<Range[]> {
  const [first, end] = [firstAbove(ids, above), firstAbove(ids, to)];
  const median = (ids[(first + end) >> 1] ?? 0) - 1;
  const middle = end - first > 1 && median > above && median < to ? median : Math.floor((above + to) / 2);
  const left = await stored(reading, lane, above, middle);
  const right = above === 0 ? await stored(reading, lane, middle, to) : whole - left;
  if (right < 0 || left + right !== whole) throw new Unfinished('unusable');
  return [
    { above: middle, to, stored: right },
    { above, to: middle, stored: left },
  ];
}

async function stored(reading: Reading<ChangesReader>, lane: Lane, above: number, to: number): Promise<number> {
  const found = await page(reading, lane, above, to, 1);
  if (found.page.total === undefined) throw new Unfinished('unusable');
  return found.page.total;
}

async function page(reading: Reading<ChangesReader>, lane: Lane, above: number, to: number, size: number) {
  const { reader, order } = reading;
  const range = [[idIs(reader, 'gt', above)], [idIs(reader, 'lteq', to)], ...scopeOf(reader, reading.seen.state)];
  const ask: Ask = { groups: range, sort: [{ field: reader.id, direction: 'ASC' }] };
  const found = order.mustStop() ? undefined : await fetchPage(reading, lane, ask, size);
  if (found === undefined) throw new Unfinished('stopped');
  return found;
}

async function readRange(
  reading: Reading<ChangesReader>,
  lane: Lane,
  { above, to, stored: whole }: Range,
  ids: Float64Array,
): Promise<number[]> {
  const records: ReadRecord[] = [];
  for (let after = above; ; ) {
    const found = await page(reading, lane, after, to, LEAF_RECORDS);
    records.push(...found.records);
    const last = found.records.at(-1)?.id ?? after;
    if (!found.full) break;
    mustAdvance(last > after);
    after = last;
  }
  if (records.length !== whole) throw new Unfinished('unusable');
  const expectedHere = idsBetween(ids, above, to);
  await deliverUnseen(reading, lane, records, new Set(expectedHere));
  const here = new Set(records.map(({ id }) => id));
  return expectedHere.filter((id) => !here.has(id));
}

async function deliverUnseen(
  reading: Reading<ChangesReader>,
  lane: Lane,
  records: readonly ReadRecord[],
  expectedHere: ReadonlySet<number>,
): Promise<void> {
  const settled = forwardStart(reading.seen.state);
  const upTo = await reading.deps.store.clock();
  const unseen = records.filter(
    ({ id, at }) => !expectedHere.has(id) && (at === undefined || !isAfter({ at, id }, settled) || at > upTo),
  );
  if (unseen.length === 0) return;
  const made = await makeLines(reading, unseen);
  const { delivered } = reading.counts;
  await append(reading, { lane, lines: made.lines, next: (state) => noting(reading, made, state) });
  count(reading, { late: reading.counts.delivered - delivered });
}

import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import type { StorePage } from '../../../domain/sync/store-reader.ts';
import { count, type Reading, type SnapshotReader } from '../reading.ts';
import { setSpanAside } from './failing-span.ts';
import { type KeyedRecord, keyed, sortedValue } from './keyed-records.ts';
import { isPageFault, mustAdvance } from './list-page.ts';
import { grow, halve, isCutOff } from './page-size.ts';
import { snapshotList, valueIs, valuesAfter } from './snapshot-list.ts';

/** `last`: the value of the sorted column up to which everything is read; undefined with the last page. */
export type SnapshotPage = { readonly records: readonly KeyedRecord[]; readonly last: string | undefined };

/** So many records of a single answer are delivered at once. */
const RECORDS_AT_ONCE = 500;
/** So many pages may have one value in the sorted column. */
const VALUE_PAGES_MAX = 50;

/** A list that was answered, and can be read in no way: smaller pages do not help. */
class UnusableList extends Refusal {
  constructor() {
    super('store_invalid_response');
  }
}

/**
 * A list page by page, after a value of its sorted column; or in a single answer, where it takes no criteria. Ends with
 * undefined when the time is up before a page has come.
 */
export async function* snapshotPages(
  reading: Reading<SnapshotReader>,
  after: string | undefined,
): AsyncIterable<SnapshotPage | undefined> {
  if (!reading.reader.paged) {
    yield* wholeAnswer(reading);
    return;
  }
  const left = new Set<string | undefined>([after]);
  for (let from = after; ; ) {
    const taken = await takenInTime(reading, from);
    if (taken === undefined) {
      yield undefined;
      return;
    }
    yield { records: keyed(reading, taken.items), last: taken.next };
    if (taken.next === undefined) return;
    // Compared by the store's collation, which is not known here: only that none comes twice.
    mustAdvance(!left.has(taken.next));
    left.add(taken.next);
    from = taken.next;
  }
}

async function* wholeAnswer(reading: Reading<SnapshotReader>): AsyncIterable<SnapshotPage> {
  count(reading, { calls: 1 });
  const { items } = await reading.deps.store.all(reading.reader.path);
  count(reading, { read: items.length });
  for (let next = 0; next < items.length; next += RECORDS_AT_ONCE) {
    yield { records: keyed(reading, items.slice(next, next + RECORDS_AT_ONCE)), last: undefined };
  }
}

/** Where the store fails, in smaller pages; where it fails on a single record, without that. */
async function takenInTime(reading: Reading<SnapshotReader>, from: string | undefined) {
  for (let before: Recovery | undefined; ; ) {
    try {
      const page = await snapshotList(reading, valuesAfter(reading.reader, from));
      const taken = await upToLastValue(reading, page, from);
      reading.order.onPage?.(reading.counts);
      grow(reading);
      return taken;
    } catch (error) {
      if (isCutOff(reading, error)) {
        halve(reading);
        return undefined;
      }
      if (!isPageFault(error) || error instanceof UnusableList) throw error;
      const recovery = await recover(reading, from);
      // A fault that is there again, though each record can be read, is about something else.
      if (recovery === 'unfound' || (recovery === 'nothing' && before === 'nothing')) throw error;
      before = recovery;
    }
  }
}

type Recovery = 'smaller' | Awaited<ReturnType<typeof setSpanAside>>;

async function recover(reading: Reading<SnapshotReader>, from: string | undefined): Promise<Recovery> {
  return halve(reading) ? 'smaller' : setSpanAside(reading, from);
}

/**
 * A full page may end among records with the same value (stock of one SKU in several sources): these are left to the next
 * page. Where all of the page has that value, its records are read by number.
 */
async function upToLastValue(reading: Reading<SnapshotReader>, page: StorePage, from: string | undefined) {
  const sortedBy = (raw: RawRecord | undefined) => sortedValue(reading.reader, raw);
  const last = sortedBy(page.items.at(-1));
  if (page.items.length < page.pageSize) return { items: page.items, next: undefined };
  // Nothing can be asked for after it.
  if (last === undefined) throw new UnusableList();
  if (last === from) return { items: page.items, next: undefined };
  const before = page.items.filter((raw) => sortedBy(raw) !== last);
  if (before.length === 0) return { items: await allOf(reading, last), next: last };
  return { items: before, next: sortedBy(before.at(-1)) };
}

/** Ends with a page that is short or brings nothing new: some stores repeat the last one. */
async function allOf(reading: Reading<SnapshotReader>, value: string): Promise<RawRecord[]> {
  const found = new Map<string, RawRecord>();
  for (let number = 1; ; number += 1) {
    const page = await snapshotList(reading, valueIs(reading.reader, value), { number });
    const before = found.size;
    for (const raw of page.items) found.set(recordVersion(JSON.stringify(raw)), raw);
    if (page.items.length < page.pageSize || found.size === before) return [...found.values()];
    if (number >= VALUE_PAGES_MAX) throw new UnusableList();
  }
}

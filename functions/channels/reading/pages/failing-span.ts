import type { StorePage } from '../../../domain/sync/store-reader.ts';
import { append } from '../log/append.ts';
import { type Aside, type ReadState, type Span, setAside } from '../log/read-state.ts';
import { type Reading, report, type SnapshotReader } from '../reading.ts';
import { sortedValue } from './keyed-records.ts';
import { isPageFault } from './list-page.ts';
import { inside, snapshotList, valueIs, valuesAfter } from './snapshot-list.ts';

/** So many spans are passed over; with more, the store is not well, and the lane fails. */
const SPANS_MAX = 20;
/** So many records in a row may fail, and so many records of one value are asked for one by one. */
const FAILING_IN_A_ROW = 5;
const RECORDS_OF_VALUE = 50;

/**
 * Finds where in a list the record is that the store fails on after a value: between that value and the next one that
 * is served, or among the records of one value. Notes it, so that pages leave it out. `unfound`: the fault is not about
 * a record. `nothing`: no record fails any more.
 */
export async function setSpanAside(
  reading: Reading<SnapshotReader>,
  from: string | undefined,
): Promise<'aside' | 'unfound' | 'nothing'> {
  const { aside } = reading.seen.state;
  if (aside.filter(({ span }) => span !== undefined).length >= SPANS_MAX) return 'unfound';
  const found = await spanAfter(reading, from);
  if (typeof found === 'string') return found;
  // Between one answer and the next the store may have come back.
  if (!(await failsIn(reading, found))) return 'nothing';
  const one: Aside = { id: labelOf(found), why: 'failing', span: found };
  if (!aside.some(({ id }) => id === one.id)) report(reading, 'record_failing', one.id);
  const next = (state: ReadState) => setAside(state, [one], reading.deps.now());
  await append(reading, { lane: 'snapshot', lines: [], next });
  return 'aside';
}

/** Of a record that is never served, the key is not known. */
function labelOf({ value, after, before }: Span): string {
  return value ?? (after === undefined ? `before ${before}` : `after ${after}`);
}

async function spanAfter(
  reading: Reading<SnapshotReader>,
  from: string | undefined,
): Promise<Span | 'nothing' | 'unfound'> {
  const groups = valuesAfter(reading.reader, from);
  const first = await recordAt(reading, groups, 1);
  if (first !== undefined) return valueSpan(reading, valueAt(reading, first));
  // A store that has gone would fail on every record.
  if ((await recordAt(reading, valueIs(reading.reader, ''), 1)) === undefined) return 'unfound';
  for (let number = 2; number <= FAILING_IN_A_ROW + 1; number += 1) {
    const page = await recordAt(reading, groups, number);
    if (page === undefined) continue;
    const before = valueAt(reading, page);
    if (before === undefined) return from === undefined ? 'unfound' : { after: from };
    const isOfValue = (await recordAt(reading, valueIs(reading.reader, before), 1)) === undefined;
    return isOfValue ? { value: before } : { after: from, before };
  }
  return 'unfound';
}

async function valueSpan(reading: Reading<SnapshotReader>, value: string | undefined): Promise<Span | 'nothing'> {
  if (value === undefined) return 'nothing';
  for (let number = 1; number <= RECORDS_OF_VALUE; number += 1) {
    const page = await recordAt(reading, valueIs(reading.reader, value), number);
    if (page === undefined) return { value };
    if (page.items.length === 0) break;
  }
  return 'nothing';
}

function valueAt({ reader }: Reading<SnapshotReader>, { items }: StorePage): string | undefined {
  return sortedValue(reader, items[0]);
}

/** Undefined where the store fails on it. */
function recordAt(reading: Reading<SnapshotReader>, groups: Parameters<typeof snapshotList>[1], number: number) {
  return unlessItFails(snapshotList(reading, groups, { number, size: 1 }));
}

async function failsIn(reading: Reading<SnapshotReader>, span: Span): Promise<boolean> {
  const groups = inside(reading.reader, span);
  return (await unlessItFails(snapshotList(reading, groups, { size: RECORDS_OF_VALUE }, []))) === undefined;
}

/** @throws Refusal for what is about the store as a whole */
async function unlessItFails(page: Promise<StorePage>): Promise<StorePage | undefined> {
  try {
    return await page;
  } catch (error) {
    if (isPageFault(error)) return undefined;
    throw error;
  }
}

/** Once a day: what the store fails on no longer is read again, and so is every record that could not be delivered. */
export async function retrySpans(reading: Reading<SnapshotReader>): Promise<void> {
  const failing: string[] = [];
  for (const { id, span } of reading.seen.state.aside) {
    if (span !== undefined && (await failsIn(reading, span))) failing.push(id);
  }
  const at = reading.deps.now().toISOString();
  const next = ({ aside, done, ...state }: ReadState): ReadState => ({
    ...state,
    aside: aside.filter(({ id }) => failing.includes(id)),
    done: { ...done, aside: at },
  });
  await append(reading, { lane: 'snapshot', lines: [], next });
}

import type { Row, Table } from '../../data/table.ts';
import { columnOf } from './columns.ts';
import { dateTestOf, testOf } from './conditions.ts';
import type { Filter } from './search-criteria.ts';
import type { Ordered } from './sort.ts';

type Test<R> = (row: Row<R>) => boolean;

/** How a filter tells rows apart, and what that means in the order of the rows. */
type RowFilter<R> = {
  readonly test: Test<R>;
  /** It begins to hold somewhere and holds on, or holds up to somewhere, or neither. */
  readonly course: 'rising' | 'falling' | 'any';
  /** A rising test that holds wherever the filter does. */
  readonly begins?: Test<R>;
};

type Group<R> = readonly RowFilter<R>[];

const UPWARDS = ['gt', 'gteq', 'from'];
const DOWNWARDS = ['lt', 'lteq', 'to'];

export function rowFilter<R extends object>(
  table: Table<R>,
  { field, condition_type: condition, value }: Filter,
  { kind, up }: Ordered<R>,
): RowFilter<R> {
  const column = columnOf(table, field);
  if (column === undefined) return { test: () => false, course: 'any' };
  const isDate = field.endsWith('_at') || field.endsWith('_time');
  const testFor = (name: string): Test<R> => {
    const test = isDate ? dateTestOf(name, value) : testOf(name, value);
    return (row) => test(column.of(row));
  };
  const test = testFor(condition);
  if (column.kind !== kind || kind === 'other') return { test, course: 'any' };
  const [rising, falling] = up ? [UPWARDS, DOWNWARDS] : [DOWNWARDS, UPWARDS];
  if (rising.includes(condition)) return { test, course: 'rising', begins: test };
  if (falling.includes(condition)) return { test, course: 'falling' };
  return condition === 'eq' ? { test, course: 'any', begins: testFor(up ? 'gteq' : 'lteq') } : { test, course: 'any' };
}

/**
 * The rows for which each group has a filter that holds. Where the order of the rows decides, as for a page by keyset,
 * only the few rows around its beginning are looked at: large tables are read page by page without being walked each
 * time.
 */
export function rowsThatHold<R>(rows: readonly Row<R>[], groups: readonly Group<R>[]): Row<R>[] {
  const end = Math.min(rows.length, ...groups.map((group) => endOf(rows, group)));
  const start = Math.max(0, ...groups.map((group) => startOf(rows, group)));
  const sure = Math.min(end, Math.max(start, ...groups.map((group) => sureFrom(rows, group))));
  const holds = (row: Row<R>) => groups.every((group) => group.length === 0 || group.some(({ test }) => test(row)));
  return rows.slice(start, sure).filter(holds).concat(rows.slice(sure, end));
}

function isFalling<R>(group: Group<R>): boolean {
  return group.length === 1 && group[0]?.course === 'falling';
}

/** From there on the group never holds again. */
function endOf<R>(rows: readonly Row<R>[], group: Group<R>): number {
  const [first] = group;
  return first !== undefined && isFalling(group) ? firstOf(rows, (row) => !first.test(row)) : rows.length;
}

/** Before it, the group never holds. */
function startOf<R>(rows: readonly Row<R>[], group: Group<R>): number {
  const starts = group.map(({ begins }) => (begins === undefined ? 0 : firstOf(rows, begins)));
  return starts.length === 0 ? 0 : Math.min(...starts);
}

/** From there on, up to its end, the group holds for each row. */
function sureFrom<R>(rows: readonly Row<R>[], group: Group<R>): number {
  if (group.length === 0 || isFalling(group)) return 0;
  const rising = group.filter(({ course }) => course === 'rising').map(({ test }) => firstOf(rows, test));
  return Math.min(rows.length, ...rising);
}

/** Where a test that goes on to hold begins to; the number of rows if it never does. */
function firstOf<R>(rows: readonly Row<R>[], test: Test<R>): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && test(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

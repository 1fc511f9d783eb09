import type { Row, Table } from '../../data/table.ts';
import type { Column } from './columns.ts';
import { columnOf } from './columns.ts';
import { valueOrder } from './conditions.ts';

type SortOrder = { readonly field: string; readonly direction: string };
type By<R> = { readonly column: Column<R>; readonly up: boolean };

/** Rows in the order asked for, equal ones by their ids. By id or time, which large tables are read by, nothing is sorted anew. */
export function inOrder<R extends object>(table: Table<R>, orders: readonly SortOrder[]): readonly Row<R>[] {
  const by = orders.flatMap(({ field, direction }): By<R>[] => {
    const column = columnOf(table, field);
    return column === undefined ? [] : [{ column, up: direction === 'ASC' }];
  });
  const [first] = by;
  if (first === undefined) return table.rows('id');
  const kinds = by.map(({ column }) => column.kind).join();
  const kept = ['id', 'stamp,id', 'stamp'].includes(kinds) && by.every(({ up }) => up === first.up);
  if (!kept || (kinds === 'stamp' && !first.up)) return table.rows('id').toSorted((a, b) => orderOf(by, a, b));
  const rows = table.rows(kinds === 'id' ? 'id' : 'stamp');
  return first.up ? rows : rows.toReversed();
}

function orderOf<R>(by: readonly By<R>[], left: Row<R>, right: Row<R>): number {
  for (const { column, up } of by) {
    const order = valueOrder(column.of(left), column.of(right));
    if (order !== 0) return up ? order : -order;
  }
  return left.id - right.id;
}

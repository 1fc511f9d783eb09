import type { Row, Table } from '../../data/table.ts';
import type { Column } from './columns.ts';
import { columnOf } from './columns.ts';
import { valueOrder } from './conditions.ts';

type SortOrder = { readonly field: string; readonly direction: string };
type By<R> = { readonly column: Column<R>; readonly up: boolean };

/** Rows in an order that they are kept in: by their ids or times, up or down; `kind` is `other` if they were sorted anew. */
export type Ordered<R> = { readonly rows: readonly Row<R>[]; readonly kind: Column<R>['kind']; readonly up: boolean };

/** Rows in the order asked for, equal ones by their ids. */
export function inOrder<R extends object>(table: Table<R>, orders: readonly SortOrder[]): Ordered<R> {
  const by = columnsOf(table, orders);
  const [first] = by;
  const up = first?.up ?? true;
  const kinds = by.map(({ column }) => column.kind).join();
  const isKept = ['', 'id', 'stamp', 'stamp,id'].includes(kinds) && by.every((one) => one.up === up);
  if (!isKept || (kinds === 'stamp' && !up)) {
    return { rows: table.rows('id').toSorted((a, b) => orderOf(by, a, b)), kind: 'other', up };
  }
  const kind = kinds.startsWith('stamp') ? 'stamp' : 'id';
  const rows = table.rows(kind);
  return { rows: up ? rows : rows.toReversed(), kind, up };
}

/** Nothing that follows an id makes a difference. */
function columnsOf<R extends object>(table: Table<R>, orders: readonly SortOrder[]): By<R>[] {
  const by = orders.flatMap(({ field, direction }): By<R>[] => {
    const column = columnOf(table, field);
    return column === undefined ? [] : [{ column, up: direction === 'ASC' }];
  });
  const id = by.findIndex(({ column }) => column.kind === 'id');
  return id < 0 ? by : by.slice(0, id + 1);
}

function orderOf<R>(by: readonly By<R>[], left: Row<R>, right: Row<R>): number {
  for (const { column, up } of by) {
    const order = valueOrder(column.of(left), column.of(right));
    if (order !== 0) return up ? order : -order;
  }
  return left.id - right.id;
}

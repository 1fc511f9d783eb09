import type { Row, Table } from '../../data/table.ts';
import type { Value } from './conditions.ts';

/** A field that searches can name. */
export type Column<R> = { readonly kind: 'id' | 'stamp' | 'other'; readonly of: (row: Row<R>) => Value };

/** Undefined for a field that the table does not have; those of lists and objects within a record are none. */
export function columnOf<R extends object>(table: Table<R>, field: string): Column<R> | undefined {
  const { idNames, stampName, make } = table.options;
  if (idNames.includes(field)) return { kind: 'id', of: ({ id }) => id };
  if (field === stampName) return { kind: 'stamp', of: ({ stamp }) => stamp };
  const sample: object = make(1);
  if (!Object.hasOwn(sample, field) || typeof Reflect.get(sample, field) === 'object') return undefined;
  return { kind: 'other', of: (row) => scalar(Reflect.get(table.bodyOf(row), field)) };
}

function scalar(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : null;
}

import type { Change, ChangeResult } from '../../../../../functions/domain/sync/changes/change.ts';
import type { ChangeBatch } from '../../../../../functions/domain/sync/changes/change-batch.ts';
import type { Kind } from '../random-changes.ts';

/** A line that the vendor sent, and what it was told of it. */
export type Told = { readonly batch: ChangeBatch; readonly change: Change; readonly result: ChangeResult };

/** Whose result is that of the line: its own, or that of the line that was written instead. */
export function leadOf(one: Told, told: readonly Told[]): Told | undefined {
  const { line, status, by = 0 } = one.result;
  if (status !== 'superseded') return one;
  if (by <= line) return undefined;
  return told.find(({ batch, result }) => batch.batch === one.batch.batch && result.line === by);
}

/** When a line had its result, in seconds; results have milliseconds. */
export const endOf = ({ result }: Told): number => Date.parse(result.at) / 1000 + 0.001;

/** What a change sets, by the records of the store's log. */
export function settings({ change: { change } }: Pick<Told, 'change'>): [string, unknown][] {
  const { sku, quantity, price, product, order_id, ext_order_id } = change;
  const key = String(sku).toLowerCase();
  if (product !== undefined) return Object.entries(Object(product)).map(([name, value]) => [`${key} ${name}`, value]);
  return [[order_id === undefined ? key : String(order_id), quantity ?? price ?? ext_order_id]];
}

/** The row of the store that a change is of. */
export function rowOf(kind: Kind, { sku, order_id }: Readonly<Record<string, unknown>>): string {
  if (order_id !== undefined) return `order ${order_id}`;
  return `${kind === 'stock' ? 'stock' : 'product'} ${String(sku).toLowerCase()}`;
}

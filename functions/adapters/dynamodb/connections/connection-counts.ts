import * as z from 'zod/mini';
import type { ProductId } from '../../../domain/ids.ts';
import {
  type ConnectionCounts,
  type CountedConnections,
  countedConnections,
  WINDOWS_A_DAY,
} from '../../../domain/stores/connection-counts.ts';
import { batchGet } from '../batch-get.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';

export type ConnectionCountsRepository = ReturnType<typeof openConnectionCounts>;

/** What one window of the day holds. */
export type WindowCount = { readonly window: number; readonly at: string; readonly counts: ConnectionCounts };

/** Of a window: active, needs_reauthorization, inactive, unreachable. In this order, since 288 of them lie in one item. */
const windowItem = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const countsItem = z.looseObject({ pk: z.string(), since: z.string(), asOf: z.string() });

/** How many connections there are, one item for each product, in which every window of health checks has its share. */
export function openConnectionCounts(table: Table) {
  return {
    /** In place of what the window held the day before. */
    async record(product: ProductId, { window, at, counts }: WindowCount): Promise<void> {
      const { active, needs_reauthorization, inactive, unreachable } = counts;
      const share = [active, needs_reauthorization, inactive, unreachable];
      const isEmpty = share.every((count) => count === 0);
      await updateIf(table.client, {
        table: table.name,
        pk: countsKey(product),
        set: { asOf: at, ...(!isEmpty && { [windowName(window)]: share }) },
        // Kept when the first window is counted, whatever it holds.
        setTo: { since: 'if_not_exists(#since, :since)' },
        remove: isEmpty ? [windowName(window)] : [],
        values: { ':since': at },
      });
    },

    /** By product; one that was never counted is absent. */
    async totals(products: readonly ProductId[]): Promise<ReadonlyMap<ProductId, CountedConnections>> {
      const items = await batchGet(table, products.map(countsKey));
      const byKey = new Map(items.map((item) => [item['pk'], totalOf(item)]));
      return new Map(
        products.flatMap((product) => {
          const found = byKey.get(countsKey(product));
          return found === undefined ? [] : [[product, found] as const];
        }),
      );
    },
  };
}

function totalOf(attributes: Record<string, unknown>): CountedConnections {
  const item = countsItem.parse(attributes);
  const windows = Array.from({ length: WINDOWS_A_DAY }, (_, window) => item[windowName(window)]);
  const counted = windows.flatMap((share) => {
    const { data } = windowItem.safeParse(share);
    if (data === undefined) return [];
    const [active, needs_reauthorization, inactive, unreachable] = data;
    return { active, needs_reauthorization, inactive, unreachable };
  });
  return countedConnections(counted, item);
}

function countsKey(product: ProductId): string {
  return `COUNTS#${product}`;
}

function windowName(window: number): string {
  return `w${window}`;
}

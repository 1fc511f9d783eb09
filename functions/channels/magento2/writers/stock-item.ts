import * as z from 'zod/mini';
import { quantity, sku } from './items.ts';

export const stockItem = z.strictObject({
  sku,
  source_code: z._default(z.string().check(z.minLength(1), z.maxLength(255)), 'default'),
  quantity,
  /** 1: in stock. What the quantity says unless given. */
  status: z.optional(z.literal([0, 1])),
});
export type StockItem = z.output<typeof stockItem>;

export const statusOf = ({ status, quantity: count }: StockItem): number => status ?? (count > 0 ? 1 : 0);

import { baseProduct } from '../catalog/product-record.ts';

export type OrderItem = ReturnType<typeof orderItem>;

/** What a line is made from. */
export type Line = { readonly productId: number; readonly sku: string; readonly price: number; readonly qty: number };

/** Amounts have two decimals. */
export function money(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Two lines whose sum is the subtotal. */
export function linesOf(orderId: number, subtotal: number): Line[] {
  const [first, second] = [baseProduct(((orderId * 7) % 200) + 1), baseProduct(((orderId * 11) % 200) + 2)];
  const price = Math.floor((subtotal / 3) * 100) / 100;
  return [
    { productId: first.id, sku: first.sku, price: money(subtotal - 2 * price), qty: 1 },
    { productId: second.id, sku: second.sku, price, qty: 2 },
  ];
}

/** A line of an order, nothing of it invoiced, shipped or refunded yet. */
export function orderItem(orderId: number, itemId: number, { productId, sku, price, qty }: Line, at: string) {
  const total = money(price * qty);
  return {
    amount_refunded: 0,
    base_amount_refunded: 0,
    base_discount_amount: 0,
    base_discount_invoiced: 0,
    base_discount_tax_compensation_amount: 0,
    base_original_price: price,
    base_price: price,
    base_price_incl_tax: price,
    base_row_invoiced: 0,
    base_row_total: total,
    base_row_total_incl_tax: total,
    base_tax_amount: 0,
    base_tax_invoiced: 0,
    created_at: at,
    discount_amount: 0,
    discount_invoiced: 0,
    discount_percent: 0,
    discount_tax_compensation_amount: 0,
    free_shipping: 0,
    is_qty_decimal: 0,
    is_virtual: 0,
    item_id: itemId,
    name: `Product ${productId}`,
    no_discount: 0,
    order_id: orderId,
    original_price: price,
    price,
    price_incl_tax: price,
    product_id: productId,
    product_type: 'simple',
    qty_canceled: 0,
    qty_invoiced: 0,
    qty_ordered: qty,
    qty_refunded: 0,
    qty_shipped: 0,
    quote_item_id: itemId,
    row_invoiced: 0,
    row_total: total,
    row_total_incl_tax: total,
    row_weight: qty,
    sku,
    store_id: 1,
    tax_amount: 0,
    tax_invoiced: 0,
    tax_percent: 0,
    updated_at: at,
    weight: 1,
  };
}

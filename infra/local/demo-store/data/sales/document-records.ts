import { magentoDate } from '../../rest/magento-date.ts';
import type { Order } from './order-record.ts';
import { baseOrder } from './order-record.ts';

/** How much of a line of the order a document is about. */
export type Quantity = { readonly order_item_id: number; readonly qty: number };

export type Invoice = ReturnType<typeof newInvoice>;
export type CreditMemo = ReturnType<typeof newCreditMemo>;

const DOCUMENT_DELAY_MS = 60_000;

/** The stamp that base documents have: that of their order's last change. */
function whenPaid(order: Order): string {
  return magentoDate(Date.parse(`${order.created_at.replace(' ', 'T')}Z`) + DOCUMENT_DELAY_MS);
}

/** The order of the nth invoice: canceled ones, every seventh, have none. */
export function invoicedOrder(nth: number): Order {
  return baseOrder(nth + Math.floor((nth - 1) / 6));
}

export function baseInvoice(id: number): Invoice {
  const order = invoicedOrder(id);
  return newInvoice(id, order, whenPaid(order));
}

export function baseCreditMemo(id: number): CreditMemo {
  const order = invoicedOrder(id * 20);
  return newCreditMemo(id, order, whenPaid(order), order.shipping_amount);
}

function header(id: number, order: Order, at: string) {
  const comments: { comment: string; created_at: string; entity_id: number }[] = [];
  return {
    base_currency_code: 'EUR',
    base_to_global_rate: 1,
    base_to_order_rate: 1,
    billing_address_id: order.billing_address_id,
    comments,
    created_at: at,
    entity_id: id,
    global_currency_code: 'EUR',
    increment_id: String(id).padStart(9, '0'),
    order_currency_code: 'EUR',
    order_id: order.entity_id,
    shipping_address_id: order.billing_address_id - 1,
    store_currency_code: 'EUR',
    store_id: order.store_id,
    store_to_base_rate: 0,
    store_to_order_rate: 0,
    updated_at: at,
  };
}

/** An invoice over the whole order. */
export function newInvoice(id: number, order: Order, at: string) {
  const items = order.items.map((item, index) => ({
    base_price: item.price,
    base_row_total: item.row_total,
    entity_id: id * 2 - 1 + index,
    name: item.name,
    order_item_id: item.item_id,
    parent_id: id,
    price: item.price,
    product_id: item.product_id,
    qty: item.qty_ordered,
    row_total: item.row_total,
    sku: item.sku,
    tax_amount: 0,
  }));
  return {
    ...header(id, order, at),
    base_grand_total: order.grand_total,
    base_shipping_amount: order.shipping_amount,
    base_subtotal: order.subtotal,
    base_tax_amount: 0,
    can_void_flag: 0,
    discount_amount: 0,
    grand_total: order.grand_total,
    items,
    shipping_amount: order.shipping_amount,
    state: 2,
    subtotal: order.subtotal,
    tax_amount: 0,
    total_qty: order.total_qty_ordered,
  };
}

/** A refund of an amount, without goods that come back. */
export function newCreditMemo(id: number, order: Order, at: string, amount: number) {
  const items: { entity_id: number; order_item_id: number; qty: number; sku: string }[] = [];
  return {
    ...header(id, order, at),
    adjustment: amount,
    adjustment_negative: 0,
    adjustment_positive: amount,
    base_adjustment: amount,
    base_grand_total: amount,
    base_subtotal: 0,
    discount_amount: 0,
    grand_total: amount,
    items,
    shipping_amount: 0,
    state: 3,
    subtotal: 0,
    tax_amount: 0,
  };
}

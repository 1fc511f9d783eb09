import { magentoDate } from '../../rest/magento-date.ts';
import { linesOf, money, type OrderItem, orderItem } from './order-lines.ts';
import { address, payment, shippingAssignment } from './order-parts.ts';

export const ORDER_COUNT = 120;
const FIRST_ORDER = Date.UTC(2026, 9, 1, 8);
const ORDER_EVERY_MS = 11 * 3_600_000;
const SHIPPING = 5;

export type OrderComment = {
  readonly comment: string | null;
  readonly created_at: string;
  readonly entity_id: number;
  readonly entity_name: string;
  readonly is_customer_notified: number;
  readonly is_visible_on_front: number;
  readonly parent_id: number;
  readonly status: string;
};

export type Order = ReturnType<typeof newOrder>;

/** What a customer buys. */
export type Purchase = { readonly id: number; readonly customer: number; readonly total: number; readonly at: string };

/** An order as it is placed: nothing is paid or shipped. */
export function newOrder({ id, customer, total, at }: Purchase) {
  const subtotal = money(total - SHIPPING);
  const items = linesOf(id, subtotal).map((line, index) => orderItem(id, id * 2 - 1 + index, line, at));
  const billing = address(id, customer, 'billing');
  const amounts = { discount_amount: 0, grand_total: total, shipping_amount: SHIPPING, subtotal, tax_amount: 0 };
  const base = { base_discount_amount: 0, base_grand_total: total, base_shipping_amount: SHIPPING };
  const paid = { total_due: total, total_invoiced: 0, total_paid: 0, total_refunded: 0 };
  const histories: OrderComment[] = [];
  return {
    ...base,
    base_currency_code: 'EUR',
    base_subtotal: subtotal,
    base_tax_amount: 0,
    base_to_global_rate: 1,
    base_to_order_rate: 1,
    base_total_due: total,
    billing_address_id: billing.entity_id,
    created_at: at,
    customer_email: billing.email,
    customer_firstname: billing.firstname,
    customer_group_id: customer % 4 === 0 ? 2 : 1,
    customer_id: customer,
    customer_is_guest: 0,
    customer_lastname: billing.lastname,
    customer_note_notify: 1,
    ...amounts,
    email_sent: 1,
    entity_id: id,
    ext_order_id: '',
    global_currency_code: 'EUR',
    increment_id: String(id).padStart(9, '0'),
    is_virtual: 0,
    order_currency_code: 'EUR',
    protect_code: String(id).padStart(32, 'a'),
    quote_id: id,
    remote_ip: '203.0.113.7',
    shipping_description: 'Flat Rate - Fixed',
    shipping_incl_tax: SHIPPING,
    shipping_tax_amount: 0,
    state: 'new',
    status: 'pending',
    store_currency_code: 'EUR',
    store_id: 1,
    store_name: 'Main Website\nMain Website Store\nDefault Store View',
    subtotal_incl_tax: subtotal,
    ...paid,
    total_item_count: items.length,
    total_qty_ordered: items.reduce((sum, { qty_ordered }) => sum + qty_ordered, 0),
    updated_at: at,
    weight: items.reduce((sum, { row_weight }) => sum + row_weight, 0),
    items,
    billing_address: billing,
    payment: payment(id, total),
    status_histories: histories,
  };
}

/** The 120 orders of October and November 2026: every seventh canceled, the others paid. */
export function baseOrder(id: number): Order {
  const at = FIRST_ORDER + (id - 1) * ORDER_EVERY_MS;
  const total = money(20 + (id - 1) * 1.5);
  const placed = newOrder({ id, customer: ((id - 1) % 40) + 1, total, at: magentoDate(at) });
  const changed = { ...placed, updated_at: magentoDate(at + 60_000) };
  return id % 7 === 0 ? canceled(changed) : begun(invoiced(changed));
}

/** A quarter of the paid ones have sent a piece of their second line; of every twentieth, the shipping was refunded. */
function begun(order: Order): Order {
  const nth = order.entity_id - Math.floor(order.entity_id / 7);
  const sent = nth % 4 === 0 ? 1 : 0;
  const items = order.items.map((item, index): OrderItem => ({ ...item, qty_shipped: index === 1 ? sent : 0 }));
  return { ...order, items, total_refunded: nth % 20 === 0 ? SHIPPING : 0 };
}

export function invoiced(order: Order): Order {
  const total = order.grand_total;
  const items = order.items.map(
    (item): OrderItem => ({
      ...item,
      qty_invoiced: item.qty_ordered,
      row_invoiced: item.row_total,
      base_row_invoiced: item.row_total,
    }),
  );
  const paid = { total_due: 0, base_total_due: 0, total_invoiced: total, total_paid: total };
  return { ...order, ...paid, state: 'processing', status: 'processing', items };
}

export function canceled(order: Order): Order {
  const items = order.items.map((item): OrderItem => ({ ...item, qty_canceled: item.qty_ordered }));
  return { ...order, state: 'canceled', status: 'canceled', items };
}

/** As `V1/orders` sends it: with where the goods go, and the lines once more. */
export function presentOrder(order: Order): object {
  const assignment = shippingAssignment(order.entity_id, order.customer_id, order.items);
  const additional = [{ key: 'method_title', value: 'Check / Money order' }];
  return {
    ...order,
    extension_attributes: {
      shipping_assignments: [assignment],
      payment_additional_info: additional,
      applied_taxes: [],
      item_applied_taxes: [],
    },
  };
}

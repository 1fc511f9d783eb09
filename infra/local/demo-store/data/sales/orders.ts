import { magentoDate } from '../../rest/magento-date.ts';
import { STAMPS } from '../stamps.ts';
import { Table, type WriteOptions } from '../table.ts';
import type { CreditMemo, Invoice, Quantity } from './document-records.ts';
import { newCreditMemo, newInvoice } from './document-records.ts';
import { DocumentRefused, type Shipments } from './documents.ts';
import { money } from './order-lines.ts';
import type { Order } from './order-record.ts';
import { baseOrder, canceled, invoiced, newOrder, ORDER_COUNT, presentOrder } from './order-record.ts';
import { fulfilled, openQuantities, shipped } from './order-states.ts';
import { type NewTrack, newShipment } from './shipment-record.ts';

/** Where documents about orders are kept. */
export type Documents = {
  readonly invoices: Table<Invoice>;
  readonly shipments: Shipments;
  readonly creditMemos: Table<CreditMemo>;
};

type CommentOptions = { readonly status?: string; readonly isVisible?: boolean; readonly isNotified?: boolean };

/** What is sent, and what is said of it. */
type Parcel = {
  readonly items?: readonly Quantity[];
  readonly tracks?: readonly NewTrack[];
  /** Seen in the admin alone. */
  readonly comment?: string | undefined;
};

const UNMOVED = { updatedAt: 'unmoved' };

/** What moves an order's `updated_at` here, moves it in Magento 2.4.7; what does not, does not there either. */
export class Orders extends Table<Order> {
  readonly #documents: Documents;
  #lastComment = 0;

  constructor(now: () => Date, documents: Documents) {
    super({ now, make: baseOrder, count: ORDER_COUNT, idNames: ['entity_id'], present: presentOrder, ...STAMPS });
    this.#documents = documents;
  }

  /** @returns the order's id */
  place({ customer = 1, total = 42 }: { customer?: number; total?: number } = {}, write: WriteOptions = {}): number {
    const at = this.#now();
    return this.insert(({ entity_id: id }) => newOrder({ id, customer, total, at }), write);
  }

  /** Never moves `updated_at`, even if it changes the status. */
  comment(
    id: number,
    comment: string,
    { status, isVisible = false, isNotified = false, ...write }: WriteOptions & CommentOptions = {},
  ): void {
    this.#lastComment += 1;
    const fixed = { entity_id: this.#lastComment, entity_name: 'order', parent_id: id, created_at: this.#now() };
    const flags = { is_customer_notified: Number(isNotified), is_visible_on_front: Number(isVisible) };
    const added = (order: Order) => {
      const history = { comment, ...fixed, ...flags, status: status ?? order.status };
      return { status: history.status, status_histories: [history, ...order.status_histories] };
    };
    this.update(id, added, { ...write, ...UNMOVED });
  }

  hold(id: number, write: WriteOptions = {}): void {
    this.update(id, { state: 'holded', status: 'holded' }, write);
  }

  unhold(id: number, write: WriteOptions = {}): void {
    const back = ({ total_invoiced }: Order) =>
      total_invoiced > 0 ? { state: 'processing', status: 'processing' } : { state: 'new', status: 'pending' };
    this.update(id, back, write);
  }

  /** @returns false for one that is paid, complete or canceled already */
  cancel(id: number, write: WriteOptions = {}): boolean {
    if (this.#order(id).state !== 'new') return false;
    this.update(id, canceled, write);
    return true;
  }

  /**
   * @returns the invoice's id
   * @throws DocumentRefused when nothing is left to invoice
   */
  invoice(id: number, write: WriteOptions = {}): number {
    const order = this.#order(id);
    if (order.total_invoiced > 0 || order.state === 'canceled') {
      throw new DocumentRefused(
        `Invoice Document Validation Error(s):\nThe invoice can't be created without products. Add products and try again.`,
      );
    }
    const at = this.#now();
    this.update(id, (one) => fulfilled(invoiced(one)), write);
    return this.#documents.invoices.insert(({ entity_id }) => newInvoice(entity_id, order, at), write);
  }

  /**
   * Sends what is left of the order, or so much of it. A partial shipment of an order in processing does not move it.
   *
   * @returns the shipment's id
   * @throws DocumentRefused when nothing is left to ship
   */
  ship(id: number, { items, tracks = [], comment }: Parcel = {}, write: WriteOptions = {}): number {
    const order = this.#order(id);
    const quantities = items ?? openQuantities(order);
    if (quantities.length === 0 || order.state === 'canceled') {
      throw new DocumentRefused(
        "Shipment Document Validation Error(s):\nYou can't create a shipment without products.\nThe order does not allow a shipment to be created.",
      );
    }
    const at = this.#now();
    const change = (one: Order) => shipped(one, quantities);
    this.update(id, change, change(order).state === order.state ? { ...write, ...UNMOVED } : write);
    const { shipments } = this.#documents;
    const shipment = shipments.insert(({ entity_id }) => newShipment(entity_id, order, at, quantities), write);
    for (const track of tracks) shipments.addTrack(shipment, track, write);
    if (comment !== undefined) shipments.addComment(shipment, comment, write);
    return shipment;
  }

  /** Refunds an amount; the rest of what was paid if none is given. */
  creditmemo(id: number, amount?: number, write: WriteOptions = {}): number {
    const order = this.#order(id);
    const refund = amount ?? money(order.total_paid - order.total_refunded);
    if (refund <= 0) throw new DocumentRefused("Creditmemo Document Validation Error(s):\nThe order's total is zero.");
    const at = this.#now();
    const change = ({ total_refunded, total_paid, state, status }: Order) => {
      const refunded = money(total_refunded + refund);
      const closed = { state: 'closed', status: 'closed' };
      return { total_refunded: refunded, ...(refunded >= total_paid ? closed : { state, status }) };
    };
    this.update(id, change, write);
    return this.#documents.creditMemos.insert(({ entity_id }) => newCreditMemo(entity_id, order, at, refund), write);
  }

  #order(id: number): Order {
    const order = this.get(id);
    if (order === undefined) throw new Error(`no order ${id}`);
    return order;
  }

  #now(): string {
    return magentoDate(this.options.now().getTime());
  }
}

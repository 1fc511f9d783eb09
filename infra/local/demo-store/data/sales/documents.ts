import { magentoDate } from '../../rest/magento-date.ts';
import { STAMPS } from '../stamps.ts';
import { Table, type WriteOptions } from '../table.ts';
import { baseCreditMemo, baseInvoice, type CreditMemo, type Invoice } from './document-records.ts';
import { baseShipment, type NewTrack, newTrack, type Shipment } from './shipment-record.ts';

/** Says why an order takes no invoice, shipment or credit memo now. */
export class DocumentRefused extends Error {
  override name = 'DocumentRefused';
}

const INVOICE_COUNT = 103;
const SHIPMENT_COUNT = 25;
const CREDIT_MEMO_COUNT = 5;

type Clock = () => Date;

export function openInvoices(now: Clock): Table<Invoice> {
  return new Table<Invoice>({ now, make: baseInvoice, count: INVOICE_COUNT, idNames: ['entity_id'], ...STAMPS });
}

export function openCreditMemos(now: Clock): Table<CreditMemo> {
  return new Table<CreditMemo>({
    now,
    make: baseCreditMemo,
    count: CREDIT_MEMO_COUNT,
    idNames: ['entity_id'],
    ...STAMPS,
  });
}

export class Shipments extends Table<Shipment> {
  #lastTrack = SHIPMENT_COUNT;

  constructor(now: Clock) {
    super({ now, make: baseShipment, count: SHIPMENT_COUNT, idNames: ['entity_id'], ...STAMPS });
  }

  addComment(id: number, comment: string, write: WriteOptions = {}): void {
    const created_at = magentoDate(this.options.now().getTime());
    const added = ({ comments }: Shipment) => {
      const entity_id = id * 100 + comments.length + 1;
      return { comments: [...comments, { comment, created_at, entity_id, parent_id: id, is_visible_on_front: 0 }] };
    };
    this.update(id, added, { ...write, updatedAt: 'unmoved' });
  }

  /** Leaves `updated_at` of the shipment as it is. */
  addTrack(id: number, track: NewTrack, write: WriteOptions = {}): number {
    this.#lastTrack += 1;
    const trackId = this.#lastTrack;
    const at = magentoDate(this.options.now().getTime());
    const added = (shipment: Shipment) => ({ tracks: [...shipment.tracks, newTrack(shipment, trackId, track, at)] });
    this.update(id, added, { ...write, updatedAt: 'unmoved' });
    return trackId;
  }
}

import { BUILT_IN_RESOURCES } from '../../../domain/sync/built-in-connectors.ts';
import { defineConnector } from '../../define-connector.ts';
import { creditMemo, invoice, shipment } from '../records/documents.ts';

/** How long after its shipment a track may come. */
const TRACKS_DAYS = 14;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

export const invoices = defineConnector({
  name: 'invoices',
  label: 'Invoices',
  resources: BUILT_IN_RESOURCES.invoices,
  after: ['orders'],
  everyMinutes: 15,
  reader: { kind: 'changes', path: 'V1/invoices' },
  item: invoice,
});

/** A track that is added later does not move `updated_at` of its shipment: hence `reread`. */
export const shipments = defineConnector({
  name: 'shipments',
  label: 'Shipments with tracks',
  resources: BUILT_IN_RESOURCES.shipments,
  after: ['orders'],
  everyMinutes: 15,
  reader: {
    kind: 'changes',
    path: 'V1/shipments',
    get reread() {
      const since = new Date(Date.now() - TRACKS_DAYS * DAY_MILLISECONDS).toISOString();
      return [[{ field: 'created_at', condition: 'gt', value: `${since.slice(0, 10)} 00:00:00` } as const]];
    },
  },
  item: shipment,
});

export const creditMemos = defineConnector({
  name: 'creditmemos',
  label: 'Credit memos',
  resources: BUILT_IN_RESOURCES.creditmemos,
  after: ['orders'],
  everyMinutes: 15,
  reader: { kind: 'changes', path: 'V1/creditmemos' },
  item: creditMemo,
});

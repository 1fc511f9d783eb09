import type { Route } from '../route.ts';
import { listRoute, rowRoute } from '../route.ts';
import {
  addComment,
  cancelOrder,
  createInvoice,
  createShipment,
  hold,
  readComments,
  saveOrder,
  unhold,
} from '../writes/orders.ts';

const VIEW = 'Magento_Sales::actions_view';
const INVOICES = 'Magento_Sales::sales_invoice';
const SHIPMENTS = 'Magento_Sales::shipment';
const CREDIT_MEMOS = 'Magento_Sales::sales_creditmemo';

export const SALES_ROUTES: readonly Route[] = [
  listRoute(/^V1\/orders$/, VIEW, ({ orders }) => orders),
  rowRoute(/^V1\/orders\/\d+$/, VIEW, ({ orders }) => orders),
  listRoute(/^V1\/invoices$/, INVOICES, ({ invoices }) => invoices),
  rowRoute(/^V1\/invoices\/\d+$/, INVOICES, ({ invoices }) => invoices),
  listRoute(/^V1\/shipments$/, SHIPMENTS, ({ shipments }) => shipments),
  rowRoute(/^V1\/shipment\/\d+$/, SHIPMENTS, ({ shipments }) => shipments),
  listRoute(/^V1\/creditmemos$/, CREDIT_MEMOS, ({ creditMemos }) => creditMemos),
  rowRoute(/^V1\/creditmemo\/\d+$/, CREDIT_MEMOS, ({ creditMemos }) => creditMemos),
  { method: 'POST', path: /^V1\/orders$/, resource: 'Magento_Sales::create', answer: saveOrder },
  { path: /^V1\/orders\/\d+\/comments$/, resource: VIEW, answer: readComments },
  { method: 'POST', path: /^V1\/orders\/\d+\/comments$/, resource: 'Magento_Sales::comment', answer: addComment },
  { method: 'POST', path: /^V1\/orders\/\d+\/cancel$/, resource: 'Magento_Sales::cancel', answer: cancelOrder },
  { method: 'POST', path: /^V1\/orders\/\d+\/hold$/, resource: 'Magento_Sales::hold', answer: hold },
  { method: 'POST', path: /^V1\/orders\/\d+\/unhold$/, resource: 'Magento_Sales::unhold', answer: unhold },
  { method: 'POST', path: /^V1\/order\/\d+\/invoice$/, resource: 'Magento_Sales::invoice', answer: createInvoice },
  { method: 'POST', path: /^V1\/order\/\d+\/ship$/, resource: 'Magento_Sales::ship', answer: createShipment },
];

import { CHANGE_EXAMPLES } from './channels/change-examples.ts';
import { CHANNEL_EXAMPLES } from './channels/channel-examples.ts';
import { DEPLOYMENT_EXAMPLES } from './deployment-examples.ts';
import type { Example } from './operation.ts';

const ID = 'con_0f6c1b7d0c3a4a0e9a2f1d5b8c7e6a90';
const STORE = { url: 'https://shop.example/', host: 'shop.example' };
const ACCOUNT = { issuer: 'https://login.acme.example', id: 'acme-4711', label: 'ana@shop.example' };
const CURSOR = 'WyJvMlF6VHJrOTh3WTQiLFsxMDAsMTAwXV0';

const connection = {
  id: ID,
  product: 'erp',
  store: STORE,
  account: ACCOUNT,
  status: 'active',
  statusSince: '2026-11-02T09:14:31.207Z',
  generation: '2.4.8',
  createdAt: '2026-11-02T09:14:31.207Z',
  connectedAt: '2026-11-02T09:14:31.207Z',
  checkedAt: '2026-11-22T03:05:12.544Z',
};
const attempt = {
  id: 'act_5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11',
  product: 'erp',
  store: STORE,
  stage: 'failed',
  receivedAt: '2026-11-22T09:58:07.001Z',
  endedAt: '2026-11-22T09:58:09.410Z',
  reason: 'permission_missing',
  advice: 'In Magento, give the integration the permissions it needs (its API tab), then press Reauthorize.',
  account: ACCOUNT,
};
const search = {
  filterGroups: [{ filters: [{ field: 'created_at', value: '2026-11-01 00:00:00', conditionType: 'gteq' }] }],
  sortOrders: [{ field: 'entity_id', direction: 'ASC' }],
};
const order = { entity_id: 17, increment_id: '000000017', status: 'processing', grand_total: 84.5 };

const EVENT = 'dlv_5a1f0c3e9b7d42688f0e6c1d2b3a4f50';
const event = {
  id: EVENT,
  status: 'ACCEPTED',
  type: 'connection.created',
  timestamp: '2026-11-02T09:14:31.207Z',
  data: {
    id: 'evt_act_5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11.SUBSCRIPTION_ORDER',
    event: 'evt_act_5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11',
    eventType: 'SUBSCRIPTION_ORDER',
    eventUrl: `https://connect.acme.example/v1/events/${EVENT}`,
    version: 1,
    integration: '1b4e28ba-2fa1-4d3b-8a3f-6b0c8f1f3c55',
    product: 'erp',
    host: 'shop.example',
    activation: 'act_5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11',
    connection: ID,
    account: 'https://login.acme.example#acme-4711',
  },
};

/** By operation id. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  ...CHANNEL_EXAMPLES,
  ...CHANGE_EXAMPLES,
  ...DEPLOYMENT_EXAMPLES,
  listConnections: { answered: { items: [connection] } },
  getConnection: {
    answered: {
      ...connection,
      status: 'needs_reauthorization',
      statusSince: '2026-11-22T03:11:12.118Z',
      reason: 'token_rejected',
      checkedAt: '2026-11-22T03:11:12.118Z',
    },
  },
  disconnect: {
    answered: {
      connection: { ...connection, status: 'disconnected', statusSince: '2026-11-22T10:00:00.000Z' },
      inMagento:
        'The credentials are destroyed here. In Magento the token lives on until the merchant deletes the integration (System > Extensions > Integrations), or switches it off there if it belongs to a module.',
    },
  },
  moveConnection: {
    asked: { id: 'acme-0815', label: 'ben@shop.example' },
    answered: { ...connection, account: { ...ACCOUNT, id: 'acme-0815', label: 'ben@shop.example' } },
  },
  checkConnection: { answered: { connection, result: 'alive', milliseconds: 187 } },
  call: {
    asked: { method: 'GET', path: 'V1/products/ABC%2F10', query: { fields: 'sku,name,price' }, store: 'default' },
    answered: {
      status: 200,
      milliseconds: 164,
      tries: 1,
      generation: '2.4.8',
      body: { sku: 'ABC/10', name: 'Shirt', price: 29.9 },
    },
  },
  walkPages: {
    asked: { path: 'V1/orders', query: { searchCriteria: search, fields: 'items[increment_id],total_count' } },
    answered: { items: [order], total: 1204, next: CURSOR },
  },
  readCredentials: {
    answered: {
      connection: ID,
      storeUrl: STORE.url,
      generation: '2.4.8',
      consumerKey: 'k'.repeat(32),
      consumerSecret: 's'.repeat(32),
      accessToken: 't'.repeat(32),
      accessTokenSecret: 'u'.repeat(32),
    },
  },
  readAnswers: { answered: { connection: ID, answers: { vat: 'DE123456789', orders: 1200, newsletter: false } } },
  getEvent: { answered: event },
  sendResult: {
    asked: { success: true, accountIdentifier: 'acme-4711' },
    answered: { ...event, status: 'DELIVERED' },
  },
  listActivations: { answered: { items: [attempt], next: CURSOR } },
  getActivation: {
    answered: {
      ...attempt,
      signedInAs: ACCOUNT,
      words: {
        title: 'The integration may not do enough',
        happened: 'Magento accepted our credentials, but they do not open its REST API.',
        next: attempt.advice,
      },
      steps: [
        {
          step: 'received',
          at: '2026-11-22T09:58:07.001Z',
          what: "Magento sent the integration's keys to the callback URL.",
        },
        { step: 'opened', at: '2026-11-22T09:58:07.912Z', what: 'A popup was opened.' },
        { step: 'failed', at: '2026-11-22T09:58:09.410Z', what: 'The attempt ended without a connection.' },
      ],
    },
  },
};

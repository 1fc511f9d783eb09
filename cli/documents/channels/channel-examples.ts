import type { Example } from '../operation.ts';

const CHANNEL = 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5';
const RUN = 'run_91c4e7a20b5d4f38867e3a1c0d9b2f64';
const CONNECTION = 'con_0f6c1b7d0c3a4a0e9a2f1d5b8c7e6a90';

const shared = {
  id: CHANNEL,
  connection: CONNECTION,
  product: 'erp',
  type: 'magento2',
  label: 'Orders for the ERP',
  status: 'active',
  statusSince: '2026-11-22T09:00:00.000Z',
  settings: { storeView: 'all', pageSize: 300, callsAtOnce: 2 },
  revision: 1,
  createdAt: '2026-11-22T09:00:00.000Z',
  createdBy: 'cli_5d0f8a528f0c4a539d0e0c1f',
};
const listed = {
  ...shared,
  host: 'shop.example.com',
  failing: { reason: 'store_timeout', since: '2026-11-22T10:05:25.310Z' },
  connectors: { orders: { on: true, everyMinutes: 5 }, customers: { on: false, everyMinutes: 60 } },
  writers: { stock: { priority: 'vendor' } },
};
const channel = {
  ...shared,
  connectors: {
    orders: {
      on: true,
      everyMinutes: 5,
      label: 'Orders',
      state: 'following',
      upTo: '2026-11-22T10:04:41.000Z',
      lagSeconds: 44,
    },
    customers: { on: false, everyMinutes: 60, label: 'Customers', state: 'off' },
    products: {
      on: true,
      everyMinutes: 15,
      label: 'Products',
      state: 'skipped',
      reason: 'permission_missing',
      since: '2026-11-22T09:00:04.113Z',
      resources: ['Magento_Catalog::products'],
    },
  },
  writers: {
    stock: {
      label: 'Stock',
      direction: 'export',
      resources: ['Magento_InventoryApi::source'],
      priority: 'vendor',
    },
  },
  lagSeconds: 44,
};
const run = {
  id: RUN,
  channel: CHANNEL,
  trigger: 'api',
  connectors: ['orders'],
  task: 'look',
  status: 'queued',
  counts: { read: 0, delivered: 0, unchanged: 0, deleted: 0, late: 0, poisoned: 0, calls: 0 },
  errors: [],
  createdAt: '2026-11-22T10:05:00.000Z',
};
const ended = {
  ...run,
  status: 'completed_with_errors',
  counts: { read: 1_204, delivered: 1_203, unchanged: 0, deleted: 0, late: 0, poisoned: 1, calls: 5 },
  errors: [
    {
      connector: 'orders',
      code: 'record_unreadable',
      advice: 'Look at the record in the store. Everything else is delivered; the record is tried again every day.',
      record: '817',
      at: '2026-11-22T10:05:03.210Z',
    },
  ],
  startedAt: '2026-11-22T10:05:00.402Z',
  endedAt: '2026-11-22T10:05:03.977Z',
};
const paused = { ...channel, status: 'paused', statusSince: '2026-11-22T10:06:00.000Z', pausedBy: shared.createdBy };

/** By operation id. */
export const CHANNEL_EXAMPLES: Readonly<Record<string, Example>> = {
  listChannelsOfConnection: { answered: { items: [listed] } },
  createChannel: {
    asked: {
      type: 'magento2',
      label: 'Orders for the ERP',
      connectors: { orders: { everyMinutes: 5 }, products: {} },
    },
    answered: {
      ...channel,
      connectors: {
        ...channel.connectors,
        orders: { on: true, everyMinutes: 5, label: 'Orders', state: 'importing', total: 120_400, left: 119_200 },
      },
      run: RUN,
      estimateSeconds: 330,
    },
  },
  listChannels: { answered: { items: [listed] } },
  getChannel: { answered: channel },
  changeChannel: {
    asked: { revision: 1, connectors: { customers: { on: true, everyMinutes: 60 } } },
    answered: { ...channel, revision: 2 },
  },
  deleteChannel: { answered: { id: CHANNEL, deleted: true } },
  syncChannel: { asked: { connectors: ['orders'] }, answered: run },
  pauseChannel: { answered: paused },
  resumeChannel: { answered: channel },
  listRuns: { answered: { items: [ended] } },
  readRecords: {
    answered: {
      items: [
        {
          id: '817',
          op: 'upsert',
          version: '7c9be1f0a2d84e35',
          updated: '2026-11-22 10:04:41',
          at: '2026-11-22T10:05:03.210Z',
          origin: 'store',
          record: { entity_id: 817, increment_id: '000000817', status: 'processing' },
          cursor: 'WyI4Wk1rN0d2cUxwM2QiLFswLDQxLDFdXQ',
        },
      ],
      next: 'WyI4Wk1rN0d2cUxwM2QiLFswLDQyLDBdXQ',
      more: false,
    },
  },
  getRun: { answered: ended },
  stopRun: { answered: { ...run, status: 'running', stopRequestedAt: '2026-11-22T10:05:02.000Z' } },
  confirmRun: { answered: { ...run, task: 'confirmed' } },
};

import type { BatchView } from '../../../functions/api/contract/channels/batches.ts';
import type { ChannelView } from '../../../functions/api/contract/channels/channel-views.ts';
import type { RunView } from '../../../functions/api/contract/channels/run-views.ts';
import { STORE } from './store-samples.ts';

const CHANNEL_ID = `chn_${'c'.repeat(32)}`;

export const CHANNEL: ChannelView = {
  id: CHANNEL_ID,
  connection: STORE.id,
  product: 'erp',
  type: 'magento2',
  status: 'active',
  statusSince: '2026-11-20T08:00:00.000Z',
  settings: { storeView: 'all', pageSize: 100, callsAtOnce: 2 },
  revision: 4,
  createdAt: '2026-11-20T08:00:00.000Z',
  createdBy: 'handfast',
  connectors: {
    orders: {
      on: true,
      everyMinutes: 5,
      label: 'Orders',
      state: 'following',
      upTo: '2026-11-26T11:56:00.000Z',
      lagSeconds: 240,
    },
    products: { on: true, everyMinutes: 15, label: 'Products', state: 'importing', total: 2000, left: 500 },
    customers: {
      on: true,
      everyMinutes: 60,
      label: 'Customers',
      state: 'skipped',
      reason: 'permission_missing',
      since: '2026-11-26T10:00:00.000Z',
      resources: ['Magento_Customer::customer'],
    },
    stock: { on: false, everyMinutes: 30, label: 'Stock', state: 'off' },
  },
  writers: { stock: { label: 'Stock by source', direction: 'export', resources: [], priority: 'store' } },
  lagSeconds: 240,
};

const counts = { read: 120, delivered: 30, unchanged: 88, deleted: 2, late: 0, poisoned: 0, calls: 7 };

export const RUN: RunView = {
  id: `run_${'d'.repeat(32)}`,
  channel: CHANNEL_ID,
  trigger: 'schedule',
  connectors: ['orders', 'products'],
  task: 'look',
  status: 'completed',
  counts,
  errors: [],
  createdAt: '2026-11-26T11:50:00.000Z',
  startedAt: '2026-11-26T11:50:02.000Z',
  endedAt: '2026-11-26T11:51:32.000Z',
};

export const FAILED_RUN: RunView = {
  ...RUN,
  id: `run_${'e'.repeat(32)}`,
  status: 'failed',
  reason: 'store_unreachable',
  counts: { ...counts, delivered: 0, deleted: 0 },
};

export const HELD_RUN: RunView = {
  ...RUN,
  id: `run_${'f'.repeat(32)}`,
  task: 'walk',
  status: 'held',
  reason: 'deletions_held',
  held: { products: 70, customers: 3 },
};

const noResults = { done: 0, unchanged: 0, superseded: 0, conflict: 0, failed: 0, unknown: 0, cancelled: 0 };

export const BATCH: BatchView = {
  id: `bat_${'a'.repeat(32)}`,
  channel: CHANNEL_ID,
  connector: 'stock',
  n: 12,
  status: 'finished',
  lines: 3,
  counts: { ...noResults, done: 1, superseded: 1, failed: 1 },
  createdAt: '2026-11-26T11:00:00.000Z',
  createdBy: 'client-7',
  startedAt: '2026-11-26T11:00:05.000Z',
  endedAt: '2026-11-26T11:00:09.000Z',
};

export const WAITING_BATCH: BatchView = {
  id: BATCH.id,
  channel: CHANNEL_ID,
  connector: 'stock',
  n: 13,
  status: 'accepted',
  lines: 3,
  counts: noResults,
  createdAt: '2026-11-26T11:00:00.000Z',
  createdBy: 'client-7',
};

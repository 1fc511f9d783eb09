import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import {
  type MagentoSession,
  openMagentoSession,
} from '../../../functions/adapters/magento/session/magento-session.ts';
import { findWriter, writersOf } from '../../../functions/channels/channel-writers.ts';
import { writeBatch } from '../../../functions/channels/writing/write-batch.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { InMemoryBatches, InMemoryVersions } from '../../unit/sync-writing/world/in-memory-batches.ts';

export type WritingFigure = { readonly calls: number; readonly seconds: number; readonly memoryMb: number };

const CHANGES = 50_000;
/** As many as a batch has at most. */
const BATCH_LINES = 5_000;
/** The loop is run for a part of the changes, and its calls and seconds are multiplied. */
const LOOP_PART = 10;
const KEYS = { consumerKey: 'c'.repeat(32), consumerSecret: 's'.repeat(32), token: 't', tokenSecret: 'u' };
const SETTINGS = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };
const MEGABYTE = 1024 * 1024;

/** 50,000 changes of stock, each of another product, written to one store: by the writer, and by a loop of single PUTs. */
export async function writingFigures(): Promise<{ readonly ours: WritingFigure; readonly loop: WritingFigure }> {
  const worker = new Worker(new URL('./stock-store.ts', import.meta.url));
  try {
    const [port] = await once(worker, 'message');
    const ours = await measured(port, writeAll);
    const part = await measured(port, putEach);
    return { ours, loop: { ...part, calls: part.calls * LOOP_PART, seconds: part.seconds * LOOP_PART } };
  } finally {
    await worker.terminate();
  }
}

async function measured(port: number, work: (store: MagentoSession) => Promise<void>): Promise<WritingFigure> {
  const store = openMagentoSession(
    { allowLoopbackStores: true, allowedPorts: [] },
    {
      ...{ store: parseStoreUrl(`http://127.0.0.1:${port}/`), keys: KEYS, generations: ['2.4.6'], storeView: 'all' },
      deadlineMs: performance.now() + 600_000,
    },
  );
  let mostBytes = 0;
  const watch = () => {
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
  };
  const timer = setInterval(watch, 20);
  const begun = performance.now();
  try {
    await work(store);
    watch();
    const seconds = (performance.now() - begun) / 1_000;
    return { calls: store.calls, seconds, memoryMb: Math.round(mostBytes / MEGABYTE) };
  } finally {
    clearInterval(timer);
    store.close();
  }
}

async function writeAll(store: MagentoSession): Promise<void> {
  const writer = findWriter(writersOf('magento2'), parseConnectorName('stock'));
  if (writer === undefined) throw new Error('There is no writer of stock.');
  const batches = new InMemoryBatches();
  const deps = { batches, written: new InMemoryVersions(), store, now: () => new Date() };
  for (let first = 1; first <= CHANGES; first += BATCH_LINES) {
    const changes = Array.from({ length: BATCH_LINES }, (_, at) => ({
      change: { sku: `SKU-${first + at}`, quantity: 7 },
    }));
    const batch = batches.add('stock', changes, new Date());
    const order = { batch, writer, settings: SETTINGS, priority: 'store', mustStop: () => false } as const;
    await writeBatch(deps, { ...order, isCancelled: () => false });
    if (batches.results(batch).some(({ status }) => status !== 'done')) throw new Error('Not all was written.');
  }
}

async function putEach(store: MagentoSession): Promise<void> {
  for (let id = 1; id <= CHANGES / LOOP_PART; id += 1) {
    const body = { stockItem: { qty: 8, is_in_stock: true } };
    await store.send({ method: 'PUT', path: ['V1', 'products', `SKU-${id}`, 'stockItems', '1'], body });
  }
}

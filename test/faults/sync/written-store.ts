import { randomUUID } from 'node:crypto';
import type { Batch, BatchResults, ChangeLine } from '../../../client/handfast.ts';
import type { Fault } from '../../../infra/local/demo-store/faults.ts';
import { type ApiClientSetup, runHandshake } from '../../journey/api/api-setup.ts';
import { apiOf, nextWindow } from './read-store.ts';

export type WrittenStore = Awaited<ReturnType<typeof openWrittenStore>>;

/** Longer than an execution that died keeps the channel, and than an unclear answer is waited for. */
const NEXT_EXECUTION_MS = 11 * 60_000;
/** The list by which stock is written, and is read. */
const STOCK = 'V1/inventory/source-items';
const WINDOWS = 8;
const POSTS = 4;
const POLLS = 12;
const POLL_MS = 100;

/** A store to which stock and shipments are written. */
export async function openWrittenStore(setup: ApiClientSetup) {
  const store = await setup.store();
  await runHandshake(store);
  const connection = (await setup.connectionOf(store))?.connection ?? '';
  const { id } = await apiOf(setup).channels.create(connection, {
    type: 'magento2',
    connectors: { orders: { on: false } },
    writers: { stock: { priority: 'vendor' } },
  });
  const skus = store.data.products
    .rows()
    .slice(0, 2)
    .map((row) => store.data.products.bodyOf(row).sku);
  let last = 100;

  /** Posted again with its key, as a client does that has heard nothing. */
  async function push(connector: string, changes: readonly ChangeLine[]): Promise<Batch> {
    const idempotencyKey = randomUUID();
    for (let post = 1; ; post += 1) {
      try {
        const pushed = await apiOf(setup).channel(id).push(connector, changes, { idempotencyKey });
        const [batch] = pushed.batches;
        if (batch !== undefined) return batch;
      } catch (error) {
        if (post === POSTS) throw error;
      }
    }
  }

  const find = (batch: Batch) => apiOf(setup).channel(id).batch(batch.id);

  async function isOver(batches: readonly Batch[]): Promise<boolean> {
    const found = await Promise.all(batches.map(find));
    return found.every(({ status }) => status === 'finished');
  }

  /** Until both have finished, with as many windows as that takes. */
  async function end(batches: readonly Batch[]): Promise<void> {
    for (let window = 0; window < WINDOWS; window += 1) {
      for (let poll = 0; poll < POLLS; poll += 1) {
        if (await isOver(batches)) return;
        await new Promise((done) => setTimeout(done, POLL_MS));
      }
      await nextWindow(setup, NEXT_EXECUTION_MS);
    }
  }

  /** Writes three changes of stock and a shipment, whatever is done to it meanwhile. */
  async function write(
    fault?: Fault,
  ): Promise<{ readonly batches: readonly BatchResults[]; readonly wrong: readonly string[] }> {
    const order = store.data.orders.place();
    if (fault !== undefined) store.faults.paths = { [STOCK]: { ...fault }, [`V1/order/${order}/ship`]: { ...fault } };
    const [first = '', second = ''] = skus;
    last += 10;
    const changes = [
      { change: { sku: first, quantity: last + 1 } },
      { change: { sku: second, quantity: last + 2 } },
      { change: { sku: first, quantity: last + 3 } },
    ];
    const stock = await push('stock', changes);
    const shipment = await push('shipments', [{ change: { order_id: order } }]);
    await end([stock, shipment]);
    const batches = await Promise.all([stock, shipment].map(find));
    const made = store.data.shipments.rows().filter((row) => store.data.shipments.bodyOf(row).order_id === order);
    const had = [first, second].map((sku) => store.data.products.stockOf(sku));
    const untouched = Object.values(store.faults.paths ?? {}).some(({ times }) => times !== 0);
    store.faults.paths = {};
    return {
      batches,
      wrong: [
        ...(had.join() === [last + 3, last + 2].join() ? [] : [`stock is ${had.join(' and ')} after ${last}`]),
        ...(made.length === 1 ? [] : [`${made.length} shipments`]),
        ...(untouched ? ['the fault did not strike'] : []),
      ],
    };
  }

  return { write };
}

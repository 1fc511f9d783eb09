import { products } from '../../../functions/channels/magento2/writers/products.ts';
import { mendLate } from '../../../functions/channels/writing/bulk/mend-late.ts';
import { writeBatch } from '../../../functions/channels/writing/write-batch.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { ChangeBatch } from '../../../functions/domain/sync/changes/change-batch.ts';
import type { StoreAnswer, StoreCall, StoreWriter } from '../../../functions/domain/sync/changes/writer.ts';
import { newChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import type { RawRecord } from '../../../functions/domain/sync/connector.ts';
import { InMemoryBatches, InMemoryBulks, InMemoryVersions } from './world/in-memory-batches.ts';

export const UUID = '5a12c1bd-a8b5-41d4-8c00-3f5bcaa6d3c7';
const START = Date.parse('2026-11-26T12:00:00Z');

type Sent = readonly { readonly sku: string; readonly product: RawRecord }[];
type Operation = { status: number; result_message?: string; readonly sku: string; readonly product: RawRecord };

/** A store whose products are written by bulks, by a consumer that runs when the test says so. */
export function bulkStore() {
  const calls: string[] = [];
  const names = new Map<string, unknown>();
  const operations: Operation[] = [];
  const faults = { post: 'none' as 'none' | 'lost' | 'refused', knowsBulk: true, mayLook: true };
  const [batches, written, bulks] = [new InMemoryBatches(), new InMemoryVersions(), new InMemoryBulks()];
  let time = START;

  /** The consumer: without a number, all that are open. */
  function consume(most = Number.POSITIVE_INFINITY): void {
    for (const one of operations.filter(({ status }) => status === 4).slice(0, most)) {
      const isBad = one.product['name'] === 'bad';
      one.status = isBad ? 3 : 1;
      if (isBad) one.result_message = 'The name is bad.';
      else names.set(one.sku, one.product['name']);
    }
  }

  function schedule(body: Sent): StoreAnswer {
    if (faults.post === 'refused') return { status: 404, json: { message: 'Request does not match any route.' } };
    operations.push(...body.map((row) => ({ ...row, status: 4 })));
    if (faults.post === 'lost') throw new Refusal('store_timeout');
    const request_items = body.map((_, id) => ({ id, data_hash: 'x', status: 'accepted' }));
    return { status: 202, json: { bulk_uuid: UUID, request_items, errors: false } };
  }

  function status(): StoreAnswer {
    if (!faults.mayLook) throw new Refusal('permission_missing');
    if (!faults.knowsBulk) return { status: 404, json: { message: 'No such bulk.' } };
    const operations_list = operations.map((one, id) => ({
      id,
      status: one.status,
      result_message: one.result_message,
    }));
    return { status: 200, json: { operations_list } };
  }

  function put(sku: string, body: unknown): StoreAnswer {
    const { name } = Object(body).product;
    if (name === 'bad') return { status: 400, json: { message: 'The name is bad.' } };
    names.set(sku, name);
    return { status: 200, json: {} };
  }

  const store: StoreWriter = {
    all: async () => ({ items: [], total: 0, pageSize: 300, answeredAt: undefined }),
    clock: async () => time / 1000,
    async list() {
      const items = [...names].map(([sku, name], id) => ({ id, sku, name }));
      return { items, total: items.length, pageSize: 300, answeredAt: undefined };
    },
    async send({ method, path, body }: StoreCall) {
      calls.push(`${method} ${path.join('/')}`);
      if (path[0] === 'async') return schedule(Object(body));
      return path[1] === 'bulk' ? status() : put(path[2] ?? '', body);
    },
  };

  async function goOn(batch: ChangeBatch, isCancelled = false) {
    const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1, bulk: true };
    const order = { writer: products, settings, priority: 'vendor', mustStop: () => false } as const;
    const deps = { batches, written, bulks, store, now: () => new Date(time) };
    return writeBatch(deps, { ...order, isCancelled: () => isCancelled, batch: batches.newest(batch) });
  }

  return {
    ...{ calls, names, faults, batches, bulks, written, consume, goOn },
    /** Without a batch. */
    mend: () => {
      const late = { channel: newChannelId(), writer: products, mustStop: () => false };
      return mendLate({ bulks, written, store }, late);
    },
    later: (seconds: number) => {
      time += seconds * 1000;
    },
    /** The names of `count` products from `SKU0` on. */
    add: (nameOf: (at: number) => string, count = 20) =>
      batches.add(
        'products',
        Array.from({ length: count }, (_, at) => change(at, nameOf(at))),
        new Date(time),
      ),
    stock: (count = 20) => {
      for (let at = 0; at < count; at += 1) names.set(`SKU${at}`, 'old');
    },
    /** To its end, with the pauses that it asks for. */
    async finish(batch: ChangeBatch) {
      for (let slices = 0; slices < 200; slices += 1) {
        const outcome = await goOn(batch);
        if (outcome.outcome !== 'more') return batches.results(batch);
        time += outcome.waitSeconds * 1000;
      }
      throw new Error('the batch never ends');
    },
  };
}

const change = (at: number, name: string) => ({ change: { sku: `SKU${at}`, product: { name } } });

import { expect, test } from 'vitest';
import { findWriter, writersOf } from '../../../functions/channels/channel-writers.ts';
import { writeBatch } from '../../../functions/channels/writing/write-batch.ts';
import type { Change } from '../../../functions/domain/sync/changes/change.ts';
import type { WritingOrder } from '../../../functions/domain/sync/changes/write-batch.ts';
import type { StoreCall, StoreWriter } from '../../../functions/domain/sync/changes/writer.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { recordVersion } from '../../../functions/domain/sync/record-version.ts';
import { InMemoryBatches, InMemoryVersions } from './world/in-memory-batches.ts';
import { MagentoDouble } from './world/magento-double.ts';

const AT = new Date('2026-11-26T12:00:00Z');

/** One product, which a merchant changes before the changes come. */
function setup() {
  const magento = new MagentoDouble();
  magento.addProduct('x');
  const version = () => recordVersion(JSON.stringify(magento.products.get('x')));
  const page = (items: readonly Readonly<Record<string, unknown>>[]) => ({
    ...{ items: structuredClone(items), total: items.length, pageSize: 300, answeredAt: undefined },
  });
  const store: StoreWriter = {
    list: async (path, criteria) => page(magento.list(path, criteria)),
    all: async (path) => page(magento.all(path)),
    clock: async () => AT.getTime() / 1000,
    send: async (call: StoreCall) => magento.send(call),
  };
  const merchant = (product: object) =>
    magento.send({ method: 'PUT', path: ['V1', 'products', 'x'], body: { product } }, 'merchant');
  async function write(priority: WritingOrder['priority'], changes: readonly Omit<Change, 'line'>[]) {
    const writer = findWriter(writersOf('magento2'), parseConnectorName('products'));
    if (writer === undefined) throw new Error('no writer');
    const batches = new InMemoryBatches();
    const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };
    const batch = batches.add('products', changes, AT);
    const order = { batch, writer, settings, priority, mustStop: () => false, isCancelled: () => false };
    await writeBatch({ batches, written: new InMemoryVersions(), store, now: () => AT }, order);
    return batches.results(batch).map(({ status }) => status);
  }
  return { magento, version, merchant, write };
}

// Changes of different store views are not merged.
const price = (value: number, base?: string) => ({ base, change: { sku: 'x', product: { price: value } } });
const name = (value: string, base?: string) => ({
  base,
  change: { sku: 'x', store_view: 'de', product: { name: value } },
});

test.each([
  ['store', 'conflict', 'the merchant’s'],
  ['vendor', 'done', 'ours'],
] as const)('with priority %s a change of an outdated version is %s', async (priority, status, has) => {
  const { magento, version, merchant, write } = setup();
  const base = version();
  merchant({ name: 'the merchant’s' });
  expect(await write(priority, [name('ours', base)])).toEqual([status]);
  expect(magento.products.get('x')?.['name']).toBe(has);
});

test('a version that we made of the same one in this batch is no conflict', async () => {
  const { version, write } = setup();
  const base = version();
  expect(await write('store', [price(5, base), name('ours', base)])).toEqual(['done', 'done']);
});

test('a version that we made of the merchant’s does not hide it', async () => {
  const { magento, version, merchant, write } = setup();
  const base = version();
  merchant({ name: 'the merchant’s' });
  expect(await write('store', [price(5), name('ours', base)])).toEqual(['done', 'conflict']);
  expect(magento.products.get('x')).toMatchObject({ name: 'the merchant’s', price: 5 });
});

import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { keepWrites } from '../../../infra/local/startup/keep-writes.ts';
import { UserError } from '../../../infra/local/user-error.ts';
import { connectedShop } from '../demo-store/data/connected-shop.ts';
import { temporaryFolder } from './small-stack.ts';

function newFile(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'demo-magento-writes.ndjson');
}

test('keeps what was written, with its times and ids', async () => {
  const writes = keepWrites(newFile());
  const { shop, send } = await connectedShop({ writes });
  await send('POST', 'V1/orders', { entity: { customer_id: 3, grand_total: 50 } });
  shop.clock.now = new Date('2026-11-21T13:00:00Z');
  await send('POST', 'default/V1/order/121/ship', {
    tracks: [{ track_number: '1', title: 'DHL', carrier_code: 'dhl' }],
  });
  await send('DELETE', 'V1/products/ABC%2F10');
  await using second = await startDemoStore({ writes });
  for (const table of ['orders', 'shipments', 'products'] as const) {
    const all = (store: typeof shop.data) => store[table].rows().map(({ id, stamp }) => [id, stamp]);
    expect(all(second.data)).toEqual(all(shop.data));
  }
  expect(second.data.orders.get(121)).toEqual(shop.data.orders.get(121));
  expect(second.data.shipments.get(26)).toEqual(shop.data.shipments.get(26));
  expect(second.data.products.find('ABC/10')).toBeUndefined();
});

test('keeps neither what was refused nor what was only asked', async () => {
  const writes = keepWrites(newFile());
  const { send } = await connectedShop({ writes });
  await send('POST', 'V1/order/7/ship', {});
  await send('DELETE', 'V1/products/nothing');
  await send('POST', 'V1/products/base-prices-information', { skus: ['ABC/10'] });
  expect(writes.load()).toEqual([]);
});

test('lets nobody else read the file, and begins anew after a line that a crash left unfinished', () => {
  const file = newFile();
  const writes = keepWrites(file);
  const write = { at: '2026-11-21T12:00:00.000Z', method: 'DELETE', path: 'V1/products/a', body: '' };
  writes.add(write);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  appendFileSync(file, '{"at":"2026');
  expect(keepWrites(file).load()).toEqual([write]);
  keepWrites(file).add(write);
  expect(keepWrites(file).load()).toEqual([write, write]);
});

test('says in one line that the file is damaged', () => {
  const file = newFile();
  keepWrites(file).add({ at: '2026-11-21T12:00:00.000Z', method: 'DELETE', path: 'V1/products/a', body: '' });
  writeFileSync(file, readFileSync(file, 'utf8').replace('DELETE', 'GET'));
  expect(() => keepWrites(file).load()).toThrow(
    new UserError(`${file} is damaged in line 1. Restore it, or delete it to begin without it.`),
  );
});

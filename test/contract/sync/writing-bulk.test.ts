import { expect, test } from 'vitest';
import { told, writingSetup } from './writing-setup.ts';

const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1, bulk: true };
const SCHEDULED = 'PUT /rest/all/async/bulk/V1/products/bySku';

async function bulkSetup() {
  const setup = await writingSetup();
  const { products } = setup.shop.data;
  const skus = products
    .rows()
    .map((row) => products.bodyOf(row).sku)
    .slice(0, 24);
  const named = (name: string, some = skus) =>
    some.map((sku, at) => ({
      change: { sku, product: at === 3 && name === 'A' ? { name: 7 } : { name: `${name} ${sku}` } },
    }));
  return { ...setup, skus, named, nameOf: (sku = '') => products.find(sku)?.name };
}

test('many products are written by one bulk, and each line has its result', async () => {
  const { skus, named, nameOf, write } = await bulkSetup();
  const { outcome, results, calls } = await write('products', named('A'), { settings });
  expect(outcome).toEqual({ outcome: 'finished' });
  expect(calls.map((call) => call.replace(/[0-9a-f-]{36}/, ':uuid'))).toEqual([
    'GET products',
    SCHEDULED,
    'GET bulk/:uuid/status',
    'GET products',
  ]);
  expect(told(results).filter(({ status }) => status !== 'done')).toEqual([
    { line: 4, status: 'failed', code: 'change_refused', message: '"%fieldName" is required. Enter and try again.' },
  ]);
  expect(nameOf(skus[0])).toBe(`A ${skus[0]}`);
});

test('without the setting, and without the endpoint, they are written one by one', async () => {
  const { shop, skus, named, nameOf, write } = await bulkSetup();
  expect((await write('products', named('B'))).calls).not.toContain(SCHEDULED);
  shop.quirks.switchedOff = ['async'];
  const { results } = await write('products', named('C'), { settings });
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['done']));
  expect(nameOf(skus[0])).toBe(`C ${skus[0]}`);
});

test('a consumer that runs after newer values does not have the last word', async () => {
  const { shop, skus, named, nameOf, write, goOn, later, bulks } = await bulkSetup();
  shop.data.bulks.consumes = false;
  const first = await write('products', named('old'), { settings });
  expect(first.outcome).toEqual({ outcome: 'more', waitSeconds: 15 });
  later(300);
  expect((await goOn(first.batch, { settings })).outcome).toEqual({ outcome: 'finished' });
  await write('products', named('new', skus.slice(0, 2)), { settings });
  shop.data.bulks.consume();
  expect(nameOf(skus[0])).toBe(`old ${skus[0]}`);
  await write('products', named('other', skus.slice(20, 21)), { settings });
  expect([0, 1, 2, 20].map((at) => nameOf(skus[at]))).toEqual([
    ...[`new ${skus[0]}`, `new ${skus[1]}`, `old ${skus[2]}`],
    `other ${skus[20]}`,
  ]);
  expect(bulks.kept?.rows).toEqual([]);
});

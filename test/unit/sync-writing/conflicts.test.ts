import { describe, expect, test } from 'vitest';
import { findWriter, writersOf } from '../../../functions/channels/channel-writers.ts';
import { writeBatch } from '../../../functions/channels/writing/write-batch.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
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
  let lists = 0;
  let failsOn = (_list: number): boolean => false;
  let sends = 0;
  let lost = 0;
  let time = AT.getTime();
  const version = () => recordVersion(JSON.stringify(magento.products.get('x')));
  const page = (items: readonly Readonly<Record<string, unknown>>[]) => ({
    ...{ items: structuredClone(items), total: items.length, pageSize: 300, answeredAt: undefined },
  });
  const store: StoreWriter = {
    list: async (path, criteria) => {
      lists += 1;
      if (failsOn(lists)) throw new Refusal('store_error', { status: 502 });
      return page(magento.list(path, criteria));
    },
    all: async (path) => page(magento.all(path)),
    clock: async () => AT.getTime() / 1000,
    send: async (call: StoreCall) => {
      const answer = magento.send(call);
      sends += 1;
      if (sends === lost) throw new Refusal('store_timeout');
      return answer;
    },
  };
  const merchant = (product: Record<string, unknown>) => magento.edit('product', 'x', product);
  async function write(priority: WritingOrder['priority'], changes: readonly Omit<Change, 'line'>[]) {
    const writer = findWriter(writersOf('magento2'), parseConnectorName('products'));
    if (writer === undefined) throw new Error('no writer');
    const batches = new InMemoryBatches();
    const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };
    const batch = batches.add('products', changes, AT);
    const order = { writer, settings, priority, mustStop: () => false, isCancelled: () => false };
    const deps = { batches, written: new InMemoryVersions(), store, now: () => new Date(time) };
    for (;;) {
      const outcome = await writeBatch(deps, { ...order, batch: batches.newest(batch) });
      if (outcome.outcome !== 'more') break;
      time += outcome.waitSeconds * 1000;
      between();
    }
    return batches.results(batch).map(({ status }) => status);
  }
  let between = () => {};
  return {
    ...{ magento, version, merchant, write },
    failOn: (which: typeof failsOn) => {
      failsOn = which;
    },
    loseAnswer: (which: number) => {
      lost = which;
    },
    meanwhile: (happens: () => void) => {
      between = happens;
    },
  };
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

test('a version that we made by writing another store view, which no list shows, is no conflict', async () => {
  const { version, write } = setup();
  const base = version();
  expect(await write('store', [name('ours', base), price(5, base)])).toEqual(['done', 'done']);
});

test('a version that we made of the merchant’s does not hide it', async () => {
  const { magento, version, merchant, write } = setup();
  const base = version();
  merchant({ name: 'the merchant’s' });
  expect(await write('store', [price(5), name('ours', base)])).toEqual(['done', 'conflict']);
  expect(magento.products.get('x')).toMatchObject({ name: 'the merchant’s', price: 5 });
});

/** The first list is of what the store has, the second of what was written. */
describe('a version of ours that could not be read back', () => {
  test('is read once the store answers, and is no conflict', async () => {
    const { version, write, failOn } = setup();
    failOn((list) => list === 2);
    expect(await write('store', [price(5, version()), name('ours', version())])).toEqual(['done', 'done']);
  });

  test('is a conflict where the merchant has changed the same since', async () => {
    const { magento, version, merchant, write, failOn, meanwhile } = setup();
    failOn((list) => list === 2 || list === 3);
    meanwhile(() => merchant({ price: 7 }));
    expect(await write('store', [price(5, version()), name('ours', version())])).toEqual(['done', 'conflict']);
    expect(magento.products.get('x')).toMatchObject({ price: 7 });
  });

  test('leaves its line failed where the store never answers, and not in conflict', async () => {
    const { version, write, failOn } = setup();
    failOn((list) => list >= 2);
    expect(await write('store', [price(5, version()), name('ours', version())])).toEqual(['done', 'failed']);
  });

  test('does not keep other lines of its record waiting that depend on no version', async () => {
    const { version, write, failOn } = setup();
    failOn((list) => list === 2);
    expect(await write('store', [price(5, version()), name('ours')])).toEqual(['done', 'done']);
  });
});

test('a version of ours whose answer was lost is no conflict', async () => {
  const { version, write, loseAnswer } = setup();
  loseAnswer(1);
  expect(await write('store', [price(5, version()), name('ours', version())])).toEqual(['done', 'done']);
});

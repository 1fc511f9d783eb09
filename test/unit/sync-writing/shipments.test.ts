import { expect, test } from 'vitest';
import { shipments } from '../../../functions/channels/magento2/writers/shipments.ts';
import type { StoreWriter } from '../../../functions/domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../functions/domain/sync/connector.ts';

/** A store with two shipments of an order, whose list has their comments or not. */
function storeOf(records: readonly RawRecord[]) {
  const asked: string[] = [];
  const page = (items: readonly RawRecord[]) => ({ items, total: items.length, pageSize: 300, answeredAt: undefined });
  const store: StoreWriter = {
    list: async () => page(records),
    all: async (path) => {
      asked.push(path);
      return page([{ comment: path === 'V1/shipment/2/comments' ? 'ours' : 'theirs' }]);
    },
    clock: async () => 0,
    send: async () => ({ status: 200, json: '1' }),
  };
  return { store, asked };
}

const count = (store: StoreWriter, mark: string) =>
  shipments.kind === 'documents' ? shipments.count(store, { order_id: 1, notify: false }, mark) : undefined;

test('a shipment is found by its comment in the list', async () => {
  const { store, asked } = storeOf([
    { entity_id: 1, comments: [] },
    { entity_id: 2, comments: [{ comment: 'ours' }, { comment: null }] },
  ]);
  expect(await count(store, 'ours')).toBe(1);
  expect(await count(store, 'our')).toBe(0);
  expect(asked).toEqual([]);
});

test('a store that leaves comments out of its list is asked for those of each shipment', async () => {
  const { store, asked } = storeOf([{ entity_id: 1 }, { entity_id: 2, comments: null }]);
  expect(await count(store, 'ours')).toBe(1);
  expect(asked).toEqual(['V1/shipment/1/comments', 'V1/shipment/2/comments']);
});

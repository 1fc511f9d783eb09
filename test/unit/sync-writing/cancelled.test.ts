import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defineWriter } from '../../../functions/channels/define-writer.ts';
import type { StoreAnswer } from '../../../functions/domain/sync/changes/writer.ts';
import { engineSetup } from './engine-setup.ts';

type Item = { readonly key: string; readonly value: number };

const FAILS: StoreAnswer = { status: 500, json: { message: 'Internal Error' } };

/** Changes of three records, to a store that fails on each write, whether it has taken it or not; then they are cancelled. */
async function cancelledAfterFailure(takes: (item: Item) => boolean, listSize: number) {
  const has = new Map<string, number>();
  const writer = defineWriter<Item>({
    ...{ name: 'values', label: 'Values', resources: [], listSize },
    item: z.strictObject({ key: z.string(), value: z.number() }),
    recordOf: ({ key }) => key,
    read: async (_, items) => items.map(({ key, value }) => ({ is: 'there', same: has.get(key) === value })),
    async write(store, entries) {
      for (const { item } of entries) if (takes(item)) has.set(item.key, item.value);
      return { refused: await store.send({ method: 'PUT', path: ['V1'] }) };
    },
  });
  const setup = engineSetup(writer, () => FAILS);
  let isCancelled = false;
  const order = { isCancelled: () => isCancelled };
  const changes = ['x', 'y', 'z'].map((key) => ({ change: { key, value: 5 } }));
  const { batch } = await setup.write(changes, { ...order, mustStop: () => setup.calls.length > 0 });
  isCancelled = true;
  const { outcome, results } = await setup.goOn(batch, order);
  return { outcome, results: results.map(({ status }) => status), calls: setup.calls.length };
}

test.each([1, 3])(
  'what a store has taken before it failed is done, though cancelled then: %i at once',
  async (size) => {
    const { outcome, results } = await cancelledAfterFailure(({ key }) => key === 'x', size);
    expect(outcome).toEqual({ outcome: 'finished' });
    expect(results).toEqual(['done', 'cancelled', 'cancelled']);
  },
);

test('what a store has failed on, and does not have, was cancelled and is not sent again', async () => {
  const { results, calls } = await cancelledAfterFailure(() => false, 1);
  expect({ results, calls }).toEqual({ results: ['cancelled', 'cancelled', 'cancelled'], calls: 1 });
});

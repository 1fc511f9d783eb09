import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defineWriter } from '../../../functions/channels/define-writer.ts';
import type { Entry, StoreCall } from '../../../functions/domain/sync/changes/writer.ts';
import { engineSetup } from './engine-setup.ts';

type Item = { readonly key: string };
const item = z.strictObject({ key: z.string() });
const common = { label: 'Any', resources: [], item, recordOf: ({ key }: Item) => key };

const values = defineWriter<Item>({
  ...{ ...common, name: 'values', listSize: 8 },
  async write(store, entries: readonly Entry<Item>[]) {
    const answer = await store.send({ method: 'POST', path: ['V1'], body: entries.map((entry) => entry.item.key) });
    return answer.status === 200 ? entries.map(() => ({ is: 'done' })) : { refused: answer };
  },
});
const documents = defineWriter<Item>({
  ...{ ...common, name: 'documents' },
  count: async () => 0,
  create: (store, { key }) => store.send({ method: 'POST', path: ['V1'], body: [key] }),
});

const FAILS = { status: 500, json: { message: 'Internal Error' } };
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ change: { key: `k${at}` } }));
const has = ({ body }: StoreCall, key: string) => Array.isArray(body) && body.includes(key);

/** Until the batch is finished. */
async function written(writer: typeof values, lines: number, fails: (call: StoreCall, seconds: number) => boolean) {
  let seconds = 0;
  const setup = engineSetup(writer, (call) => (fails(call, seconds) ? FAILS : { status: 200, json: [] }));
  let { outcome, results, batch } = await setup.write(many(lines));
  while (outcome.outcome === 'more') {
    seconds += outcome.waitSeconds;
    setup.later(outcome.waitSeconds);
    ({ outcome, results } = await setup.goOn(batch));
  }
  const statuses = results.map(({ status }) => status);
  return { results, statuses, seconds, calls: setup.calls.length };
}

test('a line on which the store fails, while it takes others, has failed soon', async () => {
  const { results, seconds } = await written(values, 20, (call) => has(call, 'k5'));
  const others = results.filter(({ status }) => status !== 'done');
  expect(others).toMatchObject([{ line: 6, status: 'failed', code: 'store_error', message: 'Internal Error' }]);
  expect(seconds).toBe(85);
});

test('a store that fails on all writes for an hour gets everything, and is not hammered', async () => {
  const { statuses, calls, seconds } = await written(values, 40, (_, at) => at < 3_600);
  expect(new Set(statuses)).toEqual(new Set(['done']));
  expect(statuses).toHaveLength(40);
  expect(seconds).toBeLessThan(3 * 3_600);
  expect(calls).toBeLessThan(100);
});

test('one line without others to compare it with is waited for, and fails after two hours', async () => {
  const { results, seconds } = await written(values, 1, () => true);
  expect(results).toMatchObject([{ status: 'failed', code: 'store_error' }]);
  expect(seconds).toBeGreaterThan(2 * 3_600);
  expect(seconds).toBeLessThan(3 * 3_600);
});

test('documents are not all sent to a store that fails on each', async () => {
  const { statuses } = await written(documents, 40, (_, at) => at < 3_600);
  expect(statuses.filter((status) => status === 'done').length).toBeGreaterThan(20);
});

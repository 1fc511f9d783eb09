import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defineWriter } from '../../../functions/channels/define-writer.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Found, StoreAnswer, StoreCall } from '../../../functions/domain/sync/changes/writer.ts';
import { engineSetup } from './engine-setup.ts';

type Item = { readonly key: string; readonly value: number };

/** Values that are written by single calls, or by lists. */
const writerOf = (found: Found, listSize = 1) =>
  defineWriter<Item>({
    ...{ name: 'values', label: 'Values', resources: [], listSize },
    item: z.strictObject({ key: z.string(), value: z.number() }),
    recordOf: ({ key }) => key,
    read: async (_, items) => items.map(() => found),
    async write(store, entries) {
      const body = entries.map(({ item }) => item);
      const answer = await store.send({ method: 'PUT', path: ['V1'], body });
      return answer.status === 200 ? entries.map(() => ({ is: 'done' })) : { refused: answer };
    },
  });

const THERE: Found = { is: 'there', same: false };
const GOOD: StoreAnswer = { status: 200, json: [] };
const changes = (count: number, records = count) =>
  Array.from({ length: count }, (_, at) => ({ change: { key: `k${at % records}`, value: at } }));
const itemOf = ({ body }: StoreCall): Item => Object(body)[0];

/** A store that takes its time, and what it was at work on at once. */
function slowStore(answer: (item: Item) => StoreAnswer = () => GOOD) {
  const under = new Set<Item>();
  const seen = { most: 0, sameRecord: false, values: new Map<string, number[]>() };
  async function send(call: StoreCall): Promise<StoreAnswer> {
    const item = itemOf(call);
    seen.sameRecord ||= [...under].some(({ key }) => key === item.key);
    under.add(item);
    seen.most = Math.max(seen.most, under.size);
    seen.values.set(item.key, [...(seen.values.get(item.key) ?? []), item.value]);
    // The earlier a call began, the later it ends.
    await new Promise((resolve) => setTimeout(resolve, 3 - under.size));
    under.delete(item);
    return answer(item);
  }
  return { seen, send };
}

const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 4 };

test('two records are changed at once by single calls, never three, and no record twice at once', async () => {
  const { seen, send } = slowStore();
  const { results } = await engineSetup(writerOf(THERE), send).write(changes(24, 8), { settings });
  expect(seen).toMatchObject({ most: 2, sameRecord: false });
  expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 'done'));
  expect([...seen.values]).toEqual(Array.from({ length: 8 }, (_, at) => [`k${at}`, [at, at + 8, at + 16]]));
});

test.each<[string, Found, number, number]>([
  ['what the store does not have is made', { is: 'absent' }, 1, 4],
  ['lists are sent', THERE, 4, 4],
  ['a channel that may make one call at once writes', THERE, 1, 1],
])('%s one by one', async (_, found, listSize, callsAtOnce) => {
  const { seen, send } = slowStore();
  const more = { settings: { ...settings, callsAtOnce } };
  const { results } = await engineSetup(writerOf(found, listSize), send).write(changes(12), more);
  expect(seen.most).toBe(1);
  expect(results.filter(({ status }) => status === 'done')).toHaveLength(12);
});

test.each<[string, Refusal, number]>([
  ['asks to be left alone', new Refusal('store_busy', { status: 429, retryAfter: 40 }), 40],
  ['goes into maintenance', new Refusal('store_busy', { status: 503, retryAfter: 90 }), 90],
])(
  'a store that %s is sent nothing more, and what it was at work on has its result',
  async (_, refusal, waitSeconds) => {
    const { seen, send } = slowStore(({ key }) => {
      if (key === 'k2') throw refusal;
      return GOOD;
    });
    const { outcome, results } = await engineSetup(writerOf(THERE), send).write(changes(8), { settings });
    expect(outcome).toEqual({ outcome: 'more', waitSeconds });
    expect([...seen.values.keys()]).toEqual(['k0', 'k1', 'k2', 'k3']);
    expect(results.map(({ line }) => line)).toEqual([1, 2, 4]);
  },
);

test('of two refusals at once the one that asks for more time is kept to', async () => {
  const { send } = slowStore(({ key }) => {
    throw new Refusal('store_busy', { status: 429, retryAfter: key === 'k0' ? 10 : 70 });
  });
  const { outcome } = await engineSetup(writerOf(THERE), send).write(changes(2), { settings });
  expect(outcome).toEqual({ outcome: 'more', waitSeconds: 70 });
});

test('a store that has failed is sent one after the other until it takes something', async () => {
  const atOnce: string[][] = [];
  const under = new Set<string>();
  const send = async (call: StoreCall): Promise<StoreAnswer> => {
    const { key } = itemOf(call);
    under.add(key);
    await new Promise(setImmediate);
    atOnce.push([...under]);
    await new Promise(setImmediate);
    under.delete(key);
    return ['k0', 'k1', 'k2'].includes(key) ? { status: 500, json: { message: 'Internal Error' } } : GOOD;
  };
  await engineSetup(writerOf(THERE), send).write(changes(6), { settings });
  expect(atOnce.slice(0, 6)).toEqual([['k0', 'k1'], ['k0', 'k1'], ['k2'], ['k3'], ['k4', 'k5'], ['k4', 'k5']]);
});

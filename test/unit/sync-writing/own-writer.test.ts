import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defineWriter } from '../../../functions/channels/define-connector.ts';
import { refusalWords } from '../../../functions/domain/refusals/refusal.ts';
import { engineSetup } from './engine-setup.ts';
import giftCards from './own-writer.ts';

const EXAMPLE = new URL('own-writer.ts', import.meta.url);
const lines = (...changes: [code: string, balance: unknown][]) =>
  changes.map(([code, balance]) => ({ change: { code, balance } }));

test('a writer of the vendor’s takes less than 40 lines', () => {
  expect(readFileSync(EXAMPLE, 'utf8').trim().split('\n').length).toBeLessThan(40);
});

test('it writes what is new, in one call, and leaves the rest', async () => {
  const items = [{ code: 'A', balance: 10 }];
  const { write, calls } = engineSetup(giftCards, ({ method }) => ({
    status: 200,
    json: method === 'GET' ? { items } : [],
  }));
  const { results } = await write(lines(['A', 10], ['B', 5], ['C', 'much'], ['B', 6]));
  expect(results.map(({ status }) => status)).toEqual(['unchanged', 'superseded', 'failed', 'done']);
  expect(calls.map(({ method, body }) => [method, body])).toEqual([
    ['GET', undefined],
    ['POST', { cards: [{ code: 'B', balance: 6 }] }],
  ]);
});

test('one that throws fails its lines, and no others', async () => {
  const { write } = engineSetup({ ...giftCards, recordOf: brokenFor('B') }, () => ({
    status: 200,
    json: { items: [] },
  }));
  const { results } = await write(lines(['A', 1], ['B', 2]));
  expect(results.map(({ status, code }) => [status, code])).toEqual([
    ['done', undefined],
    ['failed', 'connector_failed'],
  ]);
});

test('one that throws while it sends leaves it open whether the store has it', async () => {
  const { write } = engineSetup(giftCards, ({ method }) => {
    if (method === 'POST') throw new TypeError('a bug');
    return { status: 200, json: { items: [] } };
  });
  const { outcome, results } = await write(lines(['A', 1]));
  expect(outcome).toEqual({ outcome: 'finished' });
  expect(results).toMatchObject([{ status: 'unknown', code: 'connector_failed' }]);
});

test('one that throws while it merges has its changes written one by one', async () => {
  const merge = () => {
    throw new TypeError('a bug');
  };
  const { write, calls } = engineSetup({ ...valueWriter(), merge }, ({ method, body }) => ({
    status: 200,
    json: method === 'GET' ? { items: [] } : body,
  }));
  const { results } = await write(lines(['A', 1], ['A', 2]));
  expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
  expect(calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
    { cards: [{ code: 'A', balance: 1 }] },
    { cards: [{ code: 'A', balance: 2 }] },
  ]);
});

test('one that throws while it looks for a document that was refused leaves it open whether it is there', async () => {
  const notes = defineWriter({
    ...{ name: 'notes', label: 'Notes', resources: [], item: giftCards.item, recordOf: () => 'A' },
    create: (store) => store.send({ method: 'POST', path: ['V1', 'notes'] }),
    count: () => Promise.reject(new TypeError('a bug')),
  });
  const { write } = engineSetup(notes, () => ({ status: 400, json: { message: 'No.' } }));
  const { outcome, results } = await write(lines(['A', 1]));
  expect(outcome).toEqual({ outcome: 'finished' });
  expect(results).toMatchObject([{ status: 'unknown', code: 'connector_failed' }]);
});

test('what its results say about code that failed fits a writer as it does a connector', () => {
  const { title, happened, next } = refusalWords('connector_failed');
  for (const words of [title, happened, next]) expect(words).toMatch(/connector.*writer/);
});

test('a name that none can have is refused when it is defined', () => {
  const { write } = giftCards.kind === 'values' ? giftCards : { write: undefined };
  expect(write).toBeTypeOf('function');
  const nothing = { label: '', resources: [], item: giftCards.item, recordOf: () => '', write: async () => [] };
  expect(() => defineWriter({ ...nothing, name: 'Gift Cards' })).toThrow('must be 1 to 32 characters');
});

function valueWriter() {
  if (giftCards.kind !== 'values') throw new Error('it writes values');
  return giftCards;
}

function brokenFor(code: string) {
  return (item: unknown): string => {
    if (Object(item).code === code) throw new TypeError('a bug');
    return Object(item).code;
  };
}

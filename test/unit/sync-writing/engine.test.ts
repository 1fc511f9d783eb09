import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defineWriter } from '../../../functions/channels/define-writer.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Entry, StoreAnswer, StoreCall } from '../../../functions/domain/sync/changes/writer.ts';
import { engineSetup } from './engine-setup.ts';

type Item = { readonly key: string; readonly a?: number | undefined; readonly b?: number | undefined };

/** Lists of records with two members. */
const values = defineWriter<Item>({
  name: 'values',
  label: 'Values',
  resources: [],
  item: z.strictObject({ key: z.string(), a: z.optional(z.number()), b: z.optional(z.number()) }),
  recordOf: ({ key }) => key.toLowerCase(),
  listSize: 8,
  merge: (earlier, later) => ({ ...earlier, ...later }),
  async write(store, entries: readonly Entry<Item>[]) {
    const answer = await store.send({ method: 'POST', path: ['V1', 'values'], body: entries.map(({ item }) => item) });
    return answer.status === 200 ? entries.map(() => ({ is: 'done' })) : { refused: answer };
  },
});

const GOOD: StoreAnswer = { status: 200, json: [] };
const refusal = (message: string, status = 400): StoreAnswer => ({ status, json: { message, trace: '#0 /srv' } });
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ change: { key: `k${at}`, a: at } }));
const keysIn = ({ body }: StoreCall): string[] => (Array.isArray(body) ? body.map(({ key }) => String(key)) : []);

describe('what belongs to one record', () => {
  test('is merged member by member, whatever the case of its key, and written as one', async () => {
    const { write, calls } = engineSetup(values, () => GOOD);
    const { results } = await write([
      { change: { key: 'x', a: 1 } },
      { change: { key: 'y', a: 9 } },
      { change: { key: 'X', b: 2 } },
    ]);
    expect(calls.map(({ body }) => body)).toEqual([
      [
        { key: 'X', a: 1, b: 2 },
        { key: 'y', a: 9 },
      ],
    ]);
    expect(results).toMatchObject([{ status: 'superseded', by: 3 }, { status: 'done' }, { status: 'done' }]);
  });

  test('is written line by line, in order, once the store has refused it as one', async () => {
    const { write, calls } = engineSetup(values, ({ body }) =>
      JSON.stringify(body).includes('"b":13') ? refusal('13 is too much') : GOOD,
    );
    const { results } = await write([{ change: { key: 'x', a: 1 } }, { change: { key: 'x', b: 13 } }]);
    expect(results).toMatchObject([
      { status: 'done' },
      { status: 'failed', code: 'change_refused', message: '13 is too much' },
    ]);
    expect(calls.map(keysIn)).toEqual([['x'], ['x'], ['x']]);
  });
});

describe('a list that the store does not take', () => {
  test('is halved until the one line is found', async () => {
    const { write, calls } = engineSetup(values, (call) => (keysIn(call).includes('k5') ? refusal('No') : GOOD));
    const { results } = await write(many(16));
    expect(results.filter(({ status }) => status !== 'done')).toMatchObject([
      { line: 6, status: 'failed', message: 'No' },
    ]);
    expect(calls.map((call) => keysIn(call).length)).toEqual([8, 4, 4, 2, 1, 1, 2, 8]);
  });

  test('for its length is sent in lists as long as it names', async () => {
    const json = { message: 'Maximum items of type "%type" is %max', parameters: { type: 'x', max: 3 } };
    const { write, calls } = engineSetup(values, (call) => (keysIn(call).length > 3 ? { status: 400, json } : GOOD));
    await write(many(12));
    expect(calls.map((call) => keysIn(call).length)).toEqual([8, 3, 3, 2, 3, 1]);
  });
});

test('a store that does not name the permission which is missing has those named that the writer needs', async () => {
  const { write } = engineSetup({ ...values, resources: ['A::read', 'A::write'] }, () => refusal('Forbidden', 403));
  const { results } = await write(many(1));
  expect(results).toMatchObject([{ code: 'permission_missing', message: 'A::read, A::write' }]);
});

describe('a refusal that passes', () => {
  test.each([
    'SQLSTATE[40001]: Serialization failure: 1213 Deadlock found',
    'Lock wait timeout exceeded',
    'Datenbank-Deadlock beim Versuch gefunden, eine Sperre zu erhalten',
    'Zeitüberschreitung beim Warten auf Datenbanksperre',
    "Interblocage de la base de données détecté lors de la tentative d'obtention d'un verrou",
    "Délai d'attente de verrouillage de la base de données dépassé",
    'Database-vergrendeling gevonden bij poging tot vergrendelen',
    'Znaleziono zakleszczenie bazy danych podczas próby uzyskania blokady',
    'Se ha encontrado un interbloqueo en la base de datos al intentar obtener el bloqueo',
    'Tempo limite de espera de bloqueio do banco de dados excedido',
  ])('%s is tried again later', async (message) => {
    let times = 0;
    const { write, goOn, later } = engineSetup(values, () => (times++ < 2 ? refusal(message) : GOOD));
    const first = await write(many(1));
    expect(first.outcome).toEqual({ outcome: 'more', waitSeconds: 5 });
    later(5);
    const second = await goOn(first.batch);
    expect(second.outcome).toEqual({ outcome: 'more', waitSeconds: 20 });
    later(20);
    expect((await goOn(first.batch)).results).toMatchObject([{ status: 'done' }]);
  });
});

describe('a creation that is refused', () => {
  const read = async (_: unknown, items: readonly unknown[]) => items.map(() => ({ is: 'absent' }) as const);
  const absent = values.kind === 'values' ? { ...values, read } : values;
  async function callsUntilRefused(json: object) {
    const setup = engineSetup(absent, () => ({ status: 400, json }));
    let { outcome, batch, results } = await setup.write(many(1));
    while (outcome.outcome === 'more') {
      setup.later(outcome.waitSeconds);
      ({ outcome, results } = await setup.goOn(batch));
    }
    expect(results).toMatchObject([{ status: 'failed', code: 'change_refused' }]);
    return setup.calls.length;
  }

  test('in any language, without a word of what is wrong with it, is tried as one that passes', async () => {
    expect(await callsUntilRefused({ message: 'Konfiguration der Lieferquelle konnte nicht gespeichert werden' })).toBe(
      4,
    );
    expect(await callsUntilRefused({ message: 'Nieprawidłowe dane', parameters: [] })).toBe(4);
  });

  test('for something that the store names is tried once more', async () => {
    expect(await callsUntilRefused({ message: 'Ungültig: %1', parameters: ['price'] })).toBe(2);
  });
});

describe('a store that does not tell', () => {
  test('is asked again after ten minutes, for the last time line by line, and then given up', async () => {
    const { write, goOn, later, calls } = engineSetup(values, () => {
      throw new Refusal('store_timeout');
    });
    let { outcome, results, batch } = await write(many(2));
    const waits: number[] = [];
    while (outcome.outcome === 'more') {
      waits.push(outcome.waitSeconds);
      later(outcome.waitSeconds);
      ({ outcome, results } = await goOn(batch));
    }
    expect(waits).toEqual([600, 600, 600]);
    expect(calls.map((call) => keysIn(call).length)).toEqual([2, 2, 1, 1]);
    expect(results).toMatchObject([{ status: 'unknown', code: 'change_unclear' }, { status: 'unknown' }]);
  });

  test.each([
    ['store_unreachable', {}, 15],
    ['store_busy', { status: 429, retryAfter: 40 }, 40],
    ['store_at_capacity', {}, 2],
    ['token_rejected', {}, 15],
  ] as const)('%s sends nothing, and is waited for as long as it takes', async (code, facts, waitSeconds) => {
    let times = 0;
    const { write, goOn, later, calls } = engineSetup(values, () => {
      if (times++ === 0) throw new Refusal(code, facts);
      return GOOD;
    });
    const { outcome, batch } = await write(many(2));
    expect(outcome).toEqual({ outcome: 'more', waitSeconds });
    later(1);
    expect((await goOn(batch)).outcome).toEqual({ outcome: 'more', waitSeconds: waitSeconds - 1 });
    expect(calls).toHaveLength(1);
    later(waitSeconds - 1);
    expect((await goOn(batch)).results).toMatchObject([{ status: 'done' }, { status: 'done' }]);
  });
});

test('a slice whose time is up goes on where it was', async () => {
  const { write, goOn, calls } = engineSetup(values, () => GOOD);
  let left = 3;
  const { outcome, batch } = await write(many(24), { mustStop: () => left-- <= 0 });
  expect(outcome).toEqual({ outcome: 'more', waitSeconds: 0 });
  const { results } = await goOn(batch);
  expect(results.every(({ status }) => status === 'done')).toBe(true);
  expect(calls.flatMap(keysIn).toSorted()).toEqual(
    many(24)
      .map(({ change }) => change.key)
      .toSorted(),
  );
});

test('whoever was overtaken sends nothing, and says so', async () => {
  const { batches, goOn, calls } = engineSetup(values, () => GOOD);
  const batch = batches.add('values', many(2), new Date());
  batches.newest = () => batch;
  await batches.commit(batch, { status: 'writing', results: [], state: {} });
  expect((await goOn(batch)).outcome).toEqual({ outcome: 'superseded' });
  expect(calls).toEqual([]);
});

test('what was cancelled while it was unclear is looked for, and the rest is never sent', async () => {
  const { write, goOn, later, calls } = engineSetup(values, () => {
    throw new Refusal('store_timeout');
  });
  let isCancelled = false;
  const order = { isCancelled: () => isCancelled };
  const { batch } = await write(many(10), order);
  isCancelled = true;
  const before = calls.length;
  later(10);
  await goOn(batch, order);
  later(600);
  const { outcome, results } = await goOn(batch, order);
  expect(outcome).toEqual({ outcome: 'finished' });
  expect(calls.length).toBe(before);
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['unknown']));
});

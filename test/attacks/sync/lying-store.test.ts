import { describe, expect, test } from 'vitest';
import { parseChangeLine } from '../../../functions/adapters/dynamodb/channels/log/change-lines.ts';
import { parseLossless } from '../../../functions/adapters/magento/replies/lossless-json.ts';
import { gunzipLines, gzipLines } from '../../../functions/adapters/s3/gzip-lines.ts';
import { KnownTable } from '../../../functions/channels/reading/log/known-table.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { RawRecord } from '../../../functions/domain/sync/connector.ts';
import { TASKS } from '../../../functions/domain/sync/run.ts';
import type { StorePage } from '../../../functions/domain/sync/store-reader.ts';
import { idsTo, ReadingWorld, worldOf } from '../../unit/sync/world/reading-world.ts';
import { tries } from '../harness/attack-count.ts';

const rawOf = (text: string): RawRecord => Object(parseLossless(text));

/** A world whose store sends these besides its own records, on every page. */
function worldWith(...items: readonly RawRecord[]): ReadingWorld {
  const world = worldOf(5);
  const list = world.store.list.bind(world.store);
  world.store.list = async (path, criteria): Promise<StorePage> => {
    const page = await list(path, criteria);
    return page.items.length === 0 ? page : { ...page, items: [...items, ...page.items] };
  };
  return world;
}

const deletions = (world: ReadingWorld) => world.since(0).filter((line) => line.startsWith('delete'));

describe('a record of a store that lies', () => {
  const IDS = [
    ...['0', '-1', '-5.5', '1.5', 'null', 'true', '""', '" 7"', '"0x10"', '"7\\u0000"', '"__proto__"', '"constructor"'],
    ...['{}', '[]', '[7]', '{"toString":1,"valueOf":1}', '{"rawJSON":"7"}', '{"__proto__":{"valueOf":7}}'],
    ...['12345678901234567890', '1e400', '-0', '"Infinity"', `"${'9'.repeat(100_000)}"`],
  ];
  test.for(IDS)('whose id is %s is reported, and the others are delivered', async (id, context) => {
    tries(context, { attacks: 1 });
    const world = worldWith(rawOf(`{"entity_id":${id},"updated_at":"2026-01-01 00:00:00"}`));
    const { errors, outcome } = await world.read();
    expect(outcome).toBe('finished');
    expect(errors.map(({ code }) => code)).toContain('record_unreadable');
    expect(world.held()).toEqual(idsTo(5));
    for (const task of ['counts', 'walk', 'compare'] as const) await world.read(task);
    expect(deletions(world)).toEqual([]);
  });

  const TIMES = ['"9999-12-31 23:59:59"', '"9999-99-99 99:99:99"', '"0000-00-00 00:00:00"', '"2026-13-45 25:61:61"'];
  const ODD_TIMES = ['"0099-01-01 00:00:00"', '{}', '[]', '1e400', '"2026-01-01 00:00:00\\n{}"', '"x"'];
  test.for([...TIMES, ...ODD_TIMES])('of the time %s moves no position ahead of the clock', async (time, context) => {
    tries(context, { attacks: 1 });
    const world = worldWith(rawOf(`{"entity_id":9,"updated_at":${time}}`));
    await world.read();
    await world.read();
    const { at } = Object(world.state()['position']);
    expect(at).toBeLessThanOrEqual(world.store.time);
    expect(world.held()).toEqual([...idsTo(5), 9]);
    for (const { updated = '2000-01-01 00:00:00' } of world.log.fold().values())
      expect(updated).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  test('stays one line of its own, whatever it holds', async (context) => {
    const texts = ['\n{"op":"delete","id":"1"}\n', '\r\n', '\u2028', '\u2029', '\u0085', '\0', '\ud800', '"}\n', '﻿'];
    const odd = rawOf('{"op":"delete","id":"1","__proto__":{"op":"delete"},"toJSON":"x","n":12345678901234567890}');
    tries(context, { attacks: texts.length });
    const world = worldOf(0);
    for (const [at, text] of texts.entries()) world.store.put(at + 1, { text, [text]: text, odd });
    await world.read();
    const written = world.log.stored.flatMap(({ lines }) => lines);
    const packed = await gzipLines(written.map((line) => JSON.stringify(line)));
    const read = [];
    for await (const line of gunzipLines(packed)) read.push(parseChangeLine(line));
    expect(read).toHaveLength(texts.length);
    expect(read.map(({ op }) => op)).toEqual(texts.map(() => 'upsert'));
    expect(read.map(({ record }) => JSON.stringify(record))).toEqual(
      written.map(({ record }) => JSON.stringify(record)),
    );
    expect(Object(odd)['op']).toBe('delete');
    expect(Object({}).op).toBeUndefined();
  });

  test('of megabytes, or of which a processor makes no JSON, is set aside, and the others are delivered', async (context) => {
    const within: Record<string, unknown> = {};
    within['within'] = within;
    const made: readonly unknown[] = [{ text: '"'.repeat(2 * 1024 * 1024) }, within, { big: 10n }];
    tries(context, { attacks: made.length });
    for (const bad of made) {
      const world = worldOf(5);
      const processor = (item: unknown) => (Object(item)['entity_id'] === 3 ? bad : item);
      world.connector = { ...world.connector, processor };
      const { errors, outcome } = await world.read();
      expect(outcome).toBe('finished');
      expect(errors).toMatchObject([{ id: '3', code: bad === made[0] ? 'record_unreadable' : 'connector_failed' }]);
      expect(world.held()).toEqual([1, 2, 4, 5]);
      await world.read('counts');
      expect(deletions(world)).toEqual([]);
    }
  });
});

describe('a list of a store that lies', () => {
  const TOTALS = [0, -1, 1, 1e15, 2 ** 53, Number.NaN, undefined];
  test.for(TOTALS)('and counts %s deletes nothing', async (total, context) => {
    tries(context, { attacks: TASKS.length });
    const world = worldOf(300);
    await world.read();
    world.store.total = () => total;
    for (const task of TASKS) await world.read(task).catch(refused);
    expect(deletions(world)).toEqual([]);
    expect(world.held()).toEqual(idsTo(300));
  });

  test.for(TASKS)('and sends one page for ever ends, and deletes nothing: %s', async (task, context) => {
    tries(context, { attacks: 2 });
    for (const isFirst of [true, false]) {
      const world = worldOf(300);
      if (!isFirst) await world.read();
      const page = await world.store.list('', { filterGroups: [], sortOrders: [], pageSize: 100, currentPage: 1 });
      world.store.list = async () => page;
      world.stopAfter = 1_000;
      await world.read(task).catch(refused);
      await world.read(task).catch(refused);
      expect(deletions(world)).toEqual([]);
    }
  });

  const PAGES: Readonly<Record<string, (call: number) => RawRecord[]>> = {
    'one page for ever': () => rows(0),
    'two pages in turn for ever': (call) => rows((call % 2) * 100),
    'new records of one value for ever': (call) => rows(0).map((row) => ({ ...row, sku: 'x', call })),
    'values that no column holds': () => rows(0).map((row) => ({ ...row, sku: { toString: 1 } })),
    'numbers that JavaScript has not': () => rows(0).map((row) => ({ ...row, sku: JSON.rawJSON('1e999') })),
  };
  const rows = (from: number) =>
    Array.from({ length: 100 }, (_, row) => ({ sku: `sku-${1_000 + from + row}`, source_code: 'default' }));
  test.for(Object.entries(PAGES))('without times, %s, ends and deletes nothing', async ([, pageOf], context) => {
    tries(context, { attacks: 2 });
    const world = new ReadingWorld();
    const key = (raw: RawRecord) => `${String(raw['sku'])} ${String(raw['source_code'])} ${String(raw['call'])}`;
    const reader = { kind: 'snapshot', path: 'V1/stock', key, orderedBy: 'sku', paged: true } as const;
    world.connector = { ...world.connector, reader };
    for (const row of rows(0)) world.store.rows.set(world.store.rows.size + 1, row);
    await world.read();
    let calls = 0;
    world.store.list = async () => {
      calls += 1;
      return { items: pageOf(calls), total: 100, pageSize: 100, answeredAt: world.store.time };
    };
    for (let look = 0; look < 2; look += 1) {
      await world.read().then(({ outcome }) => expect(outcome).toBe('held'), refused);
    }
    expect(calls).toBeLessThan(200);
    expect(deletions(world)).toEqual([]);
  });

  test('whose keys are megabytes writes none of them down', async (context) => {
    tries(context, { attacks: 1 });
    const world = new ReadingWorld();
    const reader = { kind: 'snapshot', path: 'V1/stock', key: ({ sku }: RawRecord) => String(sku), orderedBy: 'sku' };
    world.connector = { ...world.connector, reader: { ...reader, kind: 'snapshot', paged: true } };
    world.store.rows.set(1, { sku: 'a' });
    world.store.rows.set(2, { sku: 'b'.repeat(1_000_000) });
    const { errors } = await world.read();
    expect(errors).toEqual([expect.not.objectContaining({ id: expect.anything() })]);
    expect([...world.log.fold().keys()]).toEqual(['a']);
    expect(JSON.stringify(world.state()).length).toBeLessThan(10_000);
  });
});

test('ids that were chosen to collide are found as fast as others', (context) => {
  tries(context, { attacks: IDS_CHOSEN });
  const table = new KnownTable();
  const startedAtMs = performance.now();
  for (let id = 1; id <= IDS_CHOSEN; id += 1) table.set(String(id * 2 ** 32 + 2 ** 20), '');
  for (let id = 1; id <= IDS_CHOSEN; id += 1) table.set(String(id * 2 ** 20), '');
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  expect(table.size).toBeGreaterThan(IDS_CHOSEN);
});
const IDS_CHOSEN = 50_000;

function refused(error: unknown): void {
  expect(error).toBeInstanceOf(Refusal);
}

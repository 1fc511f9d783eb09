import { describe, expect, test } from 'vitest';
import { idsTo, worldOf } from './world/reading-world.ts';

describe('a look', () => {
  test('imports everything the first time, the newest records first', async () => {
    const world = worldOf(250);
    expect(await world.read()).toMatchObject({ outcome: 'finished', counts: { delivered: 250 }, errors: [] });
    expect(world.held()).toEqual(idsTo(250));
    const [begin, first] = world.log.stored;
    expect([begin?.entry.lane, first?.lines[0]?.id]).toEqual(['begin', '250']);
  });

  test('with nothing new takes one call and writes nothing', async () => {
    const world = worldOf(250);
    await world.read();
    world.pass(300);
    expect(await world.cost()).toEqual({ calls: 1, entries: 0 });
  });

  test('delivers 300 records of one second across pages, each once', async () => {
    const world = worldOf(10);
    await world.read();
    world.pass(300);
    for (let id = 11; id <= 310; id += 1) world.store.put(id);
    world.pass(1);
    expect((await world.read()).counts.delivered).toBe(300);
    expect(world.held()).toEqual(idsTo(310));
    world.pass(60);
    expect((await world.read()).counts.delivered).toBe(0);
  });

  test('remembers little of a mass update, and yet delivers it once', async () => {
    const world = worldOf(10);
    await world.read();
    world.pass(300);
    world.settings = { ...world.settings, pageSize: 1_000 };
    for (let id = 11; id <= 8_010; id += 1) world.store.put(id);
    expect((await world.read()).counts.delivered).toBe(8_000);
    expect(JSON.stringify(world.state()).length).toBeLessThan(300_000);
    world.pass(60);
    expect((await world.read()).counts.delivered).toBe(0);
    world.store.put(20, { status: 'paid' });
    expect((await world.read()).counts.delivered).toBe(1);
    world.pass(600);
    world.store.put(21, { status: 'paid' });
    await world.read();
    expect(JSON.stringify(world.state()).length).toBeLessThan(1_000);
  });

  test('gets past a mass update that is longer than a slice, and reads no page of it twice', async () => {
    const world = worldOf(10);
    await world.read();
    world.pass(300);
    for (let id = 11; id <= 1_010; id += 1) world.store.put(id);
    world.pass(1);
    world.stopAfter = 3;
    let slices = 1;
    while (slices < 10 && (await world.read()).outcome === 'more') slices += 1;
    expect(slices).toBe(4);
    expect(world.held()).toEqual(idsTo(1_010));
  });

  test('reads on up to now after the end of a pass that was cut', async () => {
    const world = worldOf(10);
    await world.read();
    world.pass(300);
    for (let id = 11; id <= 510; id += 1) world.store.put(id);
    world.stopAfter = 3;
    expect((await world.read()).outcome).toBe('more');
    world.pass(300);
    world.store.put(5, { status: 'paid' });
    world.stopAfter = Number.POSITIVE_INFINITY;
    await world.read();
    expect(world.held()).toEqual(idsTo(510));
    expect(world.log.fold().get('5')?.record).toMatchObject({ status: 'paid' });
  });

  test('reads a mass update once more, in case of what was stored late, and then no more', async () => {
    const world = worldOf(10);
    await world.read();
    world.pass(300);
    for (let id = 11; id <= 3_010; id += 1) world.store.put(id);
    world.pass(299);
    const { time } = world.store;
    await world.read();
    world.pass(1);
    world.store.put(5, { at: time - 299, status: 'late' });
    world.pass(1);
    expect((await world.read()).counts.delivered).toBe(1);
    expect(await world.cost()).toEqual({ calls: 1, entries: 0 });
    world.pass(300);
    world.store.put(6, { status: 'paid' });
    expect(await world.cost()).toEqual({ calls: 1, entries: 1 });
  });

  test('delivers a second change within one second', async () => {
    const world = worldOf(10);
    await world.read();
    world.store.put(5, { status: 'paid' });
    await world.read();
    world.store.put(5, { status: 'shipped' });
    await world.read();
    expect(world.log.fold().get('5')?.record).toMatchObject({ status: 'shipped' });
  });

  test('delivers a change back to what was there before', async () => {
    const world = worldOf(10);
    const { time } = world.store;
    for (const status of ['paid', 'shipped', 'paid']) {
      world.store.put(5, { at: time, status });
      expect((await world.read()).counts.delivered).toBeGreaterThan(0);
    }
    expect(world.log.fold().get('5')?.record).toMatchObject({ status: 'paid' });
  });

  test('a record dated 2038 is delivered, and hides no later change', async () => {
    const world = worldOf(10);
    world.store.put(11, { at: 2_147_483_647 });
    await world.read();
    expect(world.held()).toEqual(idsTo(11));
    world.pass(600);
    world.store.put(3, { status: 'paid' });
    expect(await world.read()).toMatchObject({ counts: { delivered: 1 } });
    world.store.put(11, { at: 2_147_483_647, status: 'paid' });
    expect((await world.read()).counts.delivered).toBe(0);
    expect((await world.read('walk')).counts.late).toBe(1);
  });

  test('is not led ahead by rows that a store sends although they are later than its own clock', async () => {
    const world = worldOf(10);
    await world.read();
    const { store } = world;
    const list = store.list.bind(store);
    store.list = async (path, { filterGroups, ...criteria }) =>
      list(path, {
        ...criteria,
        filterGroups: filterGroups.filter(([first]) => first?.condition !== 'lteq' || first.field !== 'updated_at'),
      });
    world.pass(600);
    store.put(11, { at: store.time + 7_200 });
    await world.read();
    expect(world.held()).toEqual(idsTo(11));
    world.pass(600);
    store.put(3, { status: 'paid' });
    await world.read();
    expect(world.log.fold().get('3')?.record).toMatchObject({ status: 'paid' });
  });

  test.each([-7_200, 7_200])('follows the clock of the store, which is %i s from ours', async (offset) => {
    const world = worldOf(10);
    world.now = () => new Date((world.store.time + offset) * 1000);
    await world.read();
    for (let id = 11; id <= 20; id += 1) {
      world.pass(300);
      world.store.put(id);
      expect((await world.read()).counts.delivered).toBe(1);
    }
    expect(world.held()).toEqual(idsTo(20));
  });

  test('reads on where a store caps its pages at 100 and repeats the last one', async () => {
    const world = worldOf(300);
    world.settings = { ...world.settings, pageSize: 1_000 };
    world.store.cap = 100;
    world.store.repeatsLastPage = true;
    await world.read();
    for (let id = 301; id <= 500; id += 1) world.store.put(id);
    expect((await world.read()).counts.delivered).toBe(200);
    expect(world.held()).toEqual(idsTo(500));
  });

  test('fails where a store ignores filters and sends the same for ever', async () => {
    const world = worldOf(300);
    const { store } = world;
    const page = { items: [...store.rows.values()].slice(0, 100), total: 300, pageSize: 100, answeredAt: undefined };
    store.list = async () => page;
    await expect(world.read()).rejects.toThrow(expect.objectContaining({ code: 'store_invalid_response' }));
  });

  test('imports what was changed since a day only, where that is set', async () => {
    const world = worldOf(10);
    world.store.put(4, { at: world.store.time - 1_000 });
    world.settings = { ...world.settings, syncFrom: new Date((world.store.time - 2_000) * 1000).toISOString() };
    await world.read();
    expect(world.held()).toEqual([4]);
    expect(await world.cost('counts')).toEqual({ calls: 1, entries: 1 });
  });

  test.each(['counts', 'walk'] as const)(
    'keeps what was imported where that day is set later afterwards, and %s looks for none of it',
    async (task) => {
      const world = worldOf(1_000);
      await world.read();
      world.settings = { ...world.settings, syncFrom: world.now().toISOString() };
      world.pass(86_400);
      expect(await world.read(task)).toMatchObject({ outcome: 'finished', counts: { deleted: 0 } });
      if (task === 'counts') expect(await world.cost(task)).toEqual({ calls: 1, entries: 1 });
      expect(world.held()).toEqual(idsTo(1_000));
    },
  );

  test('ends its first import where it began to, though that day is set later meanwhile', async () => {
    const world = worldOf(500);
    world.stopAfter = 3;
    await world.read();
    world.settings = { ...world.settings, syncFrom: world.now().toISOString() };
    world.stopAfter = Number.POSITIVE_INFINITY;
    await world.read();
    expect(world.held()).toEqual(idsTo(500));
  });

  test('reads what is older too once that day is set earlier, and keeps it when it is set back', async () => {
    const world = worldOf(500);
    const day = (id: number) => new Date((world.store.time - 1_000_000 + id) * 1000).toISOString();
    const [late, early] = [day(400), day(100)];
    world.settings = { ...world.settings, syncFrom: late };
    await world.read();
    expect(world.held()).toHaveLength(101);
    world.settings = { ...world.settings, syncFrom: early };
    await world.read('counts');
    await world.read('walk');
    expect(world.held()).toHaveLength(401);
    world.settings = { ...world.settings, syncFrom: late };
    expect(await world.cost('counts')).toEqual({ calls: 1, entries: 1 });
  });
});

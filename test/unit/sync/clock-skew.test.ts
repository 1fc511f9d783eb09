import { expect, test } from 'vitest';
import { worldOf } from './world/reading-world.ts';

test.each([0, 200, 320, 3_600])(
  'what is stored late is delivered, though the web server is %i seconds ahead of the database',
  async (ahead) => {
    const world = worldOf(10);
    const { store } = world;
    const list = store.list.bind(store);
    store.clock = async () => store.time + ahead;
    store.list = async (path, criteria) => ({ ...(await list(path, criteria)), answeredAt: store.time + ahead });
    await world.read();
    world.pass(3_600);
    const began = store.time;
    world.pass(10);
    store.put(11, { status: 'new' });
    await world.read();
    world.pass(20);
    store.put(5, { at: began, status: 'late' });
    await world.read();
    expect(world.log.fold().get('5')?.record).toMatchObject({ status: 'late' });
  },
);

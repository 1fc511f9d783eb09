import { expect, test } from 'vitest';
import { readStream } from '../../../functions/channels/reading/read-stream.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { StoreWriter } from '../../../functions/domain/sync/changes/writer.ts';
import type { LookMessage } from '../../../functions/domain/sync/look.ts';
import { dispatchWindow } from '../../../functions/sync/dispatch/dispatch-window.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { InMemoryLog } from '../sync/world/in-memory-log.ts';
import { StoreDouble } from '../sync/world/store-double.ts';
import { connectorOf, ORDERS, openEngine, START, STOCK } from './engine-setup.ts';

const WINDOW_MS = 5 * 60_000;
const WINDOWS_A_DAY = 288;
/** After so many windows the logs are compared with the stores. */
const LOOKED_AT = 6;

/** A channel with a store of its own, read by the real code. */
function openChannel() {
  const engine = openEngine([connectorOf(ORDERS), connectorOf(STOCK)]);
  const store = new StoreDouble();
  const logs = new Map([ORDERS, STOCK].map((name) => [name, new InMemoryLog()]));
  const shop = { calls: 0, isDown: false };
  const asked = async <Result>(answer: () => Promise<Result>): Promise<Result> => {
    shop.calls += 1;
    if (shop.isDown) throw new Refusal('store_unreachable');
    return answer();
  };
  const session: StoreWriter = {
    list: (path, criteria) => asked(() => store.list(path, criteria)),
    all: () => asked(() => store.all()),
    clock: () => asked(() => store.clock()),
    send: () => Promise.reject(new Error('a look writes nothing')),
  };
  const look = lookAtChannel({
    ...engine.deps,
    openSession: async () => ({ ...session, [Symbol.asyncDispose]: async () => undefined }),
    readStream: ({ store: from, now }, order) => {
      const log = logs.get(order.stream.connector);
      if (log === undefined) throw new Error('a connector that is not here');
      return readStream({ log, store: from, now }, order);
    },
  });
  return { engine, store, logs, shop, look };
}

type Opened = ReturnType<typeof openChannel>;

/** So many windows of the schedule, in each of which a row of every store changes. */
async function pass(channels: readonly Opened[], windows: number, after: (channel: Opened) => void) {
  const [first] = channels;
  if (first === undefined) return;
  for (let window = 0; window < windows; window += 1) {
    const now = new Date(first.engine.state.now.getTime() + WINDOW_MS);
    for (const { engine, store } of channels) {
      engine.state.now = now;
      store.time = now.getTime() / 1000;
      store.put(1 + (window % 20), { v: now.getTime() });
    }
    const due: LookMessage[] = [];
    await dispatchWindow(dispatchOf(channels, due), now);
    for (const message of due) {
      const channel = channels.find(({ engine }) => engine.channel().channel === message.channel);
      await channel?.look(JSON.stringify(message), 1);
    }
    if (window % LOOKED_AT === LOOKED_AT - 1) for (const channel of channels) after(channel);
  }
}

function dispatchOf(channels: readonly Opened[], due: LookMessage[]): Parameters<typeof dispatchWindow>[0] {
  const [first] = channels;
  if (first === undefined) throw new Error('there is no channel');
  const { deps, channel: one } = first.engine;
  return {
    ...deps,
    products: async () => [one().product],
    counts: { record: async () => {} },
    channels: {
      ...deps.channels,
      async *withStatus(_, status) {
        for (const { engine } of channels) {
          const channel = engine.channel();
          if (channel.status === status) yield { ...channel, everyMinutes: 5 };
        }
      },
      ofConnection: async () => [],
      reconnect: async () => one(),
      deleted: async () => [],
      bury: async () => undefined,
    },
    batchWriters: {
      begin: async () => false,
      async *waiting() {},
    },
    async *channelsWithOpenBulks() {},
    writeExecutions: { start: async () => undefined },
    makeDefaultChannel: async () => undefined,
    hasRecords: async () => false,
    deleteRecords: async () => undefined,
    deleteForGood: async () => undefined,
    sweepRecords: async () => undefined,
    windows: { begin: async () => true, end: async () => undefined },
    lookQueues: [{ send: async (messages) => void due.push(...messages) }],
  };
}

/** How many rows of the store are not in the log as they are there. */
function behind({ store, logs }: Opened): number {
  const behindIn = (log: InMemoryLog) => {
    const held = log.fold();
    return [...store.rows].filter(([id, row]) => Reflect.get(Object(held.get(String(id))?.record), 'v') !== row['v'])
      .length;
  };
  return [...logs.values()].reduce((sum, log) => sum + behindIn(log), 0);
}

test('a store that is down for a day is asked once an hour, others are read as before, and then all of it arrives', {
  timeout: 30_000,
}, async () => {
  const channels = [openChannel(), openChannel(), openChannel()];
  const [down] = channels;
  if (down === undefined) throw new Error('there is no channel');
  for (const { engine } of channels) expect(engine.state.now).toEqual(START);
  await pass(channels, LOOKED_AT, (channel) => expect(behind(channel)).toBe(0));

  down.shop.isDown = true;
  down.shop.calls = 0;
  await pass(channels, WINDOWS_A_DAY, (channel) => {
    if (channel !== down) expect(behind(channel)).toBe(0);
  });
  // Three at every interval and four while the pause grows; then one an hour.
  expect(down.shop.calls).toBeLessThanOrEqual(24 + 7);
  expect(down.shop.calls).toBeGreaterThanOrEqual(24);
  expect(behind(down)).toBeGreaterThan(0);
  expect(down.engine.state.events.filter(({ type }) => type === 'channel.run_failed')).toHaveLength(1);

  down.shop.isDown = false;
  await pass(channels, 12, (channel) => {
    if (channel !== down) expect(behind(channel)).toBe(0);
  });
  expect(behind(down)).toBe(0);
  expect(down.engine.channel()).toMatchObject({ failures: 0, notBefore: undefined, problems: {} });
});

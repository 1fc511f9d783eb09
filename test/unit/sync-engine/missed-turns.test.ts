import { expect, test } from 'vitest';
import { listingOf } from '../../../functions/adapters/dynamodb/channels/channel-item.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { type Channel, INTERVAL_MAX_MINUTES } from '../../../functions/domain/sync/channel.ts';
import { isTurn } from '../../../functions/domain/sync/look.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { connectorOf, ORDERS, openEngine, STOCK } from './engine-setup.ts';

const WINDOW_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const MIDNIGHT = new Date('2026-03-02T00:00:00Z');

const turnOf = ({ channel }: Channel) =>
  [...Array(288).keys()].find((at) =>
    isTurn(channel, INTERVAL_MAX_MINUTES, new Date(MIDNIGHT.getTime() + at * WINDOW_MS)),
  ) ?? 0;

const timeAt = (window: number) => new Date(MIDNIGHT.getTime() + window * WINDOW_MS).toISOString().slice(11, 16);

/** Windows, as the schedule dispatches them, in which stock is read. */
async function readIn(engine: ReturnType<typeof openEngine>, from: number, to: number): Promise<number[]> {
  const look = lookAtChannel(engine.deps);
  const listedEvery = Number(listingOf(engine.channel()).listedAs.split('#')[1]);
  const read: number[] = [];
  for (let at = from; at < to; at += 1) {
    engine.state.now = new Date(MIDNIGHT.getTime() + at * WINDOW_MS);
    if (!isTurn(engine.channel().channel, listedEvery, engine.state.now)) continue;
    engine.state.read = [];
    await look(engine.message(), 1);
    if (engine.state.read.includes(STOCK)) read.push(at);
  }
  return read;
}

function daily(others: readonly (typeof ORDERS)[] = [ORDERS]) {
  const engine = openEngine([...others, STOCK].map((name) => connectorOf(name)));
  const every = Object.fromEntries(others.map((name) => [name, { on: true, everyMinutes: 15 }]));
  engine.change({ connectors: { ...every, [STOCK]: { on: true, everyMinutes: INTERVAL_MAX_MINUTES } } });
  return engine;
}

/** From an hour before its turn to two hours after it. */
function quietAround(engine: ReturnType<typeof openEngine>): number {
  const turn = turnOf(engine.channel());
  const quietHours = { from: timeAt(turn - 12), to: timeAt(turn + 24), timeZone: 'UTC' };
  engine.change({ settings: { ...engine.channel().settings, quietHours } });
  return turn;
}

test.each([
  ['beside one that is read more often', [ORDERS], 3],
  ['alone in its channel', [], 12],
])(
  'a daily connector %s is read once a day, after the quiet hours that its turn falls into',
  async (_, others, looks) => {
    const engine = daily(others);
    const turn = quietAround(engine);
    const read = await readIn(engine, turn, turn + 2 * 288);
    expect(read).toHaveLength(2);
    const [first = 0, second = 0] = read;
    expect(first).toBeGreaterThanOrEqual(turn + 24);
    expect(first).toBeLessThan(turn + 24 + looks);
    expect(second - first).toBe(288);
  },
);

test('quiet hours that leave ten minutes a day leave a look', async () => {
  const engine = daily([]);
  const quietHours = { from: '08:10', to: '08:00', timeZone: 'UTC' };
  engine.change({ settings: { ...engine.channel().settings, quietHours } });
  expect(await readIn(engine, 0, 288)).not.toEqual([]);
});

test('a daily connector whose turn came while the channel was stopped is read once it goes on', async () => {
  const engine = daily();
  const turn = turnOf(engine.channel());
  expect(await readIn(engine, turn - 20, turn - 2)).toEqual([]);
  engine.change({ status: 'paused' });
  expect(await readIn(engine, turn - 2, turn + 30)).toEqual([]);
  const statusSince = new Date(MIDNIGHT.getTime() + (turn + 29) * WINDOW_MS + 1).toISOString();
  engine.change({ status: 'active', statusSince });
  const read = await readIn(engine, turn + 30, turn + 30 + DAY_MS / WINDOW_MS - 40);
  expect(read).toHaveLength(1);
  expect(read[0]).toBeLessThan(turn + 33);
});

test('what is read more seldom than others waits in a run for a store that others of ours are calling', async () => {
  const engine = daily();
  const turn = turnOf(engine.channel());
  const openSession = () => Promise.reject(new Refusal('store_at_capacity', { retryAfter: 2 }));
  await readIn({ ...engine, deps: { ...engine.deps, openSession } }, turn, turn + 12);
  expect([...engine.state.runs.values()]).toMatchObject([{ status: 'queued', task: 'look', connectors: [STOCK] }]);
  expect(new Set(engine.state.started).size).toBe(1);
});

test.each([
  ['beside one that is read more often', [ORDERS]],
  ['alone in its channel', []],
])('a daily connector %s is read after an outage that its turn fell into', async (_, others) => {
  const engine = daily(others);
  const turn = turnOf(engine.channel());
  expect(await readIn(engine, turn, turn + 288)).toEqual([turn]);
  // Nothing was dispatched for two hours.
  const [read = 0, ...more] = await readIn(engine, turn + 288 + 24, turn + 2 * 288);
  expect(read).toBeLessThan(turn + 288 + 24 + 12);
  expect(more).toEqual([]);
  expect(await readIn(engine, turn + 2 * 288, turn + 3 * 288)).toEqual([turn + 2 * 288]);
});

test('a daily connector that was left out at its turn, since the store was down, is read once it is back', async () => {
  const engine = daily();
  const turn = turnOf(engine.channel());
  await readIn(engine, turn, turn + 1);
  engine.state.answers.set(ORDERS, new Refusal('store_unreachable'));
  expect(await readIn(engine, turn + 288, turn + 289)).toEqual([]);
  engine.state.answers.clear();
  engine.change({ failures: 0, notBefore: undefined });
  expect(await readIn(engine, turn + 289, turn + 2 * 288)).toHaveLength(1);
});

test('turns of connectors that are read more often than once an hour are not recorded', async () => {
  const engine = openEngine();
  const every = { [ORDERS]: { on: true, everyMinutes: 5 }, [STOCK]: { on: true, everyMinutes: 55 } };
  engine.change({ connectors: every });
  expect(await readIn(engine, 0, 24)).not.toEqual([]);
  expect(engine.state.writes).toBe(0);
});

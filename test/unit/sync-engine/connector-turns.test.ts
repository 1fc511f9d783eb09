import { expect, test } from 'vitest';
import { dispatchMinutes, isTurn, type LookMessage } from '../../../functions/domain/sync/look.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { ORDERS, openEngine, START, STOCK } from './engine-setup.ts';

const WINDOW_MS = 5 * 60_000;
const INTERVALS = [5, 7, 10, 15, 20, 45, 60, 95, 240, 1_435, 1_440];
const PAIRS = INTERVALS.flatMap((every) => INTERVALS.filter((own) => own >= every).map((own) => ({ every, own })));

/** Minutes at which stock is read, next to orders that set the pace of the looks. */
async function readAt(engine: ReturnType<typeof openEngine>, days: number): Promise<number[]> {
  const look = lookAtChannel(engine.deps);
  const { channel } = engine.channel();
  const pace = dispatchMinutes(engine.channel()) ?? 5;
  const read: number[] = [];
  for (let at = 0; at < days * 288; at += 1) {
    engine.state.now = new Date(START.getTime() + at * WINDOW_MS);
    const message: LookMessage = { channel, window: engine.state.now.toISOString() };
    if (!isTurn(channel, pace, engine.state.now)) continue;
    engine.state.read = [];
    await look(JSON.stringify(message), 1);
    if (engine.state.read.includes(STOCK)) read.push(at * 5);
  }
  return read;
}

const gaps = (read: readonly number[]) => read.slice(1).map((at, before) => at - (read[before] ?? 0));

function withIntervals(every: number, own: number) {
  const engine = openEngine();
  engine.change({
    connectors: { [ORDERS]: { on: true, everyMinutes: every }, [STOCK]: { on: true, everyMinutes: own } },
  });
  return engine;
}

test.each(PAIRS)(
  'read every $own minutes in looks every $every: no later than one look after its turn',
  async ({ every, own }) => {
    const read = await readAt(withIntervals(every, own), 4);
    expect(read.length).toBeGreaterThan(2);
    expect(Math.max(...gaps(read))).toBeLessThanOrEqual(own + every);
    // And not more often than it was asked for: over four days, as many times as it has turns, and once at first.
    const turns = (4 * 24 * 60) / (Math.floor(own / 5) * 5);
    expect(read.length).toBeLessThanOrEqual(turns + 2);
  },
);

import { beforeEach, describe, expect, test } from 'vitest';
import { recordCursor } from '../../../functions/channels/record-cursor.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { NOTHING_COUNTED } from '../../../functions/domain/sync/run.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { CUSTOMERS, connectorOf, ORDERS, openEngine, readingOf, START, STOCK } from './engine-setup.ts';

let engine: ReturnType<typeof openEngine>;
beforeEach(() => {
  engine = openEngine();
});

const look = (received = 1) => lookAtChannel(engine.deps)(engine.message(), received);

function later(minutes: number) {
  engine.state.now = new Date(engine.state.now.getTime() + minutes * 60_000);
}

describe('a look that finds nothing new', () => {
  test('writes nothing, announces nothing, and leaves one line in the log', async () => {
    expect(await look()).toBe('done');
    expect(engine.state).toMatchObject({ read: ['orders', 'stock'], writes: 0, events: [], started: [], sessions: 1 });
    expect(engine.state.runs.size).toBe(0);
    expect(engine.state.logged.map(({ event }) => event)).toEqual(['channel_read']);
  });
});

describe('a look that finds something', () => {
  test('leaves a run with what was found, and says that there are records', async () => {
    engine.state.answers.set('orders', readingOf({ counts: { read: 3, delivered: 2, unchanged: 1 } }));
    await look();
    expect(engine.lastRun()).toMatchObject({
      status: 'completed',
      trigger: 'schedule',
      connectors: ['orders'],
      counts: { read: 3, delivered: 2, unchanged: 1, calls: 2 },
    });
    expect(engine.state.events).toMatchObject([
      { type: 'records.available', detail: { connector: 'orders', channel: engine.channel().channel } },
    ]);
  });

  test('tells once of each connector what all of its tasks have brought, and where that lies', async () => {
    engine.state.answers.set('orders', readingOf({ counts: { delivered: 2, deleted: 1 } }));
    const deps = { ...engine.deps, dueTasks: async () => ['look', 'counts'] as const };
    await lookAtChannel(deps)(engine.message(), 1);
    const stream = { channel: engine.channel().channel, connector: ORDERS };
    expect(engine.state.events).toMatchObject([
      {
        type: 'records.available',
        detail: {
          connector: 'orders',
          delivered: 4,
          deleted: 2,
          from: recordCursor(stream, { life: 2, n: 7, line: 0 }),
          to: recordCursor(stream, { life: 2, n: 9, line: 0 }),
        },
      },
    ]);
  });

  test('tells of what was read before the store failed', async () => {
    engine.state.answers.set('orders', readingOf({ counts: { delivered: 2 } }));
    engine.state.thenFails = new Refusal('store_unreachable');
    await look();
    expect(engine.state.events[0]).toMatchObject({ type: 'records.available', detail: { delivered: 2 } });
    expect(engine.channel()).toMatchObject({ failures: 1 });
  });

  test('hands over what it cannot finish to one run, once', async () => {
    engine.state.answers.set('stock', readingOf({ outcome: 'more', counts: { read: 2_000, delivered: 2_000 } }));
    await look();
    const run = engine.lastRun();
    expect(run).toMatchObject({ status: 'queued', connectors: ['stock'], trigger: 'schedule' });
    expect(engine.state.started).toEqual([run?.run]);
    // The run reads that connector from now on; looks go on with the others.
    engine.state.read = [];
    await look();
    expect(engine.state.read).toEqual(['orders']);
    expect(engine.state.started).toHaveLength(1);
  });

  test('waits with the first import of a connector for those that come before it', async () => {
    engine = openEngine([connectorOf(ORDERS, [CUSTOMERS]), connectorOf(CUSTOMERS), connectorOf(STOCK)]);
    engine.state.imported = new Set(['stock']);
    await look();
    expect(engine.state.read).toEqual(['customers', 'stock']);
    engine.state.imported.add('customers');
    engine.state.read = [];
    await look();
    expect(engine.state.read).toEqual(['customers', 'orders', 'stock']);
  });
});

describe('a look that holds deletions back', () => {
  const held = (count: number) => engine.state.answers.set('stock', readingOf({ outcome: 'held', held: count }));
  const heldRuns = () => [...engine.state.runs.values()].map(({ status, held: of }) => [status, of?.[STOCK]]);

  test('leaves one run and one event, until their number is another', async () => {
    held(120);
    await look();
    later(5);
    await look();
    expect(heldRuns()).toEqual([['held', 120]]);
    held(121);
    await look();
    await look();
    expect(heldRuns()).toEqual([
      ['held', 120],
      ['held', 121],
    ]);
    const [run, other] = engine.state.runs.keys();
    expect(engine.state.events).toMatchObject([
      { type: 'channel.run_held', detail: { connector: 'stock', held: 120, run } },
      { type: 'channel.run_held', detail: { connector: 'stock', held: 121, run: other } },
    ]);
  });

  test('leaves another run once the first one waits no longer', async () => {
    held(120);
    await look();
    const run = engine.lastRun();
    if (run === undefined) throw new Error('there is no run');
    engine.state.runs.set(run.run, { ...run, status: 'stopped' });
    await look();
    await look();
    expect(heldRuns()).toEqual([
      ['stopped', 120],
      ['held', 120],
    ]);
  });

  test('says what else it found as if nothing was held', async () => {
    held(120);
    await look();
    engine.state.answers.set('orders', readingOf({ counts: { delivered: 1 } }));
    await look();
    expect(engine.lastRun()).toMatchObject({ status: 'completed', connectors: ['orders'] });
  });
});

describe('one connector that fails', () => {
  test('does not stop the others, and is reported once', async () => {
    engine.state.answers.set('orders', new Refusal('permission_missing'));
    await look();
    expect(engine.state.read).toEqual(['orders', 'stock']);
    expect(engine.channel()).toMatchObject({ failures: 0, status: 'active' });
    expect(engine.channel().problems).toEqual({ orders: { code: 'permission_missing', since: START.toISOString() } });
    expect(engine.lastRun()).toMatchObject({
      status: 'completed_with_errors',
      errors: [{ connector: 'orders', code: 'permission_missing' }],
    });
    const { writes } = engine.state;
    later(5);
    await look();
    expect(engine.state).toMatchObject({ writes });
    expect(engine.state.runs.size).toBe(1);
  });

  test('is no problem any more once it was read', async () => {
    engine.state.answers.set('orders', new Refusal('permission_missing'));
    await look();
    engine.state.answers.clear();
    await look();
    expect(engine.channel().problems).toEqual({});
  });
});

describe('a store that fails', () => {
  test('is asked one question a look, three times at every interval, then less often', async () => {
    engine.state.answers.set('orders', new Refusal('store_unreachable'));
    for (let at = 0; at < 3; at += 1) {
      await look();
      later(5);
    }
    expect(engine.state.read).toEqual(['orders', 'orders', 'orders']);
    expect(engine.channel()).toMatchObject({ failures: 3, notBefore: '2026-03-01T10:15:00.000Z' });
    await look();
    expect(engine.channel()).toMatchObject({ failures: 4, notBefore: '2026-03-01T10:25:00.000Z' });
    later(5);
    engine.state.read = [];
    await look();
    expect(engine.state.read).toEqual([]);
    // It comes back: everything is read at once.
    later(5);
    engine.state.answers.clear();
    await look();
    expect(engine.state.read).toEqual(['orders', 'stock']);
    expect(engine.channel()).toMatchObject({ failures: 0, notBefore: undefined, problems: {} });
  });

  test('is known to be back although the first connector fails for good', async () => {
    const since = START.toISOString();
    engine.state.answers.set('orders', new Refusal('permission_missing'));
    engine.change({ failures: 3 });
    await look();
    expect(engine.state.read).toEqual(['orders', 'stock']);
    expect(engine.channel()).toMatchObject({
      failures: 0,
      problems: { orders: { code: 'permission_missing', since } },
    });
  });

  test('is asked one question that it may answer: connectors with a problem of their own come last', async () => {
    const problem = { code: 'permission_missing', since: START.toISOString() } as const;
    engine.state.answers.set('stock', new Refusal('store_unreachable'));
    engine.change({ failures: 3, problems: { [ORDERS]: problem } });
    await look();
    expect(engine.state.read).toEqual(['stock']);
    expect(engine.channel()).toMatchObject({ failures: 4 });
  });

  test('tells the backend once, not at every look', async () => {
    engine.state.answers.set('orders', new Refusal('store_unreachable'));
    for (let at = 0; at < 4; at += 1) await look();
    expect(engine.state.events).toMatchObject([
      { type: 'channel.run_failed', detail: { reason: 'store_unreachable' } },
    ]);
  });

  test('is left alone for as long as it asks', async () => {
    engine.state.answers.set('orders', new Refusal('store_busy', { retryAfter: 600 }));
    await look();
    expect(engine.channel().notBefore).toBe('2026-03-01T10:10:05.000Z');
    later(9);
    await look();
    expect(engine.state.read).toEqual(['orders']);
    later(2);
    await look();
    expect(engine.state.read).toEqual(['orders', 'orders']);
  });
});

describe('a connection that dies', () => {
  test('is checked at once, and the channel stops', async () => {
    engine.state.answers.set('orders', new Refusal('token_rejected'));
    engine.state.health = new Refusal('token_rejected');
    await look();
    expect(engine.state.connection.status).toBe('needs_reauthorization');
    expect(engine.channel()).toMatchObject({ status: 'unavailable', failures: 0 });
    engine.state.read = [];
    await look();
    expect(engine.state.read).toEqual([]);
  });

  test('stops its channels even where nobody has heard of it', async () => {
    engine.state.connection = { ...engine.state.connection, status: 'inactive' };
    await look();
    expect(engine.state).toMatchObject({ read: [], sessions: 0 });
    expect(engine.channel().status).toBe('unavailable');
  });
});

describe('no store is called', () => {
  test.each([
    ['of a channel that is paused', () => engine.change({ status: 'paused' })],
    ['before it is time', () => engine.change({ notBefore: '2026-03-01T10:00:06Z' })],
    [
      'in its quiet hours',
      () =>
        engine.change({
          settings: { ...engine.channel().settings, quietHours: { from: '09:00', to: '11:00', timeZone: 'UTC' } },
        }),
    ],
    ['for connectors that are off', () => engine.change({ connectors: { [ORDERS]: { on: false, everyMinutes: 5 } } })],
  ])('%s', async (_, arrange) => {
    arrange();
    await look();
    expect(engine.state).toMatchObject({ read: [], sessions: 0, writes: 0 });
  });

  test('for a look that has waited so long that a later one was asked for', async () => {
    const message = engine.message();
    later(16);
    await lookAtChannel(engine.deps)(message, 1);
    expect(engine.state.read).toEqual([]);
  });
});

test('a run that nobody has started is started by a later look', async () => {
  const run = newRunId();
  const { channel } = engine.channel();
  const createdAt = START.toISOString();
  const shared = { trigger: 'api', task: 'redeliver', counts: NOTHING_COUNTED, errors: [] } as const;
  await engine.deps.runs.begin({ run, channel, createdAt, ...shared, connectors: [STOCK], status: 'queued' });
  await look();
  expect(engine.state.started).toEqual([]);
  later(2);
  await look();
  expect(engine.state.started).toEqual([run]);
});

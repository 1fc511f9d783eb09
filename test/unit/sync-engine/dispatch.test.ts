import { beforeEach, describe, expect, test } from 'vitest';
import type { ListedChannel } from '../../../functions/adapters/dynamodb/channels/channel-item.ts';
import type { CountedChannels } from '../../../functions/adapters/dynamodb/channels/looks/channel-counts.ts';
import type { WritingId } from '../../../functions/domain/sync/changes/change-ids.ts';
import type { Channel } from '../../../functions/domain/sync/channel.ts';
import { parseChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import type { LookMessage } from '../../../functions/domain/sync/look.ts';
import type { DispatchDeps } from '../../../functions/sync/dispatch/dependencies.ts';
import { handleMessage } from '../../../functions/sync/dispatch/handle-message.ts';
import { openEngine, START } from './engine-setup.ts';

const WINDOW = '2026-03-01T10:00:00.000Z';

let engine: ReturnType<typeof openEngine>;
let deps: DispatchDeps;
let listed: ListedChannel[];
let sent: LookMessage[];
let windows: Set<string>;
let counted: CountedChannels[];
let deleted: string[];
let recordsLeft: boolean;
/** Channels that somebody has deleted, and what became of them. */
let gone: { channel: Channel; deletedAt: string }[];
let done: string[];
/** The channel that stores get by themselves. */
let wanted: Channel | undefined;
let channels: Channel[];
/** Channels with batches that wait, and the executions that were started for them. */
let waiting: Set<Channel['channel']>;
let sentAt: string | undefined;
let writing: WritingId[];
/** Channels with bulks that may run late. */
let open: Channel['channel'][];

beforeEach(() => {
  engine = openEngine();
  [listed, sent, windows, deleted, recordsLeft, wanted] = [[], [], new Set(), [], true, undefined];
  [gone, done, counted] = [[], [], []];
  channels = [engine.channel()];
  sentAt = undefined;
  [waiting, writing, open] = [new Set(), [], []];
  const change = (status: Channel['status']) => async () => {
    engine.change({ status });
    channels = [engine.channel()];
    return engine.channel();
  };
  deps = {
    ...engine.deps,
    products: async () => [engine.channel().product],
    counts: { record: async (one) => void counted.push(one) },
    batchWriters: {
      begin: async (channel, _, __, least = 1) => {
        const isIdle = (least === 0 || waiting.has(channel)) && !writing.some((one) => one.startsWith(channel));
        return isIdle;
      },
      async *waiting() {
        for (const channel of waiting) yield { channel, since: sentAt };
      },
    },
    async *channelsWithOpenBulks() {
      yield* open;
    },
    writeExecutions: { start: async (started) => void writing.push(started) },
    channels: {
      find: async (id) => channels.find(({ channel }) => channel === id),
      async *withStatus(_, status) {
        yield* listed.filter((one) => one.status === status);
      },
      ofConnection: async () => channels,
      deleted: async () => gone,
      bury: async ({ channel }) => void done.push(`buried ${channel}`),
      cutOff: change('unavailable'),
      reconnect: async () => (engine.channel().status === 'paused' ? engine.channel() : change('active')()),
    },
    makeDefaultChannel: async () => wanted,
    hasRecords: async () => recordsLeft,
    deleteRecords: async ({ channel }) => void deleted.push(channel),
    deleteForGood: async ({ channel }) => void done.push(`deleted ${channel}`),
    sweepRecords: async ({ channel }) => void done.push(`swept ${channel}`),
    windows: {
      begin: async (at) => !windows.has(at.toISOString()),
      end: async (at) => void windows.add(at.toISOString()),
    },
    lookQueues: [{ send: async (messages) => void sent.push(...messages) }],
  };
});

function listedOf(digits: string, everyMinutes: number, status: Channel['status'] = 'active'): ListedChannel {
  const { connection, product } = engine.channel();
  return { channel: parseChannelId(`chn_${digits}${'0'.repeat(28)}`), connection, product, status, everyMinutes };
}

const window = (at = WINDOW) => handleMessage(deps)(JSON.stringify({ at }));
const event = (type: string) =>
  handleMessage(deps)(
    JSON.stringify({ source: 'handfast', 'detail-type': type, detail: { connection: engine.channel().connection } }),
  );

describe('a window', () => {
  test('asks for a look at every active channel whose turn it is, and at no other', async () => {
    // The window is the first of its twelve.
    const due = [listedOf('0001', 5), listedOf('0000', 60), listedOf('000c', 60)];
    const others = [listedOf('0001', 60), listedOf('0002', 15), listedOf('0000', 5, 'paused')];
    listed = [...due, ...others];
    await window();
    expect(sent).toEqual(due.map(({ channel }) => ({ channel, window: WINDOW })));
  });

  test('asks once, however often its message comes', async () => {
    listed = [listedOf('0000', 5)];
    await window();
    await window();
    expect(sent).toHaveLength(1);
  });

  test('that was late by more than a quarter of an hour asks for nothing', async () => {
    listed = [listedOf('0000', 5)];
    await window('2026-03-01T09:40:00Z');
    expect(sent).toEqual([]);
  });

  test('lets channels go on whose connection came back unheard', async () => {
    engine.change({ status: 'unavailable' });
    channels = [engine.channel()];
    const { channel, connection, product } = engine.channel();
    listed = [{ channel, connection, product, status: 'unavailable', everyMinutes: 5 }];
    for (let at = 0; at < 12; at += 1) {
      engine.state.now = new Date(START.getTime() + at * 300_000);
      await window(engine.state.now.toISOString());
    }
    expect(engine.channel().status).toBe('active');
    expect(engine.lastRun()).toMatchObject({ trigger: 'connected', task: 'look', status: 'queued' });
    // Compared once in that hour.
    expect(engine.state.logged.filter(({ event: one }) => one === 'channel_status_changed')).toHaveLength(1);
  });
});

describe('changes that wait', () => {
  test('are begun to be written by the next window, where nobody is at it', async () => {
    const { channel } = engine.channel();
    waiting.add(channel);
    await window();
    await window('2026-03-01T10:05:00.000Z');
    expect(writing).toEqual([expect.stringMatching(`^${channel}-[0-9a-f]{16}$`)]);
  });

  test('are told of by the age of the oldest, of channels that are active', async () => {
    const told = () => engine.state.logged.findLast(({ event: one }) => one === 'channels_dispatched')?.facts;
    await window('2026-03-01T09:55:00.000Z');
    expect(told()).not.toHaveProperty('waitingSeconds');
    waiting.add(engine.channel().channel);
    sentAt = new Date(engine.state.now.getTime() - 4_000_500).toISOString();
    await window();
    expect(told()).toMatchObject({ waitingSeconds: 4_000 });
    engine.change({ status: 'paused' });
    channels = [engine.channel()];
    await window('2026-03-01T10:05:00.000Z');
    expect(told()).not.toHaveProperty('waitingSeconds');
  });

  test('of a channel that is paused, or whose connection is not active, wait on', async () => {
    waiting.add(engine.channel().channel);
    for (const status of ['paused', 'unavailable'] as const) {
      engine.change({ status });
      channels = [engine.channel()];
      windows.clear();
      await window();
    }
    expect(writing).toEqual([]);
  });

  test('are begun to be written as soon as their store is connected again, and to be cancelled when it is not', async () => {
    waiting.add(engine.channel().channel);
    engine.change({ status: 'unavailable' });
    channels = [engine.channel()];
    await event('connection.recovered');
    expect(writing).toHaveLength(1);
    writing = [];
    engine.state.connection = { ...engine.state.connection, status: 'disconnected' };
    await event('connection.disconnected');
    expect(writing).toHaveLength(1);
  });
});

test('a bulk that was given up is looked after once an hour, where nothing waits, unless the channel is paused', async () => {
  const { channel } = engine.channel();
  open = [channel];
  const minutes = Array.from({ length: 12 }, (_, at) => String(at * 5).padStart(2, '0'));
  for (const minute of minutes) await window(`2026-03-01T10:${minute}:00.000Z`);
  expect(writing).toEqual([expect.stringMatching(`^${channel}-`)]);
  writing = [];
  engine.change({ status: 'paused' });
  channels = [engine.channel()];
  for (const minute of minutes) await window(`2026-03-01T11:${minute}:00.000Z`);
  expect(writing).toEqual([]);
});

describe('a store that was just connected', () => {
  test("gets its product's channel, and its first import begins at once", async () => {
    wanted = engine.channel();
    channels = [];
    await event('connection.created');
    expect(engine.lastRun()).toMatchObject({ channel: wanted.channel, trigger: 'connected', task: 'look' });
    expect(engine.state.started).toEqual([engine.lastRun()?.run]);
  });

  test('gets none where the product wants none, or the store has one', async () => {
    await event('connection.created');
    channels = [];
    await event('connection.created');
    expect(engine.state.started).toEqual([]);
  });
});

describe('a connection', () => {
  test.each(['needs_reauthorization', 'inactive', 'unreachable'] as const)(
    'that is %s stops its channels, and keeps their records',
    async (status) => {
      engine.state.connection = { ...engine.state.connection, status };
      await event(`connection.${status}`);
      expect(engine.channel().status).toBe('unavailable');
      expect(deleted).toEqual([]);
    },
  );

  test('that comes back lets its channels go on at once', async () => {
    engine.change({ status: 'unavailable' });
    channels = [engine.channel()];
    await event('connection.recovered');
    expect(engine.channel().status).toBe('active');
    expect(engine.state.started).toHaveLength(1);
  });

  test('that comes back leaves a channel paused that somebody paused', async () => {
    engine.change({ status: 'paused' });
    channels = [engine.channel()];
    await event('connection.recovered');
    expect(engine.channel().status).toBe('paused');
    expect(engine.state.started).toEqual([]);
  });

  test('that was disconnected loses its records, even where the event comes late or was lost', async () => {
    engine.state.connection = { ...engine.state.connection, status: 'disconnected' };
    await event('connection.needs_reauthorization');
    expect(deleted).toEqual([engine.channel().channel]);
    const { channel, connection, product } = engine.channel();
    listed = [{ channel, connection, product, status: 'unavailable', everyMinutes: 5 }];
    for (const left of [true, false]) {
      recordsLeft = left;
      windows.clear();
      deleted = [];
      for (let at = 0; at < 12; at += 1) {
        engine.state.now = new Date(START.getTime() + at * 300_000);
        await window(engine.state.now.toISOString());
      }
      expect(deleted).toHaveLength(left ? 1 : 0);
    }
  });
});

describe('what is left of records', () => {
  const throughADay = async () => {
    for (let at = 0; at < 288; at += 1) {
      engine.state.now = new Date(START.getTime() + at * 300_000);
      await window(engine.state.now.toISOString());
    }
  };
  const present = (status: Channel['status']): ListedChannel => {
    const { channel, connection, product } = engine.channel();
    engine.change({ status });
    channels = [engine.channel()];
    return { channel, connection, product, status, everyMinutes: 5 };
  };

  test.each(['active', 'unavailable', 'paused'] as const)(
    'is swept once a day of a channel that is %s',
    async (status) => {
      listed = [present(status)];
      await throughADay();
      expect(done).toEqual([`swept ${engine.channel().channel}`]);
    },
  );

  test('of a disconnected store is deleted though its channel is paused, and the event was lost', async () => {
    engine.state.connection = { ...engine.state.connection, status: 'disconnected' };
    listed = [present('paused')];
    await throughADay();
    expect(deleted).toEqual([engine.channel().channel]);
  });

  test('of a deleted channel is deleted in every window, until no writer can be left', async () => {
    const { channel } = engine.channel();
    gone = [{ channel: engine.channel(), deletedAt: new Date(START.getTime() - 19 * 60_000).toISOString() }];
    await window();
    expect(done).toEqual([`deleted ${channel}`]);
    engine.state.now = new Date(START.getTime() + 2 * 60_000);
    windows.clear();
    await window();
    expect(done).toEqual([`deleted ${channel}`, `deleted ${channel}`, `buried ${channel}`]);
  });

  test('does not have a window dispatched twice when what is to be deleted cannot be listed', async () => {
    deps = { ...deps, channels: { ...deps.channels, deleted: () => Promise.reject(new Error('DynamoDB is away')) } };
    listed = [listedOf('0000', 5)];
    expect(await window()).toBe('done');
    expect(sent).toHaveLength(1);
    expect(windows.size).toBe(1);
  });

  test('is left to the next window when deleting it fails, and keeps nothing else from its turn', async () => {
    const failing = engine.channel();
    gone = [{ channel: failing, deletedAt: '2026-02-01T00:00:00.000Z' }];
    deps = { ...deps, deleteForGood: () => Promise.reject(new Error('S3 is away')) };
    listed = [listedOf('0000', 5)];
    expect(await window()).toBe('done');
    expect(sent).toHaveLength(1);
    expect(done.filter((one) => one.startsWith('buried'))).toEqual([]);
  });
});

test('a message that is neither of the schedule nor of the bus fails, and becomes a dead letter', async () => {
  await expect(handleMessage(deps)('{"what":1}')).rejects.toThrow();
});

describe('what a window has gone over', () => {
  /** So many seconds before the clock of the engine. */
  const failingFor = (digits: string, seconds: number): ListedChannel => ({
    ...listedOf(digits, 5),
    failingSince: new Date(engine.state.now.getTime() - seconds * 1000).toISOString(),
  });

  test('is counted by status and lag, whether it is due or not', async () => {
    listed = [
      listedOf('0001', 60),
      listedOf('0002', 5),
      failingFor('0003', 900),
      failingFor('0004', 901),
      failingFor('0005', 3_601),
      failingFor('0006', 90_000),
      listedOf('0007', 60, 'paused'),
      { ...failingFor('0008', 90_000), status: 'unavailable' },
    ];
    await window();
    expect(counted.map(({ at }) => at)).toEqual([WINDOW]);
    expect(counted[0]?.byProduct.get(engine.channel().product)).toEqual({
      statuses: { active: 6, paused: 1, unavailable: 1 },
      lag: [2, 1, 1, 1, 1],
    });
  });

  test('is looked at although it cannot be counted', async () => {
    listed = [listedOf('0001', 5)];
    deps = { ...deps, counts: { record: () => Promise.reject(new Error('no table')) } };
    await window();
    expect(sent).toHaveLength(1);
  });
});

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  openChangeLog,
  type StoredChangeLog,
} from '../../../../functions/adapters/dynamodb/channels/log/change-log.ts';
import { openRecordLog } from '../../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { openStreamHeads } from '../../../../functions/adapters/dynamodb/channels/log/stream-heads.ts';
import { entryKey, streamKey } from '../../../../functions/adapters/dynamodb/channels/log/stream-item.ts';
import { parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { embeddedTable } from '../embedded-table.ts';
import { itemAt, removeItem } from './items.ts';
import { collected, entryOf, lineOf, NOW, newStream } from './log-setup.ts';
import { memoryObjects } from './memory-objects.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
const bucket = memoryObjects();
const OPTIONS = { retentionDays: 30, now: () => NOW };
let log: StoredChangeLog;
beforeAll(async () => {
  table = await embeddedTable();
  log = openChangeLog(table, bucket, OPTIONS);
});
afterAll(() => table.close());

const keysOf = ({ channel }: ReturnType<typeof newStream>) =>
  [...bucket.objects.keys()].filter((key) => key.includes(channel)).map((key) => key.replaceAll(channel, 'chn'));

/** Larger than what an entry holds itself. */
const LARGE = { memory: 'x'.repeat(5_000) };

describe('a change log', () => {
  test('begins empty, and then gives back what was appended', async () => {
    const stream = newStream();
    expect(await log.last(stream)).toBeUndefined();
    expect(await log.entries(stream, 1, 5)).toEqual([]);
    const lines = [lineOf('7'), lineOf('8', { op: 'delete', record: undefined, updated: '2026-11-26 11:59:00' })];
    expect(await log.append(stream, entryOf(1, { deletes: 1 }), lines)).toBe(true);
    const last = await log.last(stream);
    expect(last).toMatchObject(entryOf(1, { deletes: 1 }));
    expect(last?.bytes).toBeGreaterThan(20);
    const [entry, ...more] = await log.entries(stream, 1, 5);
    expect(more).toEqual([]);
    expect(entry && (await collected(log.lines(entry)))).toEqual(lines);
  });

  test('keeps the numbers of records to the letter', async () => {
    const stream = newStream();
    const price = JSON.rawJSON('12.5000');
    await log.append(stream, entryOf(1), [lineOf('7', { record: { price, big: JSON.rawJSON('9007199254740993') } })]);
    const [entry] = await log.entries(stream, 1, 1);
    const [line] = entry ? await collected(log.lines(entry)) : [];
    expect(JSON.stringify(line?.record)).toBe('{"price":12.5000,"big":9007199254740993}');
  });

  test('takes a record that has been written already as that text', async () => {
    const stream = newStream();
    const lines = [lineOf('7 "x"', { record: { price: 1 } }), lineOf('8')];
    await log.append(
      stream,
      entryOf(1),
      lines.map((line) => ({ ...line, json: JSON.stringify(line.record) })),
    );
    const [entry] = await log.entries(stream, 1, 1);
    expect(entry && (await collected(log.lines(entry)))).toEqual(lines);
  });

  test('puts no object for an entry without lines', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1, { upserts: 0 }), []);
    const last = await log.last(stream);
    expect(last).toMatchObject({ n: 1, bytes: 0 });
    expect(last?.object).toBeUndefined();
    expect(last && (await collected(log.lines(last)))).toEqual([]);
    expect(keysOf(stream)).toEqual([]);
  });

  test('keeps one log for each connector, and each channel', async () => {
    const [stream, other] = [newStream(), newStream()];
    await log.append(stream, entryOf(1), [lineOf('7')]);
    expect(await log.last(other)).toBeUndefined();
  });

  test('reads hundreds of entries at once, in order', async () => {
    const stream = newStream();
    for (let n = 1; n <= 120; n += 1) await log.append(stream, entryOf(n, { upserts: 0 }), []);
    expect((await log.entries(stream, 3, 500)).map(({ n }) => n)).toEqual(
      Array.from({ length: 118 }, (_, index) => index + 3),
    );
  }, 60_000);

  test('drops entries a week after their objects', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1), [lineOf('7')]);
    expect(await itemAt(table, entryKey(stream, 1))).toMatchObject({ expiresAt: NOW.getTime() / 1000 + 37 * 86_400 });
  });

  test('says that lines have expired when their object is gone', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1), [lineOf('7')]);
    const last = await log.last(stream);
    await bucket.removeAll(`records/${stream.channel}/`);
    await expect(last && collected(log.lines(last))).rejects.toMatchObject({ code: 'cursor_expired' });
  });

  test('knows where it is when no entry is left: the newest one lies with the stream', async () => {
    const stream = newStream();
    for (const n of [1, 2]) await log.append(stream, entryOf(n), [lineOf('7')]);
    for (const n of [1, 2]) await removeItem(table, entryKey(stream, n));
    expect(await log.last(stream)).toMatchObject({ n: 2, state: { position: 2 } });
    expect((await log.entries(stream, 1, 2)).map(({ n }) => n)).toEqual([2]);
    expect(await log.append(stream, entryOf(3), [])).toBe(true);
  });

  test('keeps a large state aside, and only the newest one', async () => {
    const stream = newStream();
    for (const n of [1, 2, 3]) await log.append(stream, entryOf(n, { state: { ...LARGE, n } }), []);
    expect(await log.last(stream)).toMatchObject({ n: 3, state: { ...LARGE, n: 3 } });
    expect(keysOf(stream)).toEqual([expect.stringMatching(/^kept\/chn\/orders\/000000\/states\/3-/)]);
    expect(JSON.stringify(await itemAt(table, streamKey(stream)))).not.toContain('xxx');
  });

  test('keeps objects that may expire apart from those that may not', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1, { state: LARGE }), [lineOf('7')]);
    await log.keepKnown(stream, 1, [{ id: '7', version: 'v7' }]);
    expect(
      keysOf(stream)
        .map((key) => key.split('/').slice(0, -1).join('/').replace(/1-.*/, ''))
        .toSorted(),
    ).toEqual(['kept/chn/orders/000000/known/', 'kept/chn/orders/000000/states', 'records/chn/orders/000000']);
  });
});

describe('a stream whose newest state is gone', () => {
  async function lost() {
    const stream = newStream();
    for (const n of [1, 2]) await log.append(stream, entryOf(n, { state: LARGE }), [lineOf(String(n))]);
    await log.keepKnown(stream, 2, [{ id: '1', version: 'v' }]);
    await bucket.remove(
      [...bucket.objects.keys()].filter((key) => key.includes(`${stream.channel}/orders/000000/states/`)),
    );
    return stream;
  }

  test('is as one that was never begun, and begins anew, past what stands there', async () => {
    const stream = await lost();
    expect(await log.last(stream)).toBeUndefined();
    for (const n of [1, 2, 3]) expect(await log.append(stream, entryOf(n), [lineOf(`new ${n}`)])).toBe(true);
    expect(await log.last(stream)).toMatchObject({ n: 3, state: { position: 3 } });
    expect(await log.known(stream)).toBeUndefined();
    expect(await openRecordLog(table, bucket, OPTIONS).extent(stream)).toEqual({ life: 1, head: 3, isDeleted: false });
  });

  test('goes on where a writer still knows the state', async () => {
    const stream = await lost();
    expect(await log.append(stream, entryOf(3), [])).toBe(true);
    expect(await log.last(stream)).toMatchObject({ n: 3, state: { position: 3 } });
  });

  test('is begun anew by one of those who find it', async () => {
    const stream = await lost();
    const done = await Promise.all([7, 8, 9].map((id) => log.append(stream, entryOf(1), [lineOf(String(id))])));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await log.last(stream)).toMatchObject({ n: 1 });
  });

  test('goes on where somebody has appended meanwhile', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1, { state: LARGE }), []);
    const { lines } = bucket;
    const slow: typeof bucket = {
      ...bucket,
      async lines(key) {
        if (key.includes('/states/1-')) await log.append(stream, entryOf(2, { state: LARGE }), []);
        return lines(key);
      },
    };
    expect(await openChangeLog(table, slow, OPTIONS).append(stream, entryOf(1), [])).toBe(false);
    expect(await log.last(stream)).toMatchObject({ n: 2, state: LARGE });
  });

  test('can be told to begin anew, unless it has gone on', async () => {
    const stream = newStream();
    for (const n of [1, 2]) await log.append(stream, entryOf(n), []);
    expect(await log.restart(stream, 1)).toBe(false);
    expect(await log.restart(stream, 2)).toBe(true);
    expect(await log.last(stream)).toBeUndefined();
    expect(await log.append(stream, entryOf(1), [])).toBe(true);
  });
});

describe('an append', () => {
  test('is refused where the number is taken, and leaves no object behind', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1), [lineOf('7')]);
    expect(await log.append(stream, entryOf(1), [lineOf('8')])).toBe(false);
    expect(keysOf(stream)).toHaveLength(1);
    expect(await log.last(stream)).toMatchObject({ n: 1 });
  });

  test('is refused where the entry before is missing', async () => {
    const stream = newStream();
    expect(await log.append(stream, entryOf(2), [])).toBe(false);
    await log.append(stream, entryOf(1), []);
    expect(await log.append(stream, entryOf(3), [])).toBe(false);
    expect(await itemAt(table, entryKey(stream, 3))).toBeUndefined();
  });

  test('of twenty at once is one for each number, without a gap, and with the lines of its writer', async () => {
    const stream = newStream();
    for (let n = 1; n <= 5; n += 1) {
      const writers = Array.from({ length: 20 }, (_, writer) =>
        log.append(stream, entryOf(n, { state: { ...LARGE, writer } }), [lineOf(`${n}-${writer}`)]),
      );
      const winners = (await Promise.all(writers)).flatMap((won, writer) => (won ? [writer] : []));
      expect(winners).toHaveLength(1);
      const last = await log.last(stream);
      expect(last).toMatchObject({ n, state: { writer: winners[0] } });
      expect(last && (await collected(log.lines(last)))).toMatchObject([{ id: `${n}-${winners[0]}` }]);
    }
    expect((await log.entries(stream, 1, 9)).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
    expect(keysOf(stream)).toHaveLength(6);
  }, 30_000);

  test('whose writer dies before the head moves is the newest entry all the same', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1), [lineOf('7')]);
    const dead = openStreamHeads(table, bucket);
    const item = { life: 0, token: 'dead', bytes: 0, state: '{"position":2}' };
    const { state: _, ...entry } = entryOf(2);
    expect(await dead.put(stream, { ...entry, ...item }, NOW.getTime() / 1000 + 60)).toBe(true);
    expect(await itemAt(table, streamKey(stream))).toMatchObject({ head: 1 });
    expect(await log.append(stream, entryOf(2), [])).toBe(false);
    expect(await log.last(stream)).toMatchObject({ n: 2, state: { position: 2 } });
    expect(await itemAt(table, streamKey(stream))).toMatchObject({ head: 2 });
    expect(await log.append(stream, entryOf(3), [])).toBe(true);
  });

  test('is found among those of all connectors in two reads, one that its writer did not finish, too', async () => {
    const { channel, connector: orders } = newStream();
    const [customers, products] = [parseConnectorName('customers'), parseConnectorName('products')];
    await log.append({ channel, connector: orders }, entryOf(1), [lineOf('7')]);
    await log.append({ channel, connector: customers }, entryOf(1), []);
    await log.append({ channel, connector: customers }, entryOf(2, { state: LARGE }), []);
    const send = vi.spyOn(table.client, 'send');
    const found = await log.lastOf(channel, [orders, customers, products]);
    expect(send).toHaveBeenCalledTimes(2);
    send.mockRestore();
    expect([...found].map(([name, { n, state }]) => [name, n, state])).toEqual([
      ['orders', 1, { position: 1 }],
      ['customers', 2, LARGE],
    ]);
    const { state: _, ...entry } = entryOf(2);
    const item = { life: 0, token: 'dead', bytes: 0, state: '{"position":2}' };
    const stream = { channel, connector: orders };
    await openStreamHeads(table, bucket).put(stream, { ...entry, ...item }, NOW.getTime() / 1000 + 60);
    expect((await log.lastOf(channel, [orders])).get(orders)).toMatchObject({ n: 2, state: { position: 2 } });
    expect(await itemAt(table, streamKey(stream))).toMatchObject({ head: 2 });
  });

  test('whose writer dies before its entry leaves the number to the next one', async () => {
    const stream = newStream();
    await log.append(stream, entryOf(1), [lineOf('7')]);
    await bucket.put(`records/${stream.channel}/orders/2-dead.ndjson.gz`, [JSON.stringify(lineOf('phantom'))]);
    expect(await log.last(stream)).toMatchObject({ n: 1 });
    expect(await log.append(stream, entryOf(2), [lineOf('8')])).toBe(true);
    const [, entry] = await log.entries(stream, 1, 2);
    expect(entry && (await collected(log.lines(entry)))).toEqual([lineOf('8')]);
  });

  test('whose answer was lost is repeated by the SDK, and still counts as appended', async () => {
    const stream = newStream();
    const twice = Object.create(table.client, {
      send: {
        value: async (command: Parameters<typeof table.client.send>[0]) => {
          if (command instanceof PutCommand) await table.client.send(command);
          return table.client.send(command);
        },
      },
    });
    const repeating = openChangeLog({ ...table, client: twice }, bucket, { retentionDays: 30, now: () => NOW });
    expect(await repeating.append(stream, entryOf(1), [lineOf('7')])).toBe(true);
    const last = await log.last(stream);
    expect(last && (await collected(log.lines(last)))).toEqual([lineOf('7')]);
  });

  test('counts as appended when the head cannot be moved', async () => {
    const stream = newStream();
    const failing = openChangeLog(
      table,
      { ...bucket, remove: () => Promise.reject(new Error('S3 is away')) },
      {
        retentionDays: 30,
        now: () => NOW,
      },
    );
    for (const n of [1, 2]) expect(await failing.append(stream, entryOf(n, { state: LARGE }), [])).toBe(true);
    expect(await log.last(stream)).toMatchObject({ n: 2 });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openChangeLog } from '../../../functions/adapters/dynamodb/channels/log/change-log.ts';
import { openRecordDeletion } from '../../../functions/adapters/dynamodb/channels/log/record-deletion.ts';
import { openRecordLog } from '../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { entryKey, streamKey } from '../../../functions/adapters/dynamodb/channels/log/stream-item.ts';
import { createChannel } from '../../../functions/api/channels/create-channel.ts';
import { readRecords } from '../../../functions/api/channels/records/read-records.ts';
import { recordPage } from '../../../functions/api/contract/channels/record-pages.ts';
import type { ChangeLine, LogEntry } from '../../../functions/domain/sync/change-log.ts';
import { parseChannelId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { itemAt, putItem, removeItem } from '../dynamodb/channels/items.ts';
import { entryOf, lineOf } from '../dynamodb/channels/log-setup.ts';
import { memoryObjects } from '../dynamodb/channels/memory-objects.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

const ORDERS = parseConnectorName('orders');
let setup: ApiSetup;
let bucket: ReturnType<typeof memoryObjects>;
let id: string;
beforeEach(async () => {
  setup = await openApiSetup();
  bucket = memoryObjects();
  id = await channelMade();
});
afterEach(() => setup.close());

async function channelMade(): Promise<string> {
  const body = { type: 'magento2', connectors: { orders: {}, stock: {} } };
  return (await ask(createChannel(setup.deps), { id: await setup.connect(), body })).json.id;
}

const now = () => setup.setup.time;
const options = { retentionDays: 30, now };
const stream = () => ({ channel: parseChannelId(id), connector: ORDERS });

async function appended(n: number, lines: readonly ChangeLine[], more: Partial<LogEntry> = {}): Promise<void> {
  const log = openChangeLog(setup.table, bucket, options);
  expect(await log.append(stream(), entryOf(n, { at: now().toISOString(), ...more }), lines)).toBe(true);
}

function read(query: Record<string, string> = {}, more: Asked = {}) {
  const recordLog = openRecordLog(setup.table, bucket, options);
  return ask(readRecords({ ...setup.deps, recordLog }), { id, query: { connector: 'orders', ...query }, ...more });
}

const idsIn = ({ json }: Awaited<ReturnType<typeof read>>): string[] => json.items.map((item: ChangeLine) => item.id);
const several = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => lineOf(String(from + index)));

function daysLater(days: number): void {
  setup.setup.time = new Date(now().getTime() + days * 86_400_000);
}

describe('records', () => {
  test('are what became of each, oldest first, without the run', async () => {
    const updated = '2026-11-22 11:59:00';
    await appended(1, [lineOf('7', { updated })]);
    await appended(2, [lineOf('7', { op: 'delete', record: undefined, origin: 'export' })]);
    const { status, json } = await read();
    const { at } = lineOf('7');
    const cursor = expect.any(String);
    expect(status).toBe(200);
    expect(recordPage.parse(json)).toEqual({
      items: [
        {
          id: '7',
          op: 'upsert',
          version: 'v7',
          updated,
          at,
          origin: 'store',
          record: { id: '7', name: 'Record 7' },
          cursor,
        },
        { id: '7', op: 'delete', version: 'v7', at, origin: 'export', cursor },
      ],
      next: expect.any(String),
      more: false,
    });
  });

  test('go on behind each of them, with the cursor that it has', async () => {
    await appended(1, several(1, 3));
    const { json } = await read();
    expect(idsIn(await read({ cursor: json.items[0].cursor }))).toEqual(['2', '3']);
    expect(idsIn(await read({ cursor: json.items[2].cursor }))).toEqual([]);
  });

  test('keep their numbers to the letter', async () => {
    const record = { id: JSON.rawJSON('9007199254740993'), price: JSON.rawJSON('12.5000') };
    await appended(1, [lineOf('7', { record })]);
    expect((await read()).text).toContain('"record":{"id":9007199254740993,"price":12.5000}');
  });

  test('go on where the page before ended, within an entry and across entries without lines', async () => {
    await appended(1, several(1, 3));
    await appended(2, [], { upserts: 0 });
    await appended(3, several(4, 7));
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let more = true; more; ) {
      const page = await read({ limit: '2', ...(cursor && { cursor }) });
      expect(page.json.items.length).toBeLessThanOrEqual(2);
      seen.push(...idsIn(page));
      ({ next: cursor, more } = page.json);
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  test('that come later are found with the cursor of an empty page', async () => {
    const first = await read();
    expect(first.json).toMatchObject({ items: [], more: false });
    await appended(1, several(1, 2));
    const second = await read({ cursor: first.json.next });
    expect(idsIn(second)).toEqual(['1', '2']);
    await appended(2, several(3, 3));
    expect(idsIn(await read({ cursor: second.json.next }))).toEqual(['3']);
    expect(idsIn(await read({ cursor: second.json.next }))).toEqual(['3']);
  });

  test('are at most 1,000 a page, and at most 4 MB', async () => {
    await appended(1, several(1, 1_200));
    const page = await read();
    expect([page.json.items.length, page.json.more]).toEqual([1_000, true]);
    const large = several(1, 9).map((line) => ({ ...line, record: { text: 'x'.repeat(1_000_000) } }));
    await appended(2, large);
    const rest = await read({ cursor: page.json.next });
    expect(idsIn(rest)).toHaveLength(204);
    expect(Buffer.byteLength(rest.text)).toBeLessThan(4.3 * 1024 * 1024);
    expect(idsIn(await read({ cursor: rest.json.next }))).toEqual(['5', '6', '7', '8']);
  });

  test('of which one alone is larger than a page come one by one', async () => {
    const text = 'x'.repeat(5_000_000);
    await appended(1, [lineOf('1', { record: { text } }), lineOf('2', { record: { text } })]);
    const page = await read();
    expect([idsIn(page), page.json.more]).toEqual([['1'], true]);
    expect(idsIn(await read({ cursor: page.json.next }))).toEqual(['2']);
  });

  test('of thousands of entries without lines are looked for page by page', async () => {
    for (let n = 1; n <= 205; n += 1) await appended(n, [], { upserts: 0 });
    const page = await read();
    expect(page.json).toMatchObject({ items: [], more: true });
    expect((await read({ cursor: page.json.next })).json).toMatchObject({ items: [], more: false });
  });
});

describe('records, newest first,', () => {
  const newest = (query: Record<string, string> = {}) => read({ order: 'newest', ...query });
  const walked = async (limit: string): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let more = true; more; ) {
      const page = await newest({ limit, ...(cursor && { cursor }) });
      expect(recordPage.parse(page.json).items.length).toBeLessThanOrEqual(Number(limit));
      seen.push(...idsIn(page));
      ({ next: cursor, more } = page.json);
    }
    return seen;
  };

  test('go back to the oldest, within an entry and across entries without lines, whatever the pages', async () => {
    expect((await newest()).json).toMatchObject({ items: [], more: false });
    await appended(1, several(1, 3));
    await appended(2, [], { upserts: 0 });
    await appended(3, several(4, 7));
    for (const limit of ['1', '2', '3', '4', '7', '100']) {
      expect(await walked(limit), limit).toEqual(['7', '6', '5', '4', '3', '2', '1']);
    }
  });

  test('go on before each of them, with the cursor that it has, though others have come', async () => {
    await appended(1, several(1, 3));
    const { items, next } = (await newest()).json;
    await appended(2, several(4, 5));
    expect(idsIn(await newest({ cursor: items[0].cursor }))).toEqual(['2', '1']);
    expect(idsIn(await newest({ cursor: items[2].cursor }))).toEqual([]);
    expect((await newest({ cursor: next })).json).toMatchObject({ items: [], more: false });
    expect(idsIn(await newest({ limit: '3' }))).toEqual(['5', '4', '3']);
  });

  test('are at most 1,000 a page, and at most 4 MB, and one alone that is larger', async () => {
    await appended(1, [lineOf('a', { record: { text: 'x'.repeat(5_000_000) } })]);
    const large = several(1, 9).map((line) => ({ ...line, record: { text: 'x'.repeat(1_000_000) } }));
    await appended(2, large);
    await appended(3, several(10, 1_209));
    const first = await newest();
    expect([first.json.items.length, first.json.items[0].id, first.json.more]).toEqual([1_000, '1209', true]);
    const second = await newest({ cursor: first.json.next });
    expect(idsIn(second).slice(199)).toEqual(['10', '9', '8', '7', '6']);
    expect(Buffer.byteLength(second.text)).toBeLessThan(4.3 * 1024 * 1024);
    const third = await newest({ cursor: second.json.next });
    expect(idsIn(third)).toEqual(['5', '4', '3', '2']);
    const fourth = await newest({ cursor: third.json.next });
    expect(idsIn(fourth)).toEqual(['1']);
    expect(idsIn(await newest({ cursor: fourth.json.next }))).toEqual(['a']);
  });

  test('of thousands of entries without lines are looked for page by page', async () => {
    await appended(1, several(1, 1));
    for (let n = 2; n <= 203; n += 1) await appended(n, [], { upserts: 0 });
    const page = await newest();
    expect(page.json).toMatchObject({ items: [], more: true });
    expect(idsIn(await newest({ cursor: page.json.next }))).toEqual(['1']);
  });

  test('end where they are kept no longer, and leave out what was lost', async () => {
    await appended(1, several(1, 2));
    const { next } = (await newest({ limit: '1' })).json;
    daysLater(20);
    for (const n of [2, 3, 4]) await appended(n, several(n + 1, n + 1));
    bucket.objects.delete([...bucket.objects.keys()].find((key) => key.includes('/orders/000000/3-')) ?? '');
    expect(await walked('1')).toEqual(['5', '3', '2', '1']);
    daysLater(11);
    expect(await walked('1')).toEqual(['5', '3']);
    expect((await newest({ cursor: next })).json).toMatchObject({ items: [], more: false });
  });

  test('are of a cursor of that order alone, and of records that were not deleted since', async () => {
    await appended(1, several(1, 2));
    const [back, forth] = [(await newest({ limit: '1' })).json.next, (await read({ limit: '1' })).json.next];
    expect((await newest({ cursor: forth })).json.code).toBe('cursor_invalid');
    expect((await read({ cursor: back })).json.code).toBe('cursor_invalid');
    await openRecordDeletion(setup.table, bucket, now).deleteRecords(parseChannelId(id), [ORDERS]);
    await appended(1, several(8, 9));
    const gone = (await newest({ cursor: back })).json;
    expect(gone.code).toBe('cursor_expired');
    expect(idsIn(await newest({ cursor: gone.begin }))).toEqual(['9', '8']);
  });
});

describe('a question that cannot be answered', () => {
  test.each([
    ['without a connector', { connector: '' }, 'must be set: the name of a connector'],
    ['for too many', { limit: '1001' }, 'from 1 to 1,000'],
    ['for none', { limit: '0' }, 'from 1 to 1,000'],
    ['in an order that there is not', { order: 'random' }, 'order: must be one of oldest, newest'],
    ['with a word that means nothing', { sort: 'id' }, 'sort: is unknown'],
  ])('%s says what is allowed', async (_, query, text) => {
    const { status, json } = await read(query);
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    expect(json.problems.join()).toContain(text);
  });

  test.each(['reviews', 'constructor', 'Orders'])('names no connector of the channel: %s', async (connector) => {
    expect((await read({ connector })).json).toMatchObject({ status: 404, code: 'connector_unknown' });
  });

  test('is about a channel that is not there, or is another product’s', async () => {
    expect((await read({}, { id: `chn_${'0'.repeat(32)}` })).json.code).toBe('channel_unknown');
    expect((await read({}, { client: 'erp-only' })).json.code).toBe('channel_unknown');
  });

  test('goes on with the cursor of another channel or connector, or with one that was changed', async () => {
    const { next } = (await read()).json;
    expect((await read({ connector: 'stock', cursor: next })).json).toMatchObject({ code: 'cursor_invalid' });
    expect((await read({ cursor: next.slice(4) })).json.code).toBe('cursor_invalid');
    expect((await read({ cursor: 'eyJhIjoxfQ' })).json.code).toBe('cursor_invalid');
    id = await channelMade();
    expect((await read({ cursor: next })).json).toMatchObject({ status: 400, code: 'cursor_invalid' });
  });
});

describe('records that are gone', () => {
  test('are told by the cursor, with where to begin', async () => {
    await appended(1, several(1, 2));
    const { next } = (await read({ limit: '1' })).json;
    daysLater(20);
    await appended(2, several(3, 3));
    daysLater(11);
    bucket.objects.delete([...bucket.objects.keys()].find((key) => key.includes('/orders/000000/1-')) ?? '');
    const gone = await read({ cursor: next });
    expect(gone).toMatchObject({ status: 410, json: { code: 'cursor_expired', begin: expect.any(String) } });
    expect(idsIn(await read({ cursor: gone.json.begin }))).toEqual(['3']);
    expect(idsIn(await read())).toEqual(['3']);
  });

  test('are told when not even their entry is left', async () => {
    await appended(1, several(1, 2));
    const { next } = (await read({ limit: '1' })).json;
    daysLater(40);
    await appended(2, several(3, 3));
    await removeItem(setup.table, entryKey(stream(), 1));
    const gone = await read({ cursor: next });
    expect(gone.json.code).toBe('cursor_expired');
    expect(idsIn(await read({ cursor: gone.json.begin }))).toEqual(['3']);
  });

  test('keep nobody from those before them, and are not told twice', async () => {
    for (const n of [1, 2, 3]) await appended(n, several(n, n));
    bucket.objects.delete([...bucket.objects.keys()].find((key) => key.includes('/orders/000000/2-')) ?? '');
    const before = await read();
    expect([idsIn(before), before.json.more]).toEqual([['1'], true]);
    const gone = await read({ cursor: before.json.next });
    expect(gone.json.code).toBe('cursor_expired');
    expect(idsIn(await read({ cursor: gone.json.begin }))).toEqual(['3']);
  });

  test('because the store was disconnected are told as that, until it is read anew', async () => {
    await appended(1, several(1, 2));
    const { next } = (await read()).json;
    await openRecordDeletion(setup.table, bucket, now).deleteRecords(parseChannelId(id), [ORDERS]);
    expect(await read()).toMatchObject({ status: 410, json: { code: 'records_deleted' } });
    expect((await read({ cursor: next })).json.code).toBe('records_deleted');
    await appended(1, several(8, 9));
    const again = await read({ cursor: next });
    expect(again.json.code).toBe('cursor_expired');
    expect(idsIn(await read({ cursor: again.json.begin }))).toEqual(['8', '9']);
  });

  test('because the table was turned back are told by the cursor that is ahead of it', async () => {
    await appended(1, several(1, 1));
    const before = await itemAt(setup.table, streamKey(stream()));
    await appended(2, several(2, 2));
    const { next } = (await read()).json;
    await putItem(setup.table, before ?? {});
    await removeItem(setup.table, entryKey(stream(), 2));
    const gone = await read({ cursor: next });
    expect(gone.json.code).toBe('cursor_expired');
    expect(idsIn(await read({ cursor: gone.json.begin }))).toEqual(['1']);
  });
});

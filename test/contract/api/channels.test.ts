import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { changeChannel } from '../../../functions/api/channels/change-channel.ts';
import { createChannel } from '../../../functions/api/channels/create-channel.ts';
import { deleteChannel } from '../../../functions/api/channels/delete-channel.ts';
import { listChannels, listChannelsOfConnection } from '../../../functions/api/channels/list-channels.ts';
import { pauseChannel, resumeChannel } from '../../../functions/api/channels/pause-channel.ts';
import { showChannel } from '../../../functions/api/channels/show-channel.ts';
import { checkConnection } from '../../../functions/api/connections/check-connection.ts';
import { disconnect } from '../../../functions/api/connections/disconnect-connection.ts';
import { parseChannelId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

type Shown = { readonly on: boolean };
type Listed = { readonly id: string };

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const ORDERS = { type: 'magento2', connectors: { orders: { everyMinutes: 5 }, customers: { on: false } } };
const create = async (body: unknown = ORDERS, more: Asked = {}) =>
  ask(createChannel(setup.deps), { body, ...more, id: more.id ?? (await setup.connect()) });
const made = async (body: unknown = ORDERS): Promise<string> => (await create(body)).json.id;
const show = (id: string, more: Asked = {}) => ask(showChannel(setup.deps), { id, ...more });
const change = (id: string, body: unknown, more: Asked = {}) => ask(changeChannel(setup.deps), { id, body, ...more });
const pause = (id: string, more: Asked = {}) => ask(pauseChannel(setup.deps), { id, ...more });
const resume = (id: string, more: Asked = {}) => ask(resumeChannel(setup.deps), { id, ...more });
const list = (query: Asked['query'] = {}, more: Asked = {}) => ask(listChannels(setup.deps), { query, ...more });

describe('making a channel', () => {
  test('switches on what is named, at its interval, and begins the first import at once', async () => {
    const { status, json } = await create();
    expect([status, json.status, json.revision, json.createdBy]).toEqual([201, 'active', 1, 'backend']);
    expect(json.settings).toEqual({ storeView: 'all', pageSize: 300, callsAtOnce: 2 });
    const on = Object.entries<Shown>(json.connectors).filter(([, { on }]) => on);
    expect(on).toEqual([['orders', { on: true, everyMinutes: 5, label: 'Orders', state: 'waiting' }]]);
    expect(json.connectors.customers).toMatchObject({ on: false, state: 'off' });
    expect(setup.started).toEqual([json.run]);
    const line = { product: 'demo', connection: json.connection, channel: json.id, client: 'backend' };
    expect(setup.log).toHaveBeenCalledExactlyOnceWith('channel_created', line);
  });

  test('switches on everything, at its own interval, where nothing is named', async () => {
    const { json } = await create({ type: 'magento2' });
    expect(Object.values<Shown>(json.connectors).every(({ on }) => on)).toBe(true);
    expect(json.connectors.products).toMatchObject({ everyMinutes: 15 });
  });

  test('of a store that cannot be read now waits for it', async () => {
    const id = await setup.connect();
    setup.shop.alive = 'token_rejected';
    expect((await ask(checkConnection(setup.deps), { id })).json.connection.status).toBe('needs_reauthorization');
    expect(await create(ORDERS, { id })).toMatchObject({ status: 201, json: { status: 'unavailable' } });
    expect(setup.started).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ ...ORDERS, connectors: { weather: {} } }, 'connectors.weather: is unknown; there are store-views, websites'],
    [{ ...ORDERS, connectors: { orders: { everyMinutes: 4 } } }, 'everyMinutes: must be a whole number of minutes'],
    [{ ...ORDERS, connectors: { orders: { everyMinutes: 1_441 } } }, 'from 5 to 1440'],
    [{ ...ORDERS, connectors: { orders: { often: true } } }, 'connectors.orders.often: is unknown'],
    [{ ...ORDERS, connectors: ['orders'] }, 'connectors: must be an object such as'],
    [{ connectors: {} }, 'type: must be one of magento2'],
    [{ ...ORDERS, label: '\u001b[2J' }, 'label: must be 1 to 100 printable characters'],
    [{ ...ORDERS, settings: { storeView: '../rest' } }, 'settings.storeView: must be the code of a store view'],
    [
      { ...ORDERS, settings: { quietHours: { from: '22:00', to: '06:00', timeZone: 'Mars/Base' } } },
      'timeZone: must be a time zone',
    ],
    [{ ...ORDERS, settings: { quietHours: { from: '22:00' } } }, 'settings.quietHours.to: must be a time of day'],
    [{ ...ORDERS, settings: { pageSize: 5_000 } }, 'settings.pageSize: must be a whole number from 1 to 1,000'],
    [{ ...ORDERS, settings: { callsAtOnce: '2' } }, 'settings.callsAtOnce: must be a whole number from 1 to 4'],
    [{ ...ORDERS, settings: [] }, 'settings: must be an object'],
    [{ ...ORDERS, connectors: { orders: 5 } }, 'connectors.orders: must be an object'],
    [[], 'the body: must be an object'],
  ])('refuses %j, and makes nothing', async (body, problem) => {
    const { status, json } = await create(body);
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    expect(json.problems.join()).toContain(problem);
    expect((await list()).json.items).toEqual([]);
    expect(setup.started).toEqual([]);
  });

  test('is refused beyond 20 of a connection, and for one that was given up', async () => {
    const id = await setup.connect();
    for (let count = 0; count < 20; count += 1) await create({ ...ORDERS, connectors: {} }, { id });
    expect(await create(ORDERS, { id })).toMatchObject({ status: 409, json: { code: 'channels_at_limit' } });
    await ask(disconnect(setup.deps), { id });
    expect(await ask(createChannel(setup.deps), { id, body: ORDERS })).toMatchObject({
      status: 409,
      json: { code: 'connection_disconnected' },
    });
  });
});

describe('a channel', () => {
  test('shows where each connector is, how late, and how long the import takes', async () => {
    const { id, run } = (await create()).json;
    setup.progress.set('orders', { imported: false, total: 1_000, left: 750, generation: 1 });
    const found = await setup.deps.runs.find(run);
    if (found === undefined) throw new Error('no run');
    await setup.deps.runs.start(found.run, setup.setup.time.toISOString());
    await setup.deps.runs.progress(
      found.run,
      { read: 250, delivered: 250, unchanged: 0, deleted: 0, late: 0, poisoned: 0, calls: 1 },
      [],
    );
    setup.setup.time = new Date(setup.setup.time.getTime() + 10_000);
    expect((await show(id)).json).toMatchObject({
      connectors: { orders: { state: 'importing', total: 1_000, left: 750 } },
      estimateSeconds: 30,
    });
    setup.progress.set('orders', { imported: true, upTo: '2026-11-22T11:59:10.000Z', generation: 1 });
    const { json } = await show(id);
    expect(json.connectors.orders).toMatchObject({ state: 'following', lagSeconds: 60 });
    expect(json.lagSeconds).toBe(60);
  });

  test('is changed from the revision that was read, once; what is left out stays', async () => {
    const id = await made();
    const body = { revision: 1, label: 'ERP', connectors: { orders: { everyMinutes: 30 }, stock: {} } };
    const changed = await change(id, body);
    expect(changed).toMatchObject({
      status: 200,
      json: {
        revision: 2,
        label: 'ERP',
        connectors: { orders: { on: true, everyMinutes: 30 }, stock: { on: true, everyMinutes: 60 } },
      },
    });
    expect(await change(id, body)).toMatchObject({ status: 409, json: { code: 'channel_changed', revision: 2 } });
    const settings = { quietHours: { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' } };
    expect((await change(id, { revision: 2, settings })).json).toMatchObject({ label: 'ERP', settings });
    const { json } = await change(id, { revision: 3, label: null, settings: {} });
    expect([json.label, json.settings.quietHours, json.connectors.stock.on]).toEqual([undefined, undefined, true]);
  });

  test('is never changed by half', async () => {
    const id = await made();
    const { status, json } = await change(id, { revision: 1, label: 'ERP', connectors: { weather: {} } });
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    expect((await show(id)).json).toMatchObject({ revision: 1 });
    expect((await show(id)).json.label).toBeUndefined();
    expect((await change(id, { label: 'ERP' })).json.problems).toEqual([
      'revision: must be the "revision" of the channel as it was read',
    ]);
  });

  test('is paused until somebody resumes it, however often', async () => {
    const id = await made();
    expect((await pause(id)).json).toMatchObject({ status: 'paused', pausedBy: 'backend' });
    const again = (await pause(id)).json;
    expect(again).toMatchObject({ status: 'paused' });
    expect((await resume(id)).json).toMatchObject({ status: 'active' });
    expect((await resume(id)).json).toMatchObject({ status: 'active' });
    const lines = setup.log.mock.calls.map(([event]) => event);
    expect(lines).toEqual(['channel_created', 'channel_paused', 'channel_resumed']);
  });

  test('is gone once it is deleted, and leaves its records to be deleted', async () => {
    const id = await made();
    const { connection } = (await show(id)).json;
    const remove = () => ask(deleteChannel(setup.deps), { id });
    expect(await remove()).toMatchObject({ status: 200, json: { id, deleted: true } });
    const unknown = { status: 404, json: { code: 'channel_unknown' } };
    for (const refused of [show(id), change(id, { revision: 1, label: 'ERP' }), resume(id), remove()]) {
      expect(await refused).toMatchObject(unknown);
    }
    expect((await list({})).json.items).toEqual([]);
    expect((await ask(listChannelsOfConnection(setup.deps), { id: connection })).json.items).toEqual([]);
    expect(await setup.deps.channels.deleted()).toMatchObject([
      { channel: { channel: id }, deletedAt: expect.any(String) },
    ]);
  });

  test('stops with its connection, and shows that at once', async () => {
    const id = await made();
    const { connection } = (await show(id)).json;
    await ask(disconnect(setup.deps), { id: connection });
    expect((await show(id)).json).toMatchObject({ status: 'unavailable' });
    expect((await resume(id)).json).toMatchObject({ status: 'unavailable' });
  });
});

describe('lists of channels', () => {
  test('are of a connection, or of what a client sees, by product and status, page by page', async () => {
    const first = await made();
    const second = await made();
    const erp = (await create(ORDERS, { id: await setup.connect('erp.example', 'erp') })).json.id;
    await pause(second);
    const ids = async (query: Asked['query']) => (await list(query)).json.items.map(({ id }: Listed) => id);
    expect((await ids({})).toSorted()).toEqual([first, second, erp].toSorted());
    expect(await ids({ product: 'erp' })).toEqual([erp]);
    expect(await ids({ status: 'paused' })).toEqual([second]);
    const { connection } = (await show(first)).json;
    const ofConnection = await ask(listChannelsOfConnection(setup.deps), { id: connection });
    expect(ofConnection.json.items.map(({ id }: Listed) => id).toSorted()).toEqual([first, second].toSorted());
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const { json } = await list({ limit: '1', ...(cursor && { cursor }) });
      walked.push(...json.items.map(({ id }: Listed) => id));
      cursor = json.next;
    } while (cursor !== undefined);
    expect(walked.toSorted()).toEqual([first, second, erp].toSorted());
  });

  test('name the store, and what has failed for longest of what is on and granted', async () => {
    const id = parseChannelId(await made());
    const channel = await setup.deps.channels.find(id);
    if (channel === undefined) throw new Error('gone');
    const problem = (code: 'store_timeout' | 'permission_missing', hour: number) => ({
      code,
      since: `2026-11-22T0${hour}:00:00.000Z`,
    });
    const [orders, customers] = [parseConnectorName('orders'), parseConnectorName('customers')];
    const record = (found: Record<string, ReturnType<typeof problem>>) =>
      setup.deps.channels.recordLook(channel, { custom: false, found });
    const host = 'shop.example';
    expect((await list()).json.items).toEqual([expect.objectContaining({ id, host })]);
    await record({ [customers]: problem('store_timeout', 1), [orders]: problem('permission_missing', 2) });
    expect((await list()).json.items[0]).not.toHaveProperty('failing');
    await record({ [orders]: problem('store_timeout', 3) });
    const failing = { reason: 'store_timeout', since: '2026-11-22T03:00:00.000Z' };
    expect((await list()).json.items).toEqual([expect.objectContaining({ id, host, failing })]);
    const ofConnection = await ask(listChannelsOfConnection(setup.deps), { id: channel.connection });
    expect(ofConnection.json.items).toEqual([expect.objectContaining({ id, host, failing })]);
  });

  test('read the table as often for many as for one', async () => {
    await made();
    const send = vi.spyOn(setup.table.client, 'send');
    const reads = async () => {
      send.mockClear();
      await list();
      return send.mock.calls.length;
    };
    const few = await reads();
    for (let count = 0; count < 5; count += 1) await made();
    expect(await reads()).toBe(few);
  });

  test.each<[Record<string, string>, number, string]>([
    [{ status: 'asleep' }, 400, 'request_malformed'],
    [{ product: 'nobodys' }, 404, 'product_unknown'],
    [{ cursor: 'bm9wZQ' }, 400, 'cursor_invalid'],
  ])('refuse %j', async (query, status, code) => {
    expect(await list(query)).toMatchObject({ status, json: { code } });
  });
});

describe('who may see one product', () => {
  test('finds no channel of another, and changes none', async () => {
    const id = await made();
    const { connection } = (await show(id)).json;
    const unknown = { status: 404, json: { code: 'channel_unknown' } };
    const more = { client: 'erp-only' };
    for (const refused of [
      show(id, more),
      change(id, { revision: 1, label: 'Mine' }, more),
      pause(id, more),
      resume(id, more),
      ask(deleteChannel(setup.deps), { id, ...more }),
    ])
      expect(await refused).toMatchObject(unknown);
    expect((await list({}, more)).json.items).toEqual([]);
    const missing = { status: 404, json: { code: 'connection_unknown' } };
    expect(await ask(listChannelsOfConnection(setup.deps), { id: connection, ...more })).toMatchObject(missing);
    expect(await create(ORDERS, { id: connection, ...more })).toMatchObject(missing);
    expect(await setup.deps.channels.find(parseChannelId(id))).toMatchObject({ revision: 1, status: 'active' });
    expect(await setup.deps.channels.deleted()).toEqual([]);
  });

  test.each(['chn_1', 'con_1', `chn_${'0'.repeat(32)}`, '../x'])('%s is no channel', async (id) => {
    expect(await show(id)).toMatchObject({ status: 404, json: { code: 'channel_unknown' } });
  });
});

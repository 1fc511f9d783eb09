import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelKey } from '../../../../functions/adapters/dynamodb/channels/channel-item.ts';
import {
  type ChannelRepository,
  openChannelRepository,
} from '../../../../functions/adapters/dynamodb/channels/channel-repository.ts';
import type { LookRecord } from '../../../../functions/adapters/dynamodb/channels/looks/look-records.ts';
import { openListings } from '../../../../functions/adapters/dynamodb/listings.ts';
import { newConnectionId, type ProductId, parseProductId } from '../../../../functions/domain/ids.ts';
import type { RefusalCode } from '../../../../functions/domain/refusals/refusal.ts';
import type { Channel, ChannelStatus } from '../../../../functions/domain/sync/channel.ts';
import { newChannelId, parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { embeddedTable } from '../embedded-table.ts';
import { at, channelOf, every, ORDERS, STOCK } from './channel-setup.ts';
import { itemAt, removeItem } from './items.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let channels: ChannelRepository;
beforeAll(async () => {
  table = await embeddedTable();
  channels = openChannelRepository(table, () => new Date(at(0)));
});
afterAll(() => table.close());

const created = (more: Partial<Channel> = {}) => channels.create(channelOf(more));

async function listed(product: ProductId, status: ChannelStatus) {
  const rows: string[] = [];
  for await (const { channel } of channels.withStatus(product, status)) rows.push(channel);
  return rows;
}

describe('a channel', () => {
  test('is read as it was made', async () => {
    const quietHours = { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' };
    const settings = { storeView: 'de', pageSize: 50, callsAtOnce: 1, quietHours, syncFrom: at(-9_000) };
    const channel = channelOf({ settings, label: 'Shop' });
    expect(await channels.create(channel)).toEqual(channel);
    expect(await channels.find(channel.channel)).toEqual(channel);
    expect(await channels.find(newChannelId())).toBeUndefined();
  });

  test('is made once, however often it is asked for, even at once', async () => {
    const channel = channelOf();
    const made = await Promise.all([1, 2, 3].map(() => channels.create(channel)));
    expect(made).toEqual([channel, channel, channel]);
    const changed = await channels.change(channel.channel, 1, { ...channel, label: 'Changed' });
    expect(await channels.create(channel)).toEqual(changed);
    expect(await channels.ofConnection(channel.connection)).toHaveLength(1);
  });

  test('is one of at most 20 of its connection, of any number made at once', async () => {
    const connection = newConnectionId();
    const made = await Promise.allSettled(Array.from({ length: 30 }, () => created({ connection })));
    const refused = made.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: 'channels_at_limit' } });
    expect(await channels.ofConnection(connection)).toHaveLength(20);
    expect(await listed(parseProductId('demo'), 'active')).not.toHaveLength(0);
  });

  test('that is refused leaves nothing behind', async () => {
    const connection = newConnectionId();
    for (let n = 0; n < 20; n += 1) await created({ connection });
    const channel = channelOf({ connection });
    await expect(channels.create(channel)).rejects.toMatchObject({ code: 'channels_at_limit' });
    expect(await itemAt(table, channelKey(channel.channel))).toBeUndefined();
  });

  test('makes room when it is deleted, also where the deletion was cut short', async () => {
    const connection = newConnectionId();
    const made: Channel[] = [];
    for (let n = 0; n < 20; n += 1) made.push(await created({ connection }));
    const [first = channelOf(), second = channelOf()] = made;
    await channels.delete(first);
    expect(await channels.find(first.channel)).toBeUndefined();
    await created({ connection });
    await removeItem(table, channelKey(second.channel));
    expect(await channels.ofConnection(connection)).toHaveLength(19);
    await created({ connection });
    await expect(created({ connection })).rejects.toMatchObject({ code: 'channels_at_limit' });
  });

  test('keeps the turns of its connectors when its settings change', async () => {
    const channel = await created();
    // Functions with other connectors do so at once, neither knowing of the other.
    await channels.recordTurns(channel, { [ORDERS]: at(4), [STOCK]: at(4) });
    await channels.recordTurns(channel, { [ORDERS]: at(5) });
    const { revision, settings, connectors } = channel;
    await channels.change(channel.channel, revision, { label: 'ERP', settings, connectors });
    expect(await channels.find(channel.channel)).toMatchObject({
      label: 'ERP',
      turns: { [ORDERS]: at(5), [STOCK]: at(4) },
    });
  });

  test('that was deleted is in no list but one, changes no more, and is never made again', async () => {
    const channel = await created();
    expect(await channels.delete(channel)).toBe(true);
    expect(await channels.delete(channel)).toBe(false);
    await channels.recordTurns(channel, { [ORDERS]: at(5) });
    await expect(channels.pause(channel.channel, 'ana', at(1))).rejects.toMatchObject({ code: 'channel_unknown' });
    await expect(channels.create(channel)).rejects.toMatchObject({ code: 'channel_unknown' });
    const { items } = await channels.byProduct(channel.product, { limit: 100 });
    expect(items.filter((one) => one.channel === channel.channel)).toEqual([]);
    const listed = async () => (await channels.deleted()).filter((one) => one.channel.channel === channel.channel);
    expect(await listed()).toMatchObject([{ channel: { connectors: channel.connectors } }]);
    await channels.bury(channel);
    expect(await listed()).toEqual([]);
    expect(await itemAt(table, channelKey(channel.channel))).toHaveProperty('expiresAt');
  });

  test('whose making was cut short is not there, and is made by the next try', async () => {
    const channel = channelOf();
    const dying = { ...table, client: dyingAfter(table.client, 1) };
    await expect(openChannelRepository(dying, () => new Date(at(0))).create(channel)).rejects.toThrow('died');
    expect(await channels.find(channel.channel)).toBeUndefined();
    expect(await channels.ofConnection(channel.connection)).toEqual([]);
    expect(await itemAt(table, channelKey(channel.channel))).toHaveProperty('expiresAt');
    expect(await channels.create(channel)).toEqual(channel);
    expect(await itemAt(table, channelKey(channel.channel))).not.toHaveProperty('expiresAt');
  });

  test('is listed with the others of its connection, oldest first, and with nobody else’s', async () => {
    const connection = newConnectionId();
    const later = await created({ connection, createdAt: at(2) });
    const earlier = await created({ connection, createdAt: at(1) });
    await created();
    expect(await channels.ofConnection(connection)).toEqual([earlier, later]);
  });
});

/** A client that fails after so many calls, as a function does that is killed. */
function dyingAfter(client: typeof table.client, calls: number): typeof table.client {
  let left = calls;
  const send = async (command: Parameters<typeof client.send>[0]) => {
    left -= 1;
    if (left < 0) throw new Error('died');
    return client.send(command);
  };
  return Object.create(client, { send: { value: send } });
}

describe('settings', () => {
  test('are changed from the revision that was read, once', async () => {
    const channel = await created();
    const to = { label: 'Both', settings: { ...channel.settings, pageSize: 20 }, connectors: { [STOCK]: every(15) } };
    const changes = await Promise.allSettled([1, 2, 3].map(() => channels.change(channel.channel, 1, to)));
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(changes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'channel_changed', facts: { revision: 2 } },
    });
    expect(await channels.find(channel.channel)).toEqual({ ...channel, ...to, revision: 2 });
  });

  test('take a label away that is left out', async () => {
    const channel = await created({ label: 'Shop' });
    const { settings, connectors } = channel;
    await channels.change(channel.channel, 1, { settings, connectors, label: undefined });
    expect(await channels.find(channel.channel)).not.toHaveProperty('label');
  });

  test('of a channel that is gone are not changed', async () => {
    await expect(channels.change(newChannelId(), 1, channelOf())).rejects.toMatchObject({ code: 'channel_unknown' });
  });

  test('are changed while a look is recorded and the status changes, and nothing is lost', async () => {
    const channel = await created();
    await Promise.all([
      channels.change(channel.channel, 1, { ...channel, label: 'New' }),
      channels.recordLook(channel, failed(0, 2, at(9))),
      channels.cutOff(channel.channel, at(3)),
    ]);
    expect(await channels.find(channel.channel)).toMatchObject({
      label: 'New',
      revision: 2,
      failures: 2,
      notBefore: at(9),
      status: 'unavailable',
    });
  });
});

describe('the status', () => {
  test('is unavailable while the connection is, and active again after that', async () => {
    const { channel } = await created();
    expect(await channels.cutOff(channel, at(1))).toMatchObject({ status: 'unavailable', statusSince: at(1) });
    expect(await channels.cutOff(channel, at(2))).toMatchObject({ statusSince: at(1) });
    expect(await channels.reconnect(channel, at(3))).toMatchObject({ status: 'active', statusSince: at(3) });
    expect(await channels.reconnect(channel, at(4))).toMatchObject({ statusSince: at(3) });
  });

  test('of a paused channel stays when the connection goes and comes back', async () => {
    const { channel } = await created();
    expect(await channels.pause(channel, 'olga', at(1))).toMatchObject({ status: 'paused', pausedBy: 'olga' });
    expect(await channels.pause(channel, 'otto', at(2))).toMatchObject({ pausedBy: 'olga', statusSince: at(1) });
    await channels.cutOff(channel, at(3));
    expect(await channels.reconnect(channel, at(4))).toMatchObject({ status: 'paused', statusSince: at(1) });
    const resumed = await channels.resume(channel, at(5));
    expect(resumed).toMatchObject({ status: 'active', statusSince: at(5) });
    expect(resumed).not.toHaveProperty('pausedBy');
  });

  test('of a channel that is resumed while the connection is not active is unavailable', async () => {
    const { channel } = await created();
    await channels.cutOff(channel, at(1));
    await channels.pause(channel, 'olga', at(2));
    expect(await channels.resume(channel, at(3))).toMatchObject({ status: 'unavailable' });
  });

  test('of a channel that is gone cannot be changed', async () => {
    await expect(channels.pause(newChannelId(), 'olga', at(1))).rejects.toMatchObject({ code: 'channel_unknown' });
  });
});

/** A look that found the store as it was after so many failures, and leaves it as after others. */
const failed = (before: number, failures: number, notBefore?: string, custom = false): LookRecord => ({
  custom,
  health: { before: { failures: before }, after: { failures, notBefore } },
});
const problem = (code: RefusalCode) => ({ code, since: at(1) });

describe('a look', () => {
  test('leaves the store alone until a time, or not', async () => {
    const channel = await created();
    await channels.recordLook(channel, failed(0, 3, at(30)));
    expect(await channels.find(channel.channel)).toMatchObject({ failures: 3, notBefore: at(30), revision: 1 });
    await channels.recordLook(channel, failed(3, 0));
    expect(await channels.find(channel.channel)).not.toHaveProperty('notBefore');
  });

  test('that succeeds takes nothing back that another has found meanwhile', async () => {
    const channel = await created();
    await channels.recordLook(channel, failed(0, 3, at(30)));
    await channels.recordLook(channel, failed(2, 0));
    expect(await channels.find(channel.channel)).toMatchObject({ failures: 3, notBefore: at(30) });
  });

  test("with the vendor's connectors counts its own failures, and one with built-in ones its own", async () => {
    const channel = await created();
    await Promise.all([
      channels.recordLook(channel, failed(0, 3, at(30))),
      channels.recordLook(channel, failed(0, 1, undefined, true)),
    ]);
    await channels.recordLook(channel, failed(1, 0, undefined, true));
    expect(await channels.find(channel.channel)).toMatchObject({
      failures: 3,
      notBefore: at(30),
      customFailures: 0,
    });
    await channels.recordLook(channel, failed(0, 4, at(40), true));
    await channels.recordLook(channel, failed(3, 0));
    const both = await channels.find(channel.channel);
    expect(both).toMatchObject({ failures: 0, customFailures: 4, customNotBefore: at(40) });
    expect(both).not.toHaveProperty('notBefore');
  });

  test('that was asked to come back later has all others wait for it, and none for less long', async () => {
    const channel = await created();
    await channels.recordLook(channel, { ...failed(0, 1, at(30)), asked: at(30) });
    await channels.recordLook(channel, { ...failed(0, 1, at(20), true), asked: at(20) });
    expect(await channels.find(channel.channel)).toMatchObject({ notBefore: at(30), customNotBefore: at(20) });
    await channels.recordLook(channel, { ...failed(1, 2, at(50), true), asked: at(50) });
    expect(await channels.find(channel.channel)).toMatchObject({ notBefore: at(50), customNotBefore: at(50) });
  });

  test('records problems by connector: of those recorded at once none is lost, and none that another has', async () => {
    const channel = await created();
    const views = parseConnectorName('store-views');
    const reviews = parseConnectorName('reviews');
    await Promise.all([
      channels.recordLook(channel, { custom: false, found: { [views]: problem('store_timeout') } }),
      channels.recordLook(channel, { custom: true, found: { [reviews]: problem('connector_failed') } }),
    ]);
    const found = (await channels.find(channel.channel)) ?? channel;
    expect(found.problems).toEqual({
      'store-views': problem('store_timeout'),
      reviews: problem('connector_failed'),
    });
    await channels.recordLook(found, { custom: false, solved: [views] });
    expect((await channels.find(channel.channel))?.problems).toEqual({ reviews: problem('connector_failed') });
    await channels.recordLook(found, { custom: true, solved: [reviews] });
    expect((await channels.find(channel.channel))?.problems).toEqual({});
  });

  test('of a channel that is gone brings nothing back', async () => {
    const channel = channelOf();
    const found = { [ORDERS]: problem('store_timeout') };
    await channels.recordLook(channel, { ...failed(0, 1, at(1)), asked: at(1), found });
    expect(await itemAt(table, channelKey(channel.channel))).toBeUndefined();
  });
});

describe('the list of a product', () => {
  const product = parseProductId('lists');
  let all: Record<'slow' | 'fast' | 'paused' | 'off' | 'other', Channel>;
  beforeAll(async () => {
    const slow = await created({ product, connectors: { [ORDERS]: every(60), [STOCK]: every(5, false) } });
    const fast = await created({ product, connectors: { [ORDERS]: every(60), [STOCK]: every(5) } });
    const off = await created({ product, connectors: { [ORDERS]: every(5, false) } });
    const paused = await created({ product });
    await channels.pause(paused.channel, 'olga', at(1));
    all = { slow, fast, off, paused, other: await created({ product: parseProductId('others') }) };
  });

  test('shows those of a status, by the smallest interval of what is switched on', async () => {
    expect(await listed(product, 'active')).toEqual([all.fast, all.slow, all.off].map(({ channel }) => channel));
    expect(await listed(product, 'paused')).toEqual([all.paused.channel]);
    expect(await listed(product, 'unavailable')).toEqual([]);
    const { items } = await channels.byProduct(product, { limit: 1 });
    const { channel, connection } = all.fast;
    expect(items).toEqual([{ channel, connection, product, status: 'active', everyMinutes: 5 }]);
  });

  test('goes on where a page ended', async () => {
    const first = await channels.byProduct(product, { limit: 3 });
    const second = await channels.byProduct(product, { limit: 3, after: first.last });
    expect([...first.items, ...second.items].map(({ channel }) => channel)).toEqual(
      [all.fast, all.slow, all.off, all.paused].map(({ channel }) => channel),
    );
    expect(second.last).toBeUndefined();
  });

  test('changes its order with the settings', async () => {
    const product = parseProductId('moving');
    const [one, two] = [await created({ product, createdAt: at(1) }), await created({ product, createdAt: at(2) })];
    const { settings } = one;
    await channels.change(one.channel, 1, { settings, connectors: { [ORDERS]: every(600) }, label: undefined });
    expect(await listed(product, 'active')).toEqual([two.channel, one.channel]);
  });

  test('shares nothing with the lists of connections and attempts', async () => {
    const listings = openListings(table);
    expect(await listings.byProduct(product, { limit: 50 })).toEqual({ items: [] });
    expect(await listings.byHost(product, 'shop.example', { limit: 50 })).toEqual({ items: [] });
    expect(await listings.attempts(product, { limit: 50, from: at(-9_999), to: at(9_999) })).toEqual({ items: [] });
  });
});

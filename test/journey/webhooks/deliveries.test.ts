import { randomUUID } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyWebhook } from '../../../client/handfast.ts';
import { openConnectionRepository } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { DUE_SHARDS, deliveryKey } from '../../../functions/adapters/dynamodb/integrations/delivery-item.ts';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { DELIVERIES_SOURCE, PING_SOURCE } from '../../../functions/adapters/eventbridge/event-bus.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { parseConnectionId } from '../../../functions/domain/ids.ts';
import type { IntegrationEventType } from '../../../functions/domain/integrations/event-urls.ts';
import { deliveryIdOf, type IntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import { type ApiClientSetup, openApiClientSetup, runHandshake } from '../api/api-setup.ts';
import { tableOf } from '../stored-data.ts';
import { openAuthority } from './authority.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { CLIENT, openTokenProvider, type TokenProvider } from './token-provider.ts';
import { webhookQueueOf } from './webhook-queue.ts';
import { SIGNING_SECRET, type Wanted, writeIntegration } from './written-integration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let setup: ApiClientSetup;
let receiver: Receiver;
let provider: TokenProvider;
beforeAll(async () => {
  const authority = await openAuthority();
  [receiver, provider] = await Promise.all([openReceiver(authority), openTokenProvider(authority)]);
  setup = await openApiClientSetup({ hostFunctions: authority.hostFunctions, schedules: false });
}, 180_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close(), provider?.close()]));
beforeEach(async () => {
  await forgetDue();
  receiver.received.length = 0;
  receiver.answer({});
});

/** What another test has left waiting would be sent by the passes of this one. */
async function forgetDue(): Promise<void> {
  const { client, name: TableName } = tableOf(setup.local);
  for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
    for await (const { id } of deliveries().due(shard, '9999')) {
      await client.send(new DeleteCommand({ TableName, Key: { pk: deliveryKey(id) } }));
    }
  }
}

const byToken = () =>
  ({
    type: 'OAUTH2',
    clientId: CLIENT.id,
    tokenUri: provider.tokenUri,
    scope: 'events',
    secret: CLIENT.secret,
  }) as const;

const written = (wanted: Partial<Wanted> = {}) =>
  writeIntegration(setup.local, {
    urls: { createUrl: `${receiver.url}/created` },
    at: setup.now().toISOString(),
    ...wanted,
  });

/** Puts a message into the queue of deliveries, as a rule or the schedule does. */
async function queued(...bodies: object[]): Promise<void> {
  for (const body of bodies) setup.local.queues.send(webhookQueueOf(setup.local), JSON.stringify(body));
  await setup.local.queues.idle();
}

function created(connection = `con_${'a'.repeat(32)}`) {
  const id = `evt_${randomUUID()}`;
  const shared = {
    id,
    version: EVENTS_VERSION,
    product: 'demo',
    host: 'shop.example',
    time: setup.now().toISOString(),
  };
  const detail = { ...shared, activation: 'act', connection, account: 'https://id.example#ana' };
  return { source: 'handfast', 'detail-type': 'connection.created', detail };
}

/** An event of a channel, which goes to the URL of notices. */
function notice() {
  const { detail } = created();
  const { activation: _, ...shared } = detail;
  const own = { channel: `chn_${'b'.repeat(32)}`, connector: 'orders', run: 'run_1' };
  return { source: 'handfast', 'detail-type': 'channel.imported', detail: { ...shared, ...own } };
}

const deliveries = () => openDeliveryRepository(tableOf(setup.local));
const deliveryOf = (
  event: { readonly detail: { readonly id: string } },
  integration: IntegrationId,
  type: IntegrationEventType = 'SUBSCRIPTION_ORDER',
) => deliveries().find(deliveryIdOf(event.detail.id, type, integration));
const pass = () => queued({ due: true });

async function passAfter(milliseconds: number): Promise<void> {
  setup.moveClock(milliseconds);
  await pass();
}

describe('a store that is connected', () => {
  test('is posted within two seconds, signed, with a token of the vendor’s own server, and the answer is kept', async () => {
    await written({
      urls: { createUrl: `${receiver.url}/created`, assignUrl: `${receiver.url}/assigned` },
      credentials: byToken(),
      previousSecret: `whsec_${Buffer.alloc(32, 8).toString('base64')}`,
    });
    receiver.answer({ body: '{"success":true,"accountIdentifier":"acme-4711"}' });
    const { id } = await setup.connected();
    await expect.poll(() => receiver.at('/created').length, { timeout: 5_000 }).toBe(1);
    const announced = setup.local.events.find((event) => event['detail-type'] === 'connection.created');
    const [post] = receiver.at('/created');
    expect(post && post.at - Date.parse(String(announced?.detail['time']))).toBeLessThan(2_000);
    const headers = Object.fromEntries(
      Object.entries(post?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    for (const byte of [7, 8]) {
      const secret = byte === 7 ? SIGNING_SECRET : `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
      const { event } = await verifyWebhook(post?.headers ?? {}, post?.body ?? '', secret);
      expect(new Webhook(secret).verify(post?.body ?? '', headers)).toEqual(event);
      expect(event).toMatchObject({
        type: 'connection.created',
        data: {
          id: `${announced?.detail['id']}.SUBSCRIPTION_ORDER`,
          eventType: 'SUBSCRIPTION_ORDER',
          product: 'demo',
          connection: id,
        },
      });
    }
    expect(post?.method).toBe('POST');
    expect(await provider.clientOf(post?.headers.authorization)).toBe(CLIENT.id);
    await setup.local.queues.idle();
    expect(receiver.at('/assigned')).toHaveLength(1);
    expect(await setup.api.connections.get(id)).toMatchObject({
      vendorAccount: 'acme-4711',
      vendorAnswer: { status: 'accepted' },
    });
  });

  test('keeps the vendor’s name of the account when it is connected again', async () => {
    await written({ urls: { createUrl: `${receiver.url}/created` } });
    receiver.answer({ body: '{"success":true,"accountIdentifier":"acme-1"}' });
    const { id, store } = await setup.connected();
    await setup.local.queues.idle();
    await runHandshake({ ...store, activate: store.reauthorize });
    expect(await setup.api.connections.get(id)).toMatchObject({ vendorAccount: 'acme-1' });
  });

  test('that the vendor says no to stays connected; that is announced, and told to the URL of statuses', async () => {
    await written({ urls: { createUrl: `${receiver.url}/created`, eventStatusUrl: `${receiver.url}/status` } });
    receiver.answer({ body: '{"success":"false","errorCode":"MAX_USERS_REACHED","message":"Your plan is full"}' });
    const { id } = await setup.connected();
    await expect.poll(() => receiver.at('/status').length, { timeout: 5_000 }).toBe(1);
    await setup.local.queues.idle();
    expect(await setup.api.connections.get(id)).toMatchObject({
      status: 'active',
      vendorAnswer: { status: 'rejected', code: 'MAX_USERS_REACHED', message: 'Your plan is full' },
    });
    const rejected = setup.local.events.filter((event) => event['detail-type'] === 'connection.rejected');
    expect(rejected.map(({ detail }) => detail)).toMatchObject([{ connection: id, reason: 'MAX_USERS_REACHED' }]);
    expect(receiver.at('/created')).toHaveLength(1);
  });
});

describe('a token', () => {
  test('serves a hundred events, and is renewed once when it is refused', async () => {
    await written({ credentials: byToken() });
    const before = provider.requests();
    await queued(...Array.from({ length: 100 }, () => created()));
    expect(receiver.received).toHaveLength(100);
    expect(provider.requests() - before).toBe(1);
    const refused = receiver.received[0]?.headers.authorization;
    receiver.received.length = 0;
    receiver.answer(({ headers }) => ({ status: headers.authorization === refused ? 401 : 200 }));
    await queued(...Array.from({ length: 10 }, () => created()));
    expect(provider.requests() - before).toBe(2);
    const fresh = receiver.received.filter(({ headers }) => headers.authorization !== refused);
    expect(fresh).toHaveLength(10);
    expect(await provider.clientOf(fresh[0]?.headers.authorization)).toBe(CLIENT.id);
  });

  test('that cannot be had fails the delivery, and nothing is sent', async () => {
    const { id } = await written({ credentials: { ...byToken(), secret: 'wrong' } });
    const event = created();
    await queued(event);
    expect(receiver.received).toHaveLength(0);
    const { attempts } = (await deliveryOf(event, id)) ?? {};
    expect(attempts?.map(({ error }) => error)).toEqual(Array(2).fill('token_failed: invalid_client (status 401)'));
  });

  test('is not needed for Basic, whose credentials go to https only', async () => {
    const basic = { type: 'BASIC', username: 'handfast', secret: 'pä:ss' } as const;
    await written({ credentials: basic });
    await queued(created());
    const header = `Basic ${Buffer.from('handfast:pä:ss').toString('base64')}`;
    expect(receiver.received[0]?.headers.authorization).toBe(header);
    const { id } = await written({ credentials: basic, urls: { createUrl: receiver.url.replace('https', 'http') } });
    const event = created();
    await queued(event);
    expect((await deliveryOf(event, id))?.attempts[0]?.error).toBe('url_refused: not_https');
  });
});

describe('the schedule', () => {
  test('has ten attempts at the stated times, and then ends', async () => {
    const { id } = await written();
    receiver.answer({ status: 500 });
    const event = created();
    await queued(event);
    expect(receiver.received).toHaveLength(2);
    const second = (receiver.received[1]?.at ?? 0) - (receiver.received[0]?.at ?? 0);
    expect(second).toBeGreaterThanOrEqual(4_400);
    expect(second).toBeLessThan(7_500);
    let made = 2;
    for (const wait of [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]) {
      await passAfter(wait * 0.89);
      expect(receiver.received).toHaveLength(made);
      await passAfter(wait * 0.22);
      made += 1;
      expect(receiver.received).toHaveLength(made);
    }
    expect(await deliveryOf(event, id)).toMatchObject({ status: 'FAILED', tries: 10 });
    await passAfter(48 * HOUR);
    expect(receiver.received).toHaveLength(10);
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect([...ids]).toEqual([deliveryIdOf(event.detail.id, 'SUBSCRIPTION_ORDER', id)]);
  });

  test('gives way to Retry-After', async () => {
    await written();
    receiver.answer({ status: 503, headers: { 'retry-after': '7200' } });
    await queued(created());
    expect(receiver.received).toHaveLength(1);
    receiver.answer({});
    await passAfter(119 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    await passAfter(2 * MINUTE);
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a URL', () => {
  test('that answers 410 is sent nothing more until something is published', async () => {
    const integration = await written();
    receiver.answer({ status: 410 });
    const [first, second, third] = [created(), created(), created()];
    await queued(first);
    expect(await deliveryOf(first, integration.id)).toMatchObject({ status: 'DISCARDED' });
    await queued(second);
    expect(receiver.received).toHaveLength(1);
    expect(await deliveryOf(second, integration.id)).toMatchObject({ status: 'DISCARDED', attempts: [] });
    receiver.answer({});
    setup.moveClock(1_000);
    const { health } = (await integration.read()) ?? {};
    expect(health?.gone.SUBSCRIPTION_ORDER).toBeDefined();
    await integration.publish(2, { createUrl: `${receiver.url}/new` }, setup.now().toISOString(), {
      ...(health && { health }),
    });
    await queued(third);
    expect(receiver.at('/new')).toHaveLength(1);
  });

  test.each([
    ['redirects', { status: 302, headers: { location: '/elsewhere' } }, 'status'],
    ['breaks off', { status: 200, body: '{"success":true}', half: true }, 'answer'],
    ['says too much', { status: 200, body: 'x'.repeat(70_000) }, 'answer'],
  ] as const)('that %s has not taken the event', async (_, answer, error) => {
    const { id } = await written();
    receiver.answer(answer);
    const event = created();
    await queued(event);
    expect(receiver.at('/elsewhere')).toHaveLength(0);
    expect((await deliveryOf(event, id))?.attempts[0]).toMatchObject({ error });
    expect(await deliveryOf(event, id)).toMatchObject({ status: 'WAITING' });
  });

  test('whose name leads nowhere is tried again', async () => {
    const { id } = await written({ urls: { createUrl: 'https://nowhere.invalid/created' } });
    const event = created();
    await queued(event);
    expect((await deliveryOf(event, id))?.attempts[0]?.error).toMatch(/^dns_failed: /);
  });
});

describe('an event that is fetched', () => {
  test('is named to the URL, read with a token, and answered later; the result is announced once', async () => {
    const { id } = await written({
      urls: { createUrl: `${receiver.url}/order?event={eventUrl}` },
      payloadStyle: 'EVENT_URL',
    });
    receiver.answer({ status: 202 });
    const { id: connection } = await setup.connected();
    await expect.poll(() => receiver.at('/order').length, { timeout: 5_000 }).toBe(1);
    await setup.local.queues.idle();
    const [asked] = receiver.at('/order');
    expect(asked?.method).toBe('GET');
    const eventUrl = new URL(asked?.path ?? '', receiver.url).searchParams.get('event') ?? '';
    const token = await setup.token();
    const call = (url: string, body?: object) =>
      fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect(await (await call(eventUrl)).json()).toMatchObject({
      status: 'ACCEPTED',
      type: 'connection.created',
      data: { connection, integration: id, eventUrl },
    });
    expect(await setup.api.connections.get(connection)).toMatchObject({ vendorAnswer: { status: 'pending' } });
    const said = { success: 'true', accountIdentifier: 'acme-9' };
    expect(await (await call(`${eventUrl}/result`, said)).json()).toMatchObject({ status: 'DELIVERED' });
    expect((await call(`${eventUrl}/result`, said)).status).toBe(200);
    expect((await call(`${eventUrl}/result`, { success: false })).status).toBe(409);
    expect((await call(`${eventUrl}/result`, { success: 'maybe' })).status).toBe(400);
    expect((await call(eventUrl.replace(/.$/, 'x'))).status).toBe(404);
    expect(await setup.api.connections.get(connection)).toMatchObject({
      vendorAccount: 'acme-9',
      vendorAnswer: { status: 'accepted' },
    });
    const about = setup.local.events.filter(({ detail }) => detail['connection'] === connection);
    expect(about.map((event) => event['detail-type'])).toEqual(['connection.created', 'connection.accepted']);
    expect((await fetch(eventUrl)).status).toBe(401);
    const reader = await setup.token('events:read');
    expect(
      (await fetch(`${eventUrl}/result`, { method: 'POST', headers: { authorization: `Bearer ${reader}` } })).status,
    ).toBe(403);
  });

  test('waits three days for its result', async () => {
    const { id } = await written({ payloadStyle: 'EVENT_URL' });
    receiver.answer({ status: 202 });
    const event = created();
    await queued(event);
    await passAfter(71 * HOUR);
    expect(await deliveryOf(event, id)).toMatchObject({ status: 'ACCEPTED' });
    await passAfter(2 * HOUR);
    expect(await deliveryOf(event, id)).toMatchObject({
      status: 'FAILED',
      attempts: [{}, { error: 'result_missing' }],
    });
    expect(receiver.received).toHaveLength(1);
  });
});

describe('an integration whose URLs fail', () => {
  test('is probed by one delivery a pass after an hour, switched off after five days, and serves again once enabled', async () => {
    const integration = await written();
    receiver.answer({ status: 500 });
    await queued(created());
    await passAfter(2 * MINUTE);
    receiver.received.length = 0;
    const later = Array.from({ length: 5 }, () => created());
    await queued(...later);
    expect(receiver.received).toHaveLength(0);
    await passAfter(HOUR);
    expect(receiver.received).toHaveLength(1);
    await passAfter(5 * MINUTE);
    expect(receiver.received).toHaveLength(2);
    await passAfter(5 * 24 * HOUR);
    expect((await integration.read())?.health).toMatchObject({ enabled: false });
    const disabled = setup.local.events.filter((event) => event['detail-type'] === 'integration.disabled');
    const own = disabled.filter(({ detail }) => detail['integration'] === integration.id);
    expect(own.map(({ detail }) => detail['failingSince'])).toHaveLength(1);
    receiver.received.length = 0;
    receiver.answer({});
    await passAfter(25 * HOUR);
    expect(receiver.received).toHaveLength(0);
    const kept = await deliveries().byIntegration(integration.id, { limit: 50 });
    expect(kept.items.map(({ status }) => status)).toEqual(Array(6).fill('DISCARDED'));
    const { read, publish } = integration;
    await publish(1, { createUrl: `${receiver.url}/created` }, (await read())?.createdAt ?? '');
    for (const { id } of kept.items) await deliveries().requeue(id, setup.now().toISOString());
    await queued({ source: DELIVERIES_SOURCE, 'detail-type': 'due', detail: {} });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.toSorted()).toEqual(kept.items.map(({ id }) => id).toSorted());
  });

  test('is sent everything that waited, once it works again', async () => {
    const { read } = await written();
    receiver.answer({ status: 500 });
    await queued(created());
    await passAfter(2 * MINUTE);
    await queued(...Array.from({ length: 30 }, () => created()));
    await passAfter(HOUR);
    receiver.received.length = 0;
    receiver.answer({});
    await passAfter(3 * HOUR);
    expect(receiver.received).toHaveLength(31);
    expect((await read())?.health.failingSince).toBeUndefined();
  });
});

describe('a URL of notices that fails', () => {
  const both = () =>
    written({ urls: { createUrl: `${receiver.url}/created`, channelUrl: `${receiver.url}/channels` } });
  const failing = (...paths: readonly string[]) =>
    receiver.answer(({ path }) => (paths.includes(path) ? { status: 500 } : {}));

  test('defers notices alone, and says nothing of the other URLs', async () => {
    const { read } = await both();
    failing('/channels');
    await queued(notice());
    setup.moveClock(2 * MINUTE);
    receiver.received.length = 0;
    await queued(created(), notice());
    expect(receiver.received.map(({ path }) => path)).toEqual(['/created']);
    const { health } = (await read()) ?? {};
    expect(health?.failingSince).toBeUndefined();
    expect(health?.noticesFailingSince).toBeDefined();
  });

  test('is probed apart from the others, so that orders that wait behind notices are sent', async () => {
    const { read } = await both();
    failing('/channels', '/created');
    await queued(notice());
    setup.moveClock(2 * MINUTE);
    await queued(...Array.from({ length: 3 }, notice));
    await queued(created());
    setup.moveClock(2 * MINUTE);
    await queued(created(), created());
    setup.moveClock(HOUR);
    receiver.received.length = 0;
    failing('/channels');
    await pass();
    expect(receiver.at('/created')).toHaveLength(3);
    expect(receiver.at('/channels')).toHaveLength(1);
    const { health } = (await read()) ?? {};
    expect(health?.failingSince).toBeUndefined();
    expect(health?.noticesFailingSince).toBeDefined();
  });

  test('does not clear what others fail with once it works', async () => {
    const { read } = await both();
    failing('/created');
    await queued(created());
    await queued(notice());
    expect((await read())?.health.failingSince).toBeDefined();
    expect(receiver.at('/channels')).toHaveLength(1);
  });

  test('ends notices alone after five days, until something is published', async () => {
    const integration = await both();
    failing('/channels');
    await queued(notice());
    await passAfter(5 * 24 * HOUR);
    const { health } = (await integration.read()) ?? {};
    expect(health).toEqual({ enabled: true, gone: { CHANNEL_NOTICE: expect.any(String) } });
    const disabled = setup.local.events.filter((event) => event['detail-type'] === 'integration.disabled');
    expect(disabled.filter(({ detail }) => detail['integration'] === integration.id)).toEqual([]);
    const [discarded, later] = [notice(), notice()];
    receiver.received.length = 0;
    receiver.answer({});
    await queued(discarded, created());
    await passAfter(25 * HOUR);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/created']);
    expect(await deliveryOf(discarded, integration.id, 'CHANNEL_NOTICE')).toMatchObject({ status: 'DISCARDED' });
    const urls = { channelUrl: `${receiver.url}/new` };
    await integration.publish(2, urls, setup.now().toISOString(), { ...(health && { health }) });
    await queued(later);
    expect(receiver.at('/new')).toHaveLength(1);
  });
});

describe('a ping', () => {
  test('tells URL, token, status and answer apart, and no rule of a vendor’s hears it', async () => {
    const startedAt = setup.now().toISOString();
    const integration = await written({
      credentials: byToken(),
      urls: {
        createUrl: `${receiver.url}/fine`,
        upgradeUrl: `${receiver.url}/broken`,
        cancelUrl: 'http://plain.example/',
        notifyUrl: 'https://nowhere.invalid/',
        eventStatusUrl: `${receiver.url}/no`,
      },
    });
    const types = [
      'SUBSCRIPTION_ORDER',
      'SUBSCRIPTION_CHANGE',
      'SUBSCRIPTION_CANCEL',
      'SUBSCRIPTION_NOTICE',
      'SUBSCRIPTION_STATUS',
      'USER_ASSIGNMENT',
    ] as const;
    const lastTest = { startedAt, version: 'WORKING', types, results: [] };
    await integration.publish(1, {}, startedAt, { lastTest });
    receiver.answer(({ path }) => {
      if (path === '/broken') return { status: 500 };
      return path === '/no' ? { body: '{"success":false,"message":"Not yet"}' } : {};
    });
    const detail = { integration: integration.id, version: 'WORKING', types, startedAt };
    const ping = { source: PING_SOURCE, 'detail-type': 'ping', detail };
    await queued(ping, ping);
    const test = (await integration.read())?.lastTest;
    expect(test?.endedAt).toBeDefined();
    expect(
      test?.results.map(({ type, success, error, httpStatus, message }) => [type, success, error, httpStatus, message]),
    ).toEqual([
      ['SUBSCRIPTION_ORDER', true, undefined, 200, undefined],
      ['SUBSCRIPTION_CHANGE', false, 'status', 500, undefined],
      ['SUBSCRIPTION_CANCEL', false, 'url_refused', undefined, 'not_https'],
      ['SUBSCRIPTION_NOTICE', false, 'dns_failed', undefined, expect.any(String)],
      ['SUBSCRIPTION_STATUS', false, 'answer', 200, 'Not yet'],
      ['USER_ASSIGNMENT', false, 'url_missing', undefined, undefined],
    ]);
    expect(test?.results[0]?.tokenMilliseconds).toBeGreaterThan(0);
    expect(JSON.parse(receiver.at('/fine')[0]?.body ?? '')).toMatchObject({ data: { flag: 'STATELESS' } });
    expect((await deliveries().byIntegration(integration.id, { limit: 10 })).items).toEqual([]);
  });
});

test('an event comes once however often it is handed over, and never for a product that has no integration', async () => {
  const { id } = await written();
  const event = created();
  await queued(event, event, event);
  await queued(event);
  await queued({ ...event, detail: { ...event.detail, id: 'evt_other', product: 'erp' } });
  await queued({ source: 'handfast', 'detail-type': 'connection.newer', detail: {} });
  expect(receiver.received).toHaveLength(1);
  expect(await deliveryOf(event, id)).toMatchObject({ status: 'DELIVERED', tries: 1 });
});

test('an older answer does not replace a newer one of a connection that is there', async () => {
  const connections = openConnectionRepository(tableOf(setup.local));
  const none = parseConnectionId(`con_${'f'.repeat(32)}`);
  expect(await connections.recordAnswer(none, { status: 'accepted', at: setup.now().toISOString() })).toBeUndefined();
});

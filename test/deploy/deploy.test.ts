import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Handfast, handfast } from '../../client/handfast.ts';
import { parseProductId } from '../../functions/domain/ids.ts';
import { settingsProductUuid } from '../../functions/domain/integrations/integration-ids.ts';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import type { Connection } from '../../functions/domain/stores/connection.ts';
import type { Activation } from '../../infra/local/demo-store/admin/activation.ts';
import { ORDER_COUNT } from '../../infra/local/demo-store/data/sales/order-record.ts';
import type { DemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { FAULTS } from '../../infra/local/demo-store/faults.ts';
import { createMerchant, type Merchant, type Shown } from '../../infra/local/demo-store/merchant.ts';
import { type Access, callStore, connectionOf } from '../journey/local-setup.ts';
import { openHistory } from './history.ts';
import { openInstance, type Site } from './site.ts';
import { mutate, openClient, openVendorServer } from './vendor.ts';

/*
 * One story: each test goes on where the one before it ended, as a deployment does.
 */

let site: Site;
let url: string;
let access: Access;
let heard: () => Promise<string[]>;
let history: ReturnType<typeof openHistory>;
let runs: ReturnType<typeof openHistory>;
let writes: ReturnType<typeof openHistory>;
let api: Handfast;
let channel: string;
let store: DemoStore & { id: number };
let busy: DemoStore & { id: number };
let first: Connection;
let vendor: Awaited<ReturnType<typeof openVendorServer>>;
let signingSecret: string;
/** Of the vendor's URLs. */
const PASSWORD = 'a-password-of-the-vendor';
const renamed = (settings: Site['settings'], name: string) => ({
  ...settings,
  products: settings.products.map((product) => (product.id === 'demo' ? { ...product, name } : product)),
});

beforeAll(async () => {
  site = await openInstance();
  history = openHistory(site, 'Machine');
  runs = openHistory(site, 'SyncMachine');
  writes = openHistory(site, 'WriteMachine');
  vendor = await openVendorServer(site.aws);
}, 180_000);
afterAll(async () => {
  await vendor?.close();
  await site?.close();
}, 30_000);
beforeEach(({ onTestFailed }) => {
  // Free of secrets, as a test below holds it to.
  onTestFailed(async () => console.error(`The functions logged:\n${(await site.logged()).slice(-4_000)}`));
});

function popupOf(activation: Activation): string {
  if (!activation.delivered) throw new Error(activation.problem);
  expect(activation.status).toBe(200);
  return activation.popupUrl;
}

async function ask(activation: Activation, merchant: Merchant): Promise<Shown> {
  return merchant.signIn(await merchant.visit(popupOf(activation)));
}

async function connect(activation: Activation, merchant = createMerchant()): Promise<Shown> {
  return merchant.settle(await merchant.answer(await ask(activation, merchant), 'yes'));
}

async function existing(of: DemoStore, product = 'demo'): Promise<Connection> {
  const connection = await connectionOf(access, of, product);
  if (connection === undefined) throw new Error('There is no connection');
  return connection;
}

const opens = async (connection: Connection) => (await callStore(access, connection, 'V1/modules')).status;

describe('an operator who deploys', () => {
  test('prepares the account', async () => {
    const { code, output } = await site.operator.bootstrap(site.settings);
    expect(code, output).toBe(0);
  });

  test('gets the stack, and the URLs of every product', async () => {
    const { code, output } = await site.operator.deploy(site.settings);
    expect(code, output).toBe(0);
    expect(await site.stackStatus()).toBe('CREATE_COMPLETE');
    url = new URL(site.operator.output('DemoCallbackUrl')).origin;
    expect(site.operator.output('ErpLoginUrl')).toBe(`${url}/erp/login`);
    await site.openProvider(url);
    const [tableName = ''] = await site.resources('AWS::DynamoDB::Table');
    access = { tableAccess: site.aws.access, tableName, awsUrl: site.aws.url };
    heard = await site.listen(site.operator.output('BusName'));
  });
});

async function clientsFunction(): Promise<string> {
  const functions = await site.resources('AWS::Lambda::Function');
  return functions.find((one) => one.includes('Clients')) ?? '';
}

describe('a vendor', () => {
  test('sets up where events go, without a deployment', async () => {
    const id = randomUUID();
    const { token } = await openClient(site.aws, await clientsFunction(), ['integrations:write', 'products:write']);
    const made = await mutate(
      site.operator.output('ApiUrl'),
      token,
      `mutation {
        createProductIntegration(input: {
          id: "${id}", name: "Acme", createUrl: "${vendor.url}/orders"
          outboundCredentials: { type: BASIC, username: "handfast", password: "${PASSWORD}" }
        }) { signingSecret userErrors { code path message } }
        publishProductIntegration(input: { integrationId: "${id}" }) { userErrors { code path message } }
        linkProductIntegration(input: {
          integrationId: "${id}", productId: "${settingsProductUuid(parseProductId('erp'))}"
        }) { product { slug } userErrors { code path message } }
      }`,
    );
    signingSecret = String(made['createProductIntegration']?.['signingSecret']);
    expect(signingSecret).toMatch(/^whsec_/);
    expect(made['linkProductIntegration']).toMatchObject({ product: { slug: 'erp' } });
  });
});

describe('a merchant', () => {
  test('connects a store through the deployed API, with signatures and rights checked', async () => {
    store = await site.store(url, 'demo');
    const end = await connect(await store.activate(store.id));
    expect(end.url, end.text).toBe(store.successCallback);
    first = await existing(store);
    expect(first).toMatchObject({ status: 'active', kind: 'created', account: { label: 'ana@example.com' } });
    expect(await opens(first)).toBe(200);
  });

  test('whose store is busy for a moment is connected all the same', async () => {
    busy = await site.store(url, 'erp');
    busy.faults.request = { ...FAULTS.unavailable, times: 1 };
    busy.faults.access = { ...FAULTS.unavailable, times: 1 };
    const end = await connect(await busy.activate(busy.id));
    expect(end.url, end.text).toBe(busy.successCallback);
    expect((await existing(busy, 'erp')).status).toBe('active');
  });

  test('is made known to the vendor, signed, by bus, queue and function; the answer is kept', async () => {
    await expect.poll(() => vendor.received.length, { timeout: 30_000 }).toBe(1);
    const [post] = vendor.received;
    const headers = Object.fromEntries(Object.entries(post?.headers ?? {}).map(([key, value]) => [key, String(value)]));
    expect(new Webhook(signingSecret).verify(post?.body ?? '', headers)).toMatchObject({
      type: 'connection.created',
      data: { eventType: 'SUBSCRIPTION_ORDER', product: 'erp' },
    });
    expect(headers['authorization']).toBe(`Basic ${btoa(`handfast:${PASSWORD}`)}`);
    await expect.poll(async () => (await existing(busy, 'erp')).vendorAccount, { timeout: 10_000 }).toBe('acme-4711');
  });

  test('who says no is not connected', async () => {
    const refused = await site.store(url, 'demo');
    const merchant = createMerchant();
    const question = await ask(await refused.activate(refused.id), merchant);
    const end = await merchant.settle(await merchant.answer(question, 'no'));
    expect(end.text).toContain(REFUSALS.consent_declined.title);
    expect(await connectionOf(access, refused, 'demo')).toBeUndefined();
  });

  test('leaves no secret in logs, histories and events', async () => {
    const events: string[] = [];
    // An event may come some seconds after the page that the merchant saw.
    const count = async () => events.push(...(await heard()));
    await expect.poll(count, { timeout: 25_000 }).toBeGreaterThanOrEqual(3);
    expect(events.map((event) => JSON.parse(event)['detail-type']).toSorted()).toEqual([
      'activation.failed',
      'connection.created',
      'connection.created',
    ]);
    const told = [...events, await site.logged(), ...(await history.executions()).map(({ text }) => text)].join();
    expect(told).toContain(first.activation);
    const { consumer, tokens } = store.state(store.id) ?? {};
    const secrets = [site.clientSecret, PASSWORD, signingSecret, consumer?.key, consumer?.secret];
    for (const { token, secret, verifier } of tokens ?? []) secrets.push(token, secret, verifier);
    expect(secrets.filter(Boolean)).toHaveLength(8);
    expect(secrets.filter((secret) => secret && told.includes(secret))).toEqual([]);
  });
});

describe('the API', () => {
  test('lets nobody in without a token, nor with one of nobody', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${site.operator.output('ApiUrl')}/connections`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${btoa('{"alg":"none"}')}.${btoa('{}')}.` })).status).toBe(403);
    expect((await ask({ authorization: 'Bearer a.b.c.d.e' })).status).toBe(403);
  });

  test('lets in a client that was made at run time, where its scopes do, until it is revoked', async () => {
    const ask = async (path: string, authorization: string) =>
      (await fetch(`${site.operator.output('ApiUrl')}${path}`, { headers: { authorization } })).status;
    const { token, revoke } = await openClient(site.aws, await clientsFunction(), ['connections:read']);
    expect(await ask('/connections', `Bearer ${token}`)).toBe(200);
    expect(await ask(`/connections/${first.connection}`, `Bearer ${token}`)).toBe(200);
    expect(await ask(`/connections/${first.connection}/credentials`, `Bearer ${token}`)).toBe(403);
    await revoke();
    // Another spelling, which API Gateway does not remember.
    expect(await ask('/connections', `bearer ${token}`)).toBe(403);
  });
});

describe('the deployed machine', () => {
  test('is the one that was synthesised, to the letter', async () => {
    expect(await history.definition()).toMatch(site.operator.machinePattern('Machine'));
    expect(await runs.definition()).toMatch(site.operator.machinePattern('SyncMachine'));
  });

  test('waits by task token, tries again and catches by the names of refusals', async () => {
    const [declined, busy, plain] = await history.executions();
    const way = ['RequestToken', 'WaitForConsent', 'AccessToken', 'Check', 'Link', 'Announce'];
    expect(plain).toMatchObject({ status: 'SUCCEEDED', states: way, errors: [] });
    expect(busy).toMatchObject({ status: 'SUCCEEDED', states: way, errors: ['store_busy', 'store_busy'] });
    expect(declined?.status).toBe('SUCCEEDED');
    expect(declined?.states).toEqual(['RequestToken', 'WaitForConsent', 'Fail', 'Announce']);
    expect(declined?.text).toContain('consent_declined');
  });
});

describe('a channel', () => {
  /** Of the lines of its orders, in their order. */
  async function ordersRead(): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const { id } of api.channel(channel).changes('orders')) ids.push(id);
    return ids;
  }

  test('is made through the deployed API, and its first import is in the log: by machine, function and bucket', async () => {
    const scopes = ['channels:read', 'channels:write', 'records:read', 'changes:read', 'changes:write'] as const;
    const { clientId, clientSecret, tokenUrl } = await openClient(site.aws, await clientsFunction(), scopes);
    const access = { url: new URL(site.operator.output('ApiUrl')).origin, tokenUrl, clientId, clientSecret };
    api = handfast({ ...access, scope: scopes.join(' ') });
    const connectors = { orders: { everyMinutes: 5 } };
    channel = (await api.channels.create(first.connection, { type: 'magento2', connectors })).id;
    await expect
      .poll(async () => (await api.channels.get(channel)).connectors['orders']?.state, { timeout: 60_000 })
      .toBe('following');
    const ids = await ordersRead();
    expect(ids).toHaveLength(ORDER_COUNT);
    expect(new Set(ids).size).toBe(ORDER_COUNT);
    await expect.poll(async () => (await runs.executions()).map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });

  test('is looked at when the schedule names a window: what has changed is in the log', async () => {
    const before = await ordersRead();
    const placed = store.data.orders.place();
    // The next one: this may have been named by the emulator's own schedule.
    await site.send('SyncWindows', { at: new Date(Date.now() + 5 * 60_000).toISOString() });
    await expect.poll(ordersRead, { timeout: 60_000, interval: 500 }).toEqual([...before, String(placed)]);
    expect(await runs.executions()).toHaveLength(1);
  });

  test('writes what the vendor sends to the store, once, and says what became of each line', async () => {
    const [product] = store.data.products.rows();
    const sku = product === undefined ? '' : store.data.products.bodyOf(product).sku;
    const changes = [{ change: { sku, quantity: 918_273 } }, { change: { sku: 'no-such-sku', quantity: 1 } }];
    const pushed = await api.channel(channel).push('stock', changes);
    const results: unknown[] = [];
    for await (const result of pushed.results()) results.push(result);
    expect(results).toMatchObject([{ status: 'done' }, { code: 'record_missing' }]);
    expect(store.data.products.stockOf(sku)).toBe(918_273);
    await expect.poll(async () => (await writes.executions()).map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });

  test('leaves nothing of a record in logs and histories', async () => {
    const executions = [...(await runs.executions()), ...(await writes.executions())];
    const told = [await site.logged(), ...executions.map(({ text }) => text)].join();
    expect(told).toContain('channel_read');
    expect(told).toContain('changes_finished');
    expect(told).not.toContain('918273');
    expect(told).not.toContain('no-such-sku');
    expect(told).not.toContain('customer_email');
    expect(told).not.toMatch(/@example\.(com|org|net)(?<!ana@example\.com)/);
  });
});

describe('an operator who changes a setting', () => {
  test('deploys it under the feet of a merchant who is signing in, and loses nobody', async () => {
    const slow = await site.store(url, 'demo');
    const merchant = createMerchant();
    const question = await ask(await slow.activate(slow.id), merchant);
    const { code, output } = await site.operator.deploy(renamed(site.settings, 'Acme Ledger'));
    expect(code, output).toBe(0);
    expect(await site.stackStatus()).toBe('UPDATE_COMPLETE');
    expect(new URL(site.operator.output('DemoCallbackUrl')).origin).toBe(url);
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.url, end.text).toBe(slow.successCallback);
  });

  test('finds the connection as it was, and Reauthorize renews it', async () => {
    expect(await existing(store)).toEqual(first);
    const merchant = createMerchant();
    const question = await ask(await store.reauthorize(store.id), merchant);
    expect(question.text).toContain('Acme Ledger');
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.url, end.text).toBe(store.successCallback);
    const renewed = await existing(store);
    expect(renewed).toMatchObject({ connection: first.connection, createdAt: first.createdAt, kind: 'reauthorized' });
    expect([await opens(first), await opens(renewed)]).toEqual([401, 200]);
    first = renewed;
  });
});

describe('a deployment that AWS refuses', () => {
  test('is rolled back', async () => {
    const refused = await site.operator.deploy(renamed(site.settings, 'Acme Nightmare'), 'test/deploy/refused-app.ts');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('alias/aws/');
    expect(await site.stackStatus()).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('leaves the product as it was, connections included', async () => {
    expect(await existing(store)).toEqual(first);
    expect(await opens(first)).toBe(200);
    const later = await site.store(url, 'demo');
    const merchant = createMerchant();
    const question = await ask(await later.activate(later.id), merchant);
    expect(question.text).toContain('Acme Ledger');
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.url, end.text).toBe(later.successCallback);
  });
});

describe('an operator who removes everything', () => {
  test('is left with the table and the key that opens it', async () => {
    const { code, output } = await site.operator.destroy();
    expect(code, output).toBe(0);
    expect(await site.stackStatus()).toBeUndefined();
    expect((await fetch(`${url}/demo/login`)).status).toBe(404);
    expect(await existing(store)).toEqual(first);
    expect(await opens(first)).toBe(200);
  });

  test('cannot delete the table by one careless call', async () => {
    const careless = site.table.send(new DeleteTableCommand({ TableName: access.tableName }));
    await expect(careless).rejects.toThrow(/deletion protection/i);
  });
});

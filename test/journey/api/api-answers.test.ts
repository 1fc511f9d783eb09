import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FAULTS, type Fault } from '../../../infra/local/demo-store/faults.ts';
import { acceptedEvent } from '../webhooks/accepted-event.ts';
import { operationsIn, validatorFor } from './api-document.ts';
import { type ApiClientSetup, openApiClientSetup } from './api-setup.ts';

const document: object = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url)), 'utf8'),
);
const operations = operationsIn(document);
const problemsOf = validatorFor(document);

let setup: ApiClientSetup;
let shop: Awaited<ReturnType<ApiClientSetup['connected']>>;
let token: string;
const seen = new Set<string>();
const NO_BATCH = `bat_${'0'.repeat(32)}`;
beforeAll(async () => {
  setup = await openApiClientSetup();
  shop = await setup.connected();
  token = await setup.token();
}, 180_000);
afterAll(() => setup?.close());

type Asked = {
  readonly id?: string;
  readonly batch?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly text?: string;
  /** Bytes of a text that is the body of a write. */
  readonly padding?: number;
  readonly headers?: Record<string, string>;
};

/** Asks as the backend does, and holds the answer to what the document says of the route. */
async function ask(route: string, asked: Asked = {}) {
  const { id = shop.id, batch = NO_BATCH, query = '', body, text, padding, headers = {} } = asked;
  const operation = operations.find((one) => one.route === route);
  const [method = '', path = ''] = route.split(' ');
  const padded = padding && JSON.stringify({ method: 'POST', path: 'V1/x', body: 'x'.repeat(padding) });
  const sent = padded || (text ?? (body === undefined ? undefined : JSON.stringify(body)));
  const response = await fetch(`${setup.local.url}${path.replace('{id}', id).replace('{batch}', batch)}${query}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(sent !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  });
  const answer: Record<string, unknown> = Object(await response.json());
  const described = operation?.responses[String(response.status)];
  expect(described, `${route} may answer ${response.status}: ${JSON.stringify(answer)}`).toBeDefined();
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  expect(problemsOf(described?.content[type]?.schema ?? { not: {} }, answer), `${route} ${type}`).toEqual([]);
  const isProblem = type === 'application/problem+json';
  if (response.ok || isProblem) expect(response.headers.get('cache-control')).toBe('no-store');
  if (isProblem) expect(answer['status']).toBe(response.status);
  seen.add(`${route} ${response.status}`);
  return { status: response.status, answer, headers: response.headers };
}

async function refused(route: string, asked: Asked) {
  const { status, answer } = await ask(route, asked);
  return [status, answer['code']];
}

const CALL = 'POST /v1/connections/{id}/call';
const ACCOUNT = 'POST /v1/connections/{id}/account';
const MOVE = { id: 'acme-0815', label: 'ben@shop.example' };
const PAGES = 'POST /v1/connections/{id}/pages';
const RESULT = 'POST /v1/events/{id}/result';
const CHANGES = 'POST /v1/channels/{id}/changes';
const ONE_CHANGE = {
  query: '?connector=stock',
  text: '{"change":{"sku":"ABC/10","quantity":1}}',
  headers: { 'content-type': 'application/x-ndjson' },
};
function get(path: string | string[], more: object = {}) {
  return { body: { method: 'GET', path, ...more } };
}

describe('what the API gives is what its document says', () => {
  test('a list of connections', async () => {
    const { answer } = await ask('GET /v1/connections', { query: '?product=demo&status=active&limit=100' });
    expect(answer['items']).toMatchObject([{ id: shop.id, status: 'active', store: { url: shop.store.baseUrl } }]);
  });

  test('a connection', async () => {
    expect((await ask('GET /v1/connections/{id}')).answer).toMatchObject({ id: shop.id, product: 'demo' });
  });

  test('a look at the store', async () => {
    const { answer } = await ask('POST /v1/connections/{id}/check');
    expect(answer).toMatchObject({ result: 'alive', connection: { id: shop.id, status: 'active' } });
  });

  test("a call, with the store's own errors as answers", async () => {
    expect((await ask(CALL, get(['V1', 'products', 'ABC/10']))).answer).toMatchObject({
      status: 200,
      body: { sku: 'ABC/10' },
    });
    expect((await ask(CALL, get('V1/products/none'))).answer).toMatchObject({ status: 404 });
    const comment = { statusHistory: { comment: 'Packed' } };
    const posted = await ask(CALL, { body: { method: 'POST', path: 'V1/orders/7/comments', body: comment } });
    expect(posted.answer).toMatchObject({ status: 200, tries: 1, body: true });
  });

  test('pages of a list', async () => {
    const body = { path: 'V1/orders', pageSize: 50 };
    const first = await ask(PAGES, { body });
    expect(first.answer).toMatchObject({ total: 120 });
    const second = await ask(PAGES, { body: { ...body, cursor: first.answer['next'] } });
    expect(second.answer['items']).toMatchObject([{ entity_id: 51 }, ...Array.from({ length: 49 }, () => ({}))]);
  });

  test('credentials', async () => {
    const { answer } = await ask('GET /v1/connections/{id}/credentials');
    expect(answer).toMatchObject({ connection: shop.id, storeUrl: shop.store.baseUrl });
    expect(answer['consumerKey']).toBe(shop.store.state(shop.store.id)?.consumer.key);
  });

  test('what the merchant answered: nothing, where nothing was asked', async () => {
    const { answer } = await ask('GET /v1/connections/{id}/answers');
    expect(answer).toEqual({ connection: shop.id, answers: {} });
  });

  test('an event, and what came of it', async () => {
    const id = await acceptedEvent(setup.local, shop.id);
    expect((await ask('GET /v1/events/{id}', { id })).answer).toMatchObject({ id, status: 'ACCEPTED' });
    const body = { success: true, accountIdentifier: 'acme-1' };
    expect((await ask(RESULT, { id, body })).answer).toMatchObject({ status: 'DELIVERED' });
    expect(await refused(RESULT, { id, body: { success: false } })).toEqual([409, 'event_settled']);
  });

  test('a connection that moves to another account, and stays there when it is said again', async () => {
    const { id } = await setup.connected();
    for (const _ of ['once', 'again']) {
      const { status, answer } = await ask(ACCOUNT, { id, body: MOVE });
      expect([status, answer]).toMatchObject([200, { id, status: 'active', account: MOVE }]);
    }
  });

  test('attempts to connect', async () => {
    const host = new URL(shop.store.baseUrl).host;
    const { answer } = await ask('GET /v1/activations', { query: `?host=${host}` });
    expect(answer['items']).toMatchObject([{ stage: 'linked', connection: shop.id }]);
    const [{ id }] = z.tuple([z.looseObject({ id: z.string() })]).parse(answer['items']);
    const steps = (await ask('GET /v1/activations/{id}', { id })).answer['steps'];
    expect(steps).toMatchObject(expect.arrayContaining([expect.objectContaining({ step: 'connected' })]));
  });

  test('how everything is, and how it is deployed', async () => {
    expect((await ask('GET /v1/overview')).answer).toMatchObject({ moreProducts: false });
    expect((await ask('GET /v1/deployment')).answer).toMatchObject({ publicUrl: setup.local.url });
  });

  test('a connection that is given up, and what is refused of it from then on', async () => {
    const { id } = await setup.connected();
    const { answer } = await ask('DELETE /v1/connections/{id}', { id });
    expect(answer).toMatchObject({ connection: { id, status: 'disconnected' } });
    for (const route of ['POST /v1/connections/{id}/check', 'GET /v1/connections/{id}/credentials']) {
      expect(await refused(route, { id })).toEqual([409, 'connection_disconnected']);
    }
    expect(await refused(CALL, { id, ...get('V1/modules') })).toEqual([409, 'connection_disconnected']);
    expect(await refused(PAGES, { id, body: { path: 'V1/orders' } })).toEqual([409, 'connection_disconnected']);
  });
});

const UNKNOWN = `con_${'0'.repeat(32)}`;

describe('what the API gives of channels is what its document says', () => {
  const CHANNEL = '/v1/channels/{id}';
  let channel: string;
  let run: string;

  test('a channel, alone, of a connection and of a product', async () => {
    const body = { type: 'magento2', connectors: { orders: { everyMinutes: 5 } } };
    const made = await ask('POST /v1/connections/{id}/channels', { body });
    channel = String(made.answer['id']);
    expect(made.status).toBe(201);
    expect((await ask(`GET ${CHANNEL}`, { id: channel })).answer).toMatchObject({ id: channel, connection: shop.id });
    expect((await ask('GET /v1/connections/{id}/channels')).answer['items']).toMatchObject([{ id: channel }]);
    expect((await ask('GET /v1/channels', { query: '?status=active' })).answer['items']).toMatchObject([
      { id: channel },
    ]);
  });

  test('its runs and its records', async () => {
    const state = async () => (await ask(`GET ${CHANNEL}`, { id: channel })).answer['connectors'];
    await expect.poll(state, { timeout: 20_000 }).toMatchObject({ orders: { state: 'following' } });
    // The first import may not have ended though everything is read: until then, the channel is busy.
    const begin = async () => {
      const { status, answer } = await ask(`POST ${CHANNEL}/sync`, { id: channel, body: { full: 'compare' } });
      run = String(answer['id']);
      return status;
    };
    await expect.poll(begin, { timeout: 20_000 }).toBe(202);
    const status = async () => (await ask('GET /v1/runs/{id}', { id: run })).answer['status'];
    await expect.poll(status, { timeout: 20_000 }).toBe('completed');
    const { answer } = await ask(`GET ${CHANNEL}/runs`, { id: channel });
    expect(answer['items']).toMatchObject([{ id: run }, {}]);
    const records = await ask(`GET ${CHANNEL}/records`, { id: channel, query: '?connector=orders&limit=1' });
    expect(records.answer['items']).toMatchObject([{ op: 'upsert', record: { entity_id: 120 } }]);
  });

  test('changes for its store: a batch that waits, is cancelled, and has ended', async () => {
    expect((await ask(`POST ${CHANNEL}/pause`, { id: channel })).answer['status']).toBe('paused');
    const sent = await ask(CHANGES, { id: channel, ...ONE_CHANGE });
    expect([sent.status, sent.answer]).toMatchObject([202, { status: 'accepted', lines: 1 }]);
    const batch = String(sent.answer['id']);
    expect((await ask(`GET ${CHANNEL}/changes`, { id: channel })).answer['items']).toMatchObject([{ id: batch }]);
    const { status } = await ask(`POST ${CHANNEL}/changes/{batch}/cancel`, { id: channel, batch });
    expect([200, 202]).toContain(status);
    const now = async () => (await ask(`GET ${CHANNEL}/changes/{batch}`, { id: channel, batch })).answer;
    await expect.poll(now, { timeout: 20_000 }).toMatchObject({ status: 'finished', counts: { cancelled: 1 } });
    expect(await refused(`POST ${CHANNEL}/changes/{batch}/cancel`, { id: channel, batch })).toEqual([
      409,
      'batch_finished',
    ]);
  });

  test('a change of it, a pause, and its end', async () => {
    expect((await ask(`POST ${CHANNEL}/resume`, { id: channel })).answer['status']).toBe('active');
    const { answer } = await ask(`GET ${CHANNEL}`, { id: channel });
    const body = { revision: answer['revision'], label: 'Orders' };
    expect((await ask(`PUT ${CHANNEL}`, { id: channel, body })).answer['label']).toBe('Orders');
    expect(await refused('DELETE /v1/runs/{id}', { id: run })).toEqual([409, 'run_ended']);
    expect(await refused('POST /v1/runs/{id}/confirm', { id: run })).toEqual([409, 'run_not_held']);
    expect((await ask(`DELETE ${CHANNEL}`, { id: channel })).status).toBe(200);
  });
});

/** What a run has to be for these to answer well is tried by tests of their own. */
const OF_RUNS = ['DELETE /v1/runs/{id}', 'POST /v1/runs/{id}/confirm'];

function codeOf(route: string): string {
  if (route.includes('/events/')) return 'event_unknown';
  if (route.includes('/runs/')) return 'run_unknown';
  if (route.includes('/activations/')) return 'activation_unknown';
  return route.includes('/channels/{id}') ? 'channel_unknown' : 'connection_unknown';
}

describe('what the API refuses is refused as its document says', () => {
  test.each(operations.map(({ route }) => route))('%s: without a token, or without the scope', async (route) => {
    const withBody = [CALL, PAGES, ACCOUNT, RESULT].includes(route) ? { body: {} } : {};
    const bare = await ask(route, { ...withBody, headers: { authorization: '' } });
    expect([bare.status, bare.answer]).toEqual([401, { message: 'Unauthorized' }]);
    const scope = route.startsWith('DELETE') || route === ACCOUNT ? 'connections:read' : 'connections:write';
    const poor = await setup.token(scope);
    expect((await ask(route, { ...withBody, headers: { authorization: `Bearer ${poor}` } })).status).toBe(403);
  });

  test.each(operations.map(({ route }) => route).filter((route) => route.includes('{id}')))(
    '%s: an id that is nobody’s',
    async (route) => {
      const bodies = { [CALL]: get('V1/modules').body, [PAGES]: { path: 'V1/orders' }, [ACCOUNT]: MOVE };
      const channels = {
        'POST /v1/connections/{id}/channels': { type: 'magento2' },
        'PUT /v1/channels/{id}': { revision: 1, label: 'Orders' },
        'POST /v1/channels/{id}/sync': {},
      };
      const body = { ...bodies, ...channels, [RESULT]: { success: true } }[route];
      const query = route.endsWith('/records') ? '?connector=orders' : '';
      const asked = route === CHANGES ? ONE_CHANGE : { body, query };
      for (const id of [UNKNOWN, 'con_1', 'a%2Fb']) {
        expect(await refused(route, { id, ...asked })).toEqual([404, codeOf(route)]);
      }
    },
  );

  test.each([
    ['GET /v1/connections', { query: '?limit=0' }, 400, 'request_malformed'],
    ['GET /v1/connections', { query: '?colour=red' }, 400, 'request_malformed'],
    ['GET /v1/connections', { query: '?cursor=x' }, 400, 'cursor_invalid'],
    ['GET /v1/connections', { query: '?product=nope' }, 404, 'product_unknown'],
    ['GET /v1/connections/{id}', { query: '?a=b' }, 400, 'request_malformed'],
    ['GET /v1/connections/{id}/credentials', { query: '?a=b' }, 400, 'request_malformed'],
    ['GET /v1/connections/{id}/answers', { query: '?a=b' }, 400, 'request_malformed'],
    ['DELETE /v1/connections/{id}', { body: { a: 1 } }, 400, 'request_malformed'],
    ['POST /v1/connections/{id}/check', { body: { a: 1 } }, 400, 'request_malformed'],
    ['GET /v1/activations', { query: '?from=yesterday' }, 400, 'request_malformed'],
    ['GET /v1/activations', { query: '?cursor=x' }, 400, 'cursor_invalid'],
    ['GET /v1/activations', { query: '?product=nope' }, 404, 'product_unknown'],
    ['DELETE /v1/connections/{id}', { query: '?a=b' }, 400, 'request_malformed'],
    ['POST /v1/connections/{id}/check', { query: '?a=b' }, 400, 'request_malformed'],
    [CALL, { ...get('V1/modules'), query: '?store=all' }, 400, 'request_malformed'],
    [CALL, { text: '{' }, 400, 'request_malformed'],
    [CALL, { text: 'a=b', headers: { 'content-type': 'text/plain' } }, 415, 'media_type_unsupported'],
    [CALL, get('https://evil.example/V1/modules'), 400, 'path_refused'],
    [CALL, get('V1/../../admin'), 400, 'path_refused'],
    [CALL, get('V1/modules', { query: { oauth_token: '1' } }), 400, 'request_ambiguous'],
    [CALL, get('V1/modules', { body: {} }), 400, 'request_malformed'],
    [CALL, { padding: 5_300_000 }, 413, 'body_too_large'],
    [ACCOUNT, { body: { id: '' } }, 400, 'request_malformed'],
    [ACCOUNT, { body: { ...MOVE, email: 'ben@shop.example' } }, 400, 'request_malformed'],
    [PAGES, { body: { path: 'V1/orders', pageSize: 301 } }, 400, 'request_malformed'],
    [PAGES, { body: { path: 'V1/orders', cursor: 'x' } }, 400, 'cursor_invalid'],
    [PAGES, { body: { path: 'orders' } }, 400, 'path_refused'],
    [PAGES, { body: { path: 'V1/store/storeConfigs' } }, 422, 'list_expected'],
  ] as const)('%s %j', async (route, asked, status, code) => {
    expect(await refused(route, asked)).toEqual([status, code]);
  });

  test("a store's faults, each by its code", async () => {
    const { id, store } = await setup.connected();
    async function fault(how: Fault, route: string, asked: Asked) {
      store.faults.rest = how;
      try {
        return await refused(route, { id, ...asked });
      } finally {
        delete store.faults.rest;
      }
    }
    const write = { body: { method: 'POST', path: 'V1/orders/7/comments', body: {} } };
    expect(await fault(FAULTS.garbage, CALL, get('V1/modules'))).toEqual([502, 'store_invalid_response']);
    expect(await fault(FAULTS.answerLost, CALL, write)).toEqual([504, 'store_timeout']);
    expect(await fault(FAULTS.huge, CALL, get('V1/modules'))).toEqual([502, 'answer_too_large']);
    expect(await fault(FAULTS.unavailable, PAGES, { body: { path: 'V1/orders' } })).toEqual([503, 'store_busy']);
    await store.close();
    expect(await refused(CALL, { id, ...write })).toEqual([502, 'store_unreachable']);
  });

  test('credentials that died, and a right that is missing', async () => {
    const { id, store } = await setup.connected();
    store.setResources(store.id, ['Magento_Catalog::products']);
    const missing = await ask(CALL, { id, ...get('V1/orders', { query: { searchCriteria: { pageSize: 1 } } }) });
    expect(missing.answer).toMatchObject({
      status: 403,
      code: 'permission_missing',
      resources: 'Magento_Sales::actions_view',
    });
    store.deleteIntegration(store.id);
    expect(await refused(CALL, { id, ...get('V1/modules') })).toEqual([409, 'consumer_unknown']);
    expect((await ask('GET /v1/connections/{id}', { id })).answer).toMatchObject({
      status: 'needs_reauthorization',
      reason: 'consumer_unknown',
    });
  });
});

test('every route was seen to answer well, and to refuse', () => {
  for (const { route } of operations) {
    for (const status of [401, 403]) expect(seen).toContain(`${route} ${status}`);
    const answered = [200, 201, 202].some((status) => seen.has(`${route} ${status}`));
    expect([route, answered]).toEqual([route, !OF_RUNS.includes(route)]);
  }
});

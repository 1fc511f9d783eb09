import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../../../functions/api/connections/call-connection.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
let id: string;

beforeEach(async () => {
  setup = await openApiSetup();
  id = await setup.connect();
});

afterEach(() => setup.close());
const get = (more: Record<string, unknown> = {}) => ({ method: 'GET', path: 'V1/orders', ...more });
const made = (body: unknown = get(), more = {}) => ask(call(setup.deps), { id, body, ...more });
const statusNow = async () => (await setup.deps.connections.find(id as never))?.status;

const UNAUTHORIZED = {
  message: "The consumer isn't authorized to access %resources.",
  parameters: { resources: 'Magento_Sales::actions_view' },
};

const refuse = (body: unknown) => {
  setup.shop.rest = () => ({ status: 401, body: JSON.stringify(body) });
};

describe("Magento's 401", () => {
  test('of a token that is gone changes the connection, and is published', async () => {
    refuse({ message: 'Specified token does not exist' });
    setup.shop.alive = 'token_rejected';
    expect(await made()).toMatchObject({ status: 409, json: { code: 'token_rejected' } });
    expect(await statusNow()).toBe('needs_reauthorization');
    expect(setup.published).toMatchObject([
      {
        type: 'connection.needs_reauthorization',
        detail: { connection: id, status: 'needs_reauthorization', reason: 'token_rejected', host: 'shop.example' },
      },
    ]);
  });

  test('of a right that is missing leaves the connection as it is while the store is open to it', async () => {
    refuse(UNAUTHORIZED);
    const { status, json } = await made();
    expect([status, json.code, json.resources]).toEqual([403, 'permission_missing', 'Magento_Sales::actions_view']);
    expect(await statusNow()).toBe('active');
    expect(setup.published).toEqual([]);
  });

  test('of a right that is missing names what helps: to tick it, which takes effect at once', async () => {
    refuse(UNAUTHORIZED);
    const { json } = await made();
    expect(json.detail).toContain('tick "resources" on the API tab of the integration and to save');
    expect(json.detail).not.toMatch(/Reauthorize|switch/);
  });

  test('of an integration that an update of its module has reset makes the connection inactive', async () => {
    refuse({ ...UNAUTHORIZED, parameters: { resources: 'Magento_Backend::admin' } });
    setup.shop.alive = 'permission_missing';
    const { status, json } = await made();
    expect([status, json.resources]).toEqual([403, 'Magento_Backend::admin']);
    expect(json.detail).toContain('press Activate in Magento: an update of its module resets an integration');
    expect(await statusNow()).toBe('inactive');
    expect(setup.published).toMatchObject([{ type: 'connection.inactive' }]);
  });

  test('that a health check does not confirm is passed on, and changes nothing', async () => {
    refuse({ message: 'Specified token does not exist' });
    expect(await made()).toMatchObject({ json: { code: 'token_rejected' } });
    expect(await statusNow()).toBe('active');
  });

  test('in words that nobody knows is judged by what V1/modules says', async () => {
    refuse({ message: 'Zażółć gęślą jaźń' });
    expect(await made()).toMatchObject({ status: 502, json: { code: 'token_refused' } });
    expect(await statusNow()).toBe('active');
    setup.shop.alive = 'token_rejected';
    await made();
    expect(await statusNow()).toBe('needs_reauthorization');
  });

  test('that is none of Magento has no consequence', async () => {
    refuse('please sign in');
    expect(await made()).toMatchObject({ status: 502, json: { code: 'store_invalid_response' } });
    expect(setup.check).not.toHaveBeenCalled();
  });

  test('is forgotten once the store opens again', async () => {
    refuse({ message: 'Specified token does not exist' });
    setup.shop.alive = 'token_rejected';
    await made();
    setup.shop.alive = undefined;
    setup.shop.rest = () => ({ body: '[]' });
    expect(await made()).toMatchObject({ status: 200 });
    expect(await statusNow()).toBe('active');
    expect(setup.published.map(({ type }) => type)).toEqual([
      'connection.needs_reauthorization',
      'connection.recovered',
    ]);
  });

  test('is not undone by a route that is open to all', async () => {
    refuse({ message: 'Specified token does not exist' });
    setup.shop.alive = 'token_rejected';
    await made();
    setup.shop.rest = () => ({ body: '{"base_currency_code":"EUR"}' });
    expect(await made()).toMatchObject({ status: 200 });
    expect(await statusNow()).toBe('needs_reauthorization');
  });
});

describe('an event', () => {
  test('that the bus did not accept is published by the next check, under the same id', async () => {
    refuse({ message: 'Specified token does not exist' });
    setup.shop.alive = 'token_rejected';
    setup.setup.busDown = true;
    expect(await made()).toMatchObject({ status: 409, json: { code: 'token_rejected' } });
    expect(setup.log).toHaveBeenCalledWith('answer_not_recorded', expect.objectContaining({ connection: id }));
    const existing = await setup.deps.connections.find(id as never);
    expect(existing).toMatchObject({ status: 'needs_reauthorization', outbox: { id: expect.stringMatching(/^evt_/) } });
    setup.setup.busDown = false;
    await made();
    expect(setup.published).toMatchObject([
      { type: 'connection.needs_reauthorization', detail: { id: existing?.outbox?.id } },
    ]);
  });
});

test('an event that the bus did not accept is not displaced by the next one', async () => {
  refuse({ message: 'Specified token does not exist' });
  setup.shop.alive = 'token_rejected';
  setup.setup.busDown = true;
  await made();
  setup.setup.busDown = false;
  setup.shop.alive = undefined;
  setup.shop.rest = () => ({ body: '[]' });
  await made();
  expect(setup.published.map(({ type }) => type)).toEqual(['connection.needs_reauthorization', 'connection.recovered']);
});

test('an event that another function has recorded meanwhile is not displaced either', async () => {
  refuse({ message: 'Specified token does not exist' });
  setup.check.mockImplementationOnce(async () => {
    const existing = await setup.deps.connections.find(id as never);
    if (existing === undefined) throw new Error('no connection');
    const at = '2026-11-22T12:00:00.000Z';
    const change = {
      status: 'inactive',
      reason: undefined,
      outbox: { id: 'evt_other', status: 'inactive', at },
    } as const;
    await setup.deps.connections.recordHealth(existing, { checkedAt: at, suspect: undefined, change });
    throw new Refusal('token_rejected');
  });
  await made();
  expect(setup.published.map(({ type }) => type)).toEqual(['connection.inactive', 'connection.needs_reauthorization']);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'dlv_5a1f0c3e9b7d42688f0e6c1d2b3a4f50';
const INTEGRATION = '6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11';
const AT = Date.parse('2026-11-26T10:04:05.000Z');
const DELIVERY = {
  id: ID,
  eventId: 'evt_act_5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11.SUBSCRIPTION_ORDER',
  type: 'SUBSCRIPTION_ORDER',
  event: 'connection.created',
  connection: 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
  status: 'WAITING',
  createdOn: AT,
  nextAttemptOn: AT + 300_000,
  attempts: [
    { on: AT, httpStatus: 503, milliseconds: 120, errorCode: 'status' },
    { on: AT + 5_000, httpStatus: null, milliseconds: null, errorCode: 'dns_failed' },
  ],
  answer: null,
};
const REFUSED = {
  ...DELIVERY,
  id: 'dlv_00000000000000000000000000000002',
  status: 'DELIVERED',
  nextAttemptOn: null,
  attempts: [{ on: AT, httpStatus: 200, milliseconds: 80, errorCode: null }],
  answer: { success: false, accountIdentifier: null, errorCode: 'ACCOUNT_NOT_FOUND', message: 'Who is this?' },
};

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

const graphql = (...answers: readonly object[]) =>
  api.answer({ 'POST /v1/graphql': answers.map((data) => ({ body: { data } })) });
const variables = () => api.seen.map(({ body }) => Object(body).variables);

const deliveries = (nodes: readonly object[], endCursor: string | null = null) => ({
  productIntegration: { deliveries: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } },
});

describe('deliveries list', () => {
  test('is a table of what waits and what became of the rest', async () => {
    graphql(deliveries([DELIVERY, REFUSED], 'c2'));
    expect(await api.run(`deliveries list ${INTEGRATION} --status waiting --limit 2`)).toEqual({
      code: 0,
      said: [
        'ID                                    STATUS     EVENT               TRIES  LAST        NEXT                        CREATED',
        `${ID}  waiting    connection.created  2      dns_failed  2026-11-26 11:09:05 +01:00  2026-11-26 11:04:05 +01:00`,
        'dlv_00000000000000000000000000000002  delivered  connection.created  1      200                                     2026-11-26 11:04:05 +01:00',
      ].join('\n'),
      complained: 'There is more: --cursor c2, or --all.',
    });
    expect(variables()).toEqual([{ id: INTEGRATION, first: 2, status: 'WAITING' }]);
  });

  test('reads page after page of at most 50 with --all, and prints the API’s answer with --json', async () => {
    graphql(deliveries([DELIVERY], 'c2'), deliveries([REFUSED]));
    const { said } = await api.run(`deliveries list ${INTEGRATION} --all --json`);
    expect(JSON.parse(said)).toEqual({ items: [DELIVERY, REFUSED] });
    expect(variables()).toEqual([
      { id: INTEGRATION, first: 50 },
      { id: INTEGRATION, first: 50, after: 'c2' },
    ]);
  });

  test('says where there is no such integration, and what was meant by a misspelled status', async () => {
    graphql({ productIntegration: null });
    expect(await api.run('deliveries list 34827')).toEqual({
      code: 1,
      said: '',
      complained:
        'There is no integration 34827 among those that this client may see. "npx handfast integrations list" shows them.',
    });
    expect(await api.run('deliveries list 34827 --status faild')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('Did you mean failed?'),
    });
    expect(await api.run('deliveries list acme')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('It must be the UUID of an integration, or its number'),
    });
  });
});

describe('deliveries show', () => {
  test('tells each attempt, and what the vendor answered', async () => {
    graphql({ delivery: { ...DELIVERY, answer: REFUSED.answer } });
    expect((await api.run(`deliveries show ${ID}`)).said.split('\n')).toEqual([
      ID,
      '  Status        waiting',
      '  Event         connection.created, evt_act_5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11.SUBSCRIPTION_ORDER',
      '  Kind          SUBSCRIPTION_ORDER',
      '  Connection    con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
      '  Created       2026-11-26 11:04:05 +01:00',
      '  Your answer   refused: ACCOUNT_NOT_FOUND: Who is this?',
      '  Next attempt  2026-11-26 11:09:05 +01:00',
      '  1. 2026-11-26 11:04:05 +01:00  503 status, 120 ms',
      '  2. 2026-11-26 11:04:10 +01:00  dns_failed',
    ]);
  });

  test('says that there is none', async () => {
    graphql({ delivery: null });
    expect(await api.run(`deliveries show ${ID}`)).toMatchObject({ code: 1, said: '' });
  });
});

describe('deliveries replay', () => {
  test('goes on until nothing is left, and says how many are sent again', async () => {
    graphql({ replayDeliveries: { queued: 200, more: true } }, { replayDeliveries: { queued: 17, more: false } });
    expect(await api.run('deliveries replay 34827 --failed --since 2026-11-20')).toEqual({
      code: 0,
      said: '217 are sent again. "deliveries list" shows what becomes of it.',
      complained: 'Replaying',
    });
    const input = { integrationId: '34827', failedSince: '2026-11-20T00:00:00.000Z' };
    expect(variables()).toEqual([{ input }, { input }]);
  });

  test('ends where a round takes up nothing, though there is more', async () => {
    graphql({ replayDeliveries: { queued: 0, more: true } });
    expect(await api.run('deliveries replay 34827 --failed')).toMatchObject({
      code: 0,
      said: 'None was given up: nothing is sent again.',
    });
    expect(api.seen).toHaveLength(1);
  });

  test('takes one by its id', async () => {
    graphql({ replayDeliveries: { queued: 1, more: false } });
    expect(await api.run(`deliveries replay 34827 ${ID} --json`)).toEqual({
      code: 0,
      said: '{\n  "queued": 1\n}',
      complained: 'Replaying',
    });
    expect(variables()).toEqual([{ input: { integrationId: '34827', ids: [ID] } }]);
  });

  test('sends nothing where it is not clear which ones are meant', async () => {
    graphql();
    expect(await api.run('deliveries replay 34827')).toMatchObject({
      code: 2,
      complained: 'Which ones? Give the id of a delivery, or --failed for all that were given up.',
    });
    expect(await api.run(`deliveries replay 34827 ${ID} --failed`)).toMatchObject({
      code: 2,
      complained: 'Give a delivery, or --failed: one of both.',
    });
    expect(api.seen).toEqual([]);
  });
});

describe('deliveries enable', () => {
  test('switches them on', async () => {
    graphql({
      enableProductIntegrationDeliveries: { productIntegration: { id: INTEGRATION, deliveriesEnabled: true } },
    });
    expect(await api.run('deliveries enable 34827 --json')).toEqual({
      code: 0,
      said: JSON.stringify({ id: INTEGRATION, deliveriesEnabled: true }, null, 2),
      complained: '',
    });
    expect(variables()).toEqual([{ input: { id: '34827' } }]);
  });
});

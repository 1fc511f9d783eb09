import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const STARTED = Date.parse('2026-11-26T10:04:05.000Z');
const BEGUN = { startedOn: STARTED, endedOn: null, version: 'WORKING', success: null, results: [], signIn: null };
const RESULTS = [
  { eventType: 'SUBSCRIPTION_ORDER', url: 'https://acme.example/a', success: true, httpStatus: 200, milliseconds: 84 },
  {
    eventType: 'SUBSCRIPTION_CANCEL',
    url: 'https://acme.example/b',
    success: false,
    httpStatus: null,
    milliseconds: 12,
    errorCode: 'tls_failed',
    message: 'CERT_HAS_EXPIRED',
  },
];
const ENDED = { ...BEGUN, endedOn: STARTED + 1_000, success: false, results: RESULTS };
const SIGN_IN = {
  success: true,
  steps: [{ step: 'DISCOVERY', success: true, errorCode: null, message: null, milliseconds: 30 }],
};

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

function answer(...tests: readonly object[]) {
  const [begun, ...reads] = tests.map((lastTest) => ({ productIntegration: { lastTest } }));
  const all = [{ triggerProductIntegrationPingTest: begun }, ...reads];
  api.answer({ 'POST /v1/graphql': all.map((data) => ({ body: { data } })) });
}

describe('integrations test', () => {
  test('waits for the end, and says of each URL what came of it', async () => {
    answer(BEGUN, BEGUN, ENDED);
    expect(await api.run('integrations test 34827')).toEqual({
      code: 1,
      said: [
        '  Of the working configuration, 2026-11-26 11:04:05 +01:00',
        '  ok      SUBSCRIPTION_ORDER  https://acme.example/a  200, 84 ms',
        '  failed  SUBSCRIPTION_CANCEL  https://acme.example/b  12 ms: its certificate is not accepted: check its chain, its names and its end (CERT_HAS_EXPIRED)',
      ].join('\n'),
      complained: 'Testing',
    });
    expect(Object(api.seen[0]?.body).variables).toEqual({ input: { id: '34827', version: 'WORKING' } });
  });

  test('takes an earlier test for none of its own', async () => {
    const earlier = { ...ENDED, startedOn: STARTED - 60_000, success: true, results: [] };
    answer(BEGUN, earlier, { ...ENDED, success: true, results: RESULTS.slice(0, 1) });
    const { code, said } = await api.run('integrations test 34827 --json');
    expect([code, Object(JSON.parse(said)).results]).toEqual([0, RESULTS.slice(0, 1)]);
  });

  test('tries what is published, some kinds alone, and signing in', async () => {
    answer(BEGUN, { ...ENDED, success: true, results: [], signIn: SIGN_IN, version: 'a-version' });
    const { said } = await api.run('integrations test 34827 --published --sign-in --types SUBSCRIPTION_ORDER');
    expect(said.split('\n')).toEqual([
      '  Of version a-version, 2026-11-26 11:04:05 +01:00',
      '  ok      sign-in DISCOVERY  30 ms',
    ]);
    expect(Object(api.seen[0]?.body).variables).toEqual({
      input: { id: '34827', version: 'PUBLISHED', eventTypes: ['SUBSCRIPTION_ORDER'], signIn: true },
    });
  });

  test('is refused before anything is sent for a kind that there is not, with what was meant', async () => {
    answer(BEGUN);
    expect(await api.run('integrations test 34827 --types SUBSCRIPTION_ORDR')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('Did you mean SUBSCRIPTION_ORDER?'),
    });
    expect(api.seen).toEqual([]);
  });

  test('says why it did not begin', async () => {
    const userErrors = [{ code: 'PING_TOO_SOON', path: null, message: 'Less than 10 seconds have passed.' }];
    api.answer({
      'POST /v1/graphql': {
        body: { data: { triggerProductIntegrationPingTest: { productIntegration: null, userErrors } } },
      },
    });
    expect(await api.run('integrations test 34827')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('Less than 10 seconds have passed.'),
    });
  });
});

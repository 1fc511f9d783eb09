import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'act_1c7f9a54-3d0e-4d0b-9c55-9b4a3a1f6f0e';
const ATTEMPT = {
  id: ID,
  product: 'demo',
  store: { url: 'https://shop.example', host: 'shop.example' },
  stage: 'failed',
  receivedAt: '2026-11-26T10:04:05.000Z',
  endedAt: '2026-11-26T10:06:05.000Z',
  reason: 'token_rejected',
  advice: 'Press Activate.',
};

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

describe('attempts list', () => {
  test('shows when, where and how far merchants came', async () => {
    api.answer({ 'GET /v1/activations': { body: { items: [ATTEMPT] } } });
    expect((await api.run('attempts list')).said).toBe(
      [
        'ID                                        STORE         STAGE   RECEIVED                    REASON          PRODUCT',
        `${ID}  shop.example  failed  2026-11-26 11:04:05 +01:00  token_rejected  demo`,
      ].join('\n'),
    );
  });

  test('takes times, and how long ago it was', async () => {
    api.answer({ 'GET /v1/activations': { body: { items: [] } } });
    const before = Date.now() - 86_400_000;
    await api.run('attempts list --from 24h --to 2026-11-26T10:00:00+01:00 --host shop.example');
    const asked = new URLSearchParams(api.seen[0]?.asked.split('?')[1]);
    expect([asked.get('to'), asked.get('host')]).toEqual(['2026-11-26T09:00:00.000Z', 'shop.example']);
    expect(Math.abs(Date.parse(asked.get('from') ?? '') - before)).toBeLessThan(10_000);
    const { complained } = await api.run('attempts list --from yesterday');
    expect(complained).toContain(
      'It must be a time, such as 2026-11-26T10:00:00Z, or how long ago, such as 30min, 24h or 7d.',
    );
  });
});

describe('attempts show', () => {
  test('tells the attempt step by step, with the words that the merchant read', async () => {
    const body = {
      ...ATTEMPT,
      words: { title: 'No', happened: 'It was refused.', next: 'Press Activate.' },
      signedInAs: { issuer: 'https://login.example', id: 'acme-7', label: 'Acme Ltd' },
      steps: [
        { step: 'received', at: '2026-11-26T10:04:05.000Z', what: 'Magento sent the keys.' },
        { step: 'request_token', what: 'The store issued a request token.', asked: 'POST /oauth/token/request' },
      ],
    };
    api.answer({ [`GET /v1/activations/${ID}`]: { body } });
    expect((await api.run(`attempts show ${ID}`)).said).toBe(
      [
        ID,
        '  Store          https://shop.example',
        '  Stage          failed',
        '  Reason         token_rejected',
        '  Merchant read  No. It was refused.',
        '  What to do     Press Activate.',
        '  Product        demo',
        '  Signed in as   Acme Ltd (acme-7)',
        '  Received       2026-11-26 11:04:05 +01:00',
        '  Ended          2026-11-26 11:06:05 +01:00',
        '',
        '  2026-11-26 11:04:05 +01:00  received: Magento sent the keys.',
        '                              request_token: The store issued a request token. (POST /oauth/token/request)',
      ].join('\n'),
    );
  });
});

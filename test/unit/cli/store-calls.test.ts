import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';
const CONNECTION = {
  id: ID,
  product: 'demo',
  store: { url: 'https://shop.example', host: 'shop.example' },
  account: { issuer: 'https://login.example', id: 'acme-7', label: 'Acme Ltd' },
  status: 'active',
  statusSince: '2026-11-26T10:04:05.000Z',
  createdAt: '2026-07-01T08:00:00.000Z',
  connectedAt: '2026-11-26T10:04:05.000Z',
};

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

describe('connections check', () => {
  test.each([
    ['alive', 0],
    ['token_rejected', 1],
  ])('that finds %s ends with %i', async (result, code) => {
    api.answer({
      [`POST /v1/connections/${ID}/check`]: { body: { connection: CONNECTION, result, milliseconds: 34 } },
    });
    const outcome = await api.run(`connections check ${ID}`);
    expect([outcome.code, outcome.said.split('\n')[0]]).toEqual([code, `${result} after 34 ms`]);
  });
});

describe('connections disconnect', () => {
  const answer = {
    [`DELETE /v1/connections/${ID}`]: {
      body: { connection: { ...CONNECTION, status: 'disconnected' }, inMagento: 'The integration is still there.' },
    },
  };

  test('asks whoever is at the terminal, and does nothing unless they agree', async () => {
    api.answer(answer);
    const asked: string[] = [];
    const answering = (agreed: boolean) => ({
      prompts: async () => ({
        text: async () => '',
        choice: async () => '',
        confirm: async (question: string) => {
          asked.push(question);
          return agreed;
        },
      }),
    });
    expect(await api.run(`connections disconnect ${ID}`, answering(false))).toEqual({
      code: 1,
      said: '',
      complained: 'Nothing was changed.',
    });
    expect([api.seen, asked]).toEqual([[], [`Disconnect ${ID}? Its credentials are destroyed.`]]);
    expect((await api.run(`connections disconnect ${ID}`, answering(true))).said).toBe(
      'Disconnected shop.example from demo at 2026-11-26 11:04:05 +01:00.\nThe integration is still there.',
    );
  });

  test('takes --yes where nobody can be asked', async () => {
    api.answer(answer);
    const { code, complained } = await api.run(`connections disconnect ${ID}`);
    expect([code, complained, api.seen]).toEqual([
      2,
      `--yes: must be given, since nobody can be asked: Disconnect ${ID}? Its credentials are destroyed.`,
      [],
    ]);
    expect((await api.run(`connections disconnect ${ID} --yes`)).code).toBe(0);
  });
});

describe('connections call', () => {
  const answered = (status: number, body: unknown) => ({
    [`POST /v1/connections/${ID}/call`]: { body: { status, milliseconds: 34, tries: 2, body } },
  });

  test('prints what the store answered, and its status beside it', async () => {
    api.answer(answered(200, { items: [{ entity_id: 7 }] }));
    const query = [
      '--query',
      'searchCriteria[pageSize]=2',
      '--query',
      'searchCriteria[currentPage]=1',
      '--query',
      'x=y',
    ];
    expect(await api.run(['connections', 'call', ID, 'get', 'V1/orders', ...query])).toEqual({
      code: 0,
      said: JSON.stringify({ items: [{ entity_id: 7 }] }, null, 2),
      complained: '200 after 34 ms, at the 2. try',
    });
    expect(api.seen[0]?.body).toEqual({
      method: 'GET',
      path: 'V1/orders',
      query: { searchCriteria: { pageSize: '2', currentPage: '1' }, x: 'y' },
    });
  });

  test('prints JSON that is JSON, however long it is and whatever it holds', async () => {
    const body = { long: 'x'.repeat(30_000), hidden: 'a\u202eb\u009b31m\u200d\u{e0001}', none: null };
    api.answer(answered(200, body));
    const { said } = await api.run(`connections call ${ID} GET V1/orders`);
    expect(JSON.parse(said)).toEqual(body);
    expect(said).toContain('a\\u202eb\\u009b31m\\u200d\\udb40\\udc01');
  });

  test('sends a body, and ends with 1 where the store refuses', async () => {
    api.answer(answered(400, { message: 'No.' }));
    const { code } = await api.run([
      'connections',
      'call',
      ID,
      'POST',
      'V1/orders',
      '--body',
      '{"a":1}',
      '--store',
      'de',
    ]);
    expect([code, api.seen[0]?.body]).toEqual([1, { method: 'POST', path: 'V1/orders', body: { a: 1 }, store: 'de' }]);
  });

  test('quotes nothing of a body that is not JSON', async () => {
    const { code, complained } = await api.run(['connections', 'call', ID, 'POST', 'V1/x', '--body', '{secret']);
    expect([code, complained]).toEqual([
      2,
      '--body: is not JSON. Quote it for the shell, or put it in a file: @file.json.',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';
const OTHER = 'con_00000000000000000000000000000002';
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
const BROKEN = {
  ...CONNECTION,
  id: OTHER,
  store: {
    url: 'https://a-very-long-host-of-a-store.shops.example',
    host: 'a-very-long-host-of-a-store.shops.example',
  },
  account: { ...CONNECTION.account, label: '株式会社アクメ' },
  status: 'needs_reauthorization',
  reason: 'token_rejected',
};
const LIST = { 'GET /v1/connections': { body: { items: [CONNECTION, BROKEN], next: 'c2' } } };

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

const at = (columns: number, colours = false) => ({ terminal: { columns, colours } });

describe('connections list', () => {
  test('is a table with everything where nothing limits its width, and says how it goes on', async () => {
    api.answer(LIST);
    expect(await api.run('connections list')).toEqual({
      code: 0,
      said: [
        'ID                                    STORE                                      STATUS                 REASON          SINCE                       PRODUCT  ACCOUNT',
        `${ID}  shop.example                               active                                 2026-11-26 11:04:05 +01:00  demo     Acme Ltd`,
        `${OTHER}  a-very-long-host-of-a-store.shops.example  needs_reauthorization  token_rejected  2026-11-26 11:04:05 +01:00  demo     株式会社アクメ`,
      ].join('\n'),
      complained: 'There is more: --cursor c2, or --all.',
    });
  });

  test('leaves columns out and cuts hosts where the terminal is narrow, never ids', async () => {
    api.answer(LIST);
    expect((await api.run('connections list', at(80))).said).toBe(
      [
        'ID                                    STORE                STATUS',
        `${ID}  shop.example         active`,
        `${OTHER}  a-very-long-host-o…  needs_reauthorization`,
      ].join('\n'),
    );
  });

  test('is one block for each store where no table fits', async () => {
    api.answer(LIST);
    const { said } = await api.run('connections list', at(50));
    expect(said.split('\n').slice(0, 9)).toEqual([
      `ID       ${ID}`,
      'STORE    shop.example',
      'STATUS   active',
      'SINCE    2026-11-26 11:04:05 +01:00',
      'PRODUCT  demo',
      'ACCOUNT  Acme Ltd',
      '',
      `ID       ${OTHER}`,
      'STORE    a-very-long-host-of-a-store.shops.example',
    ]);
  });

  test('has colours on a terminal that has them, and nowhere else', async () => {
    api.answer(LIST);
    const coloured = (await api.run('connections list', at(200, true))).said;
    expect(coloured).toContain('\u001b[32mactive\u001b[39m');
    expect(coloured).toContain('\u001b[31mneeds_reauthorization\u001b[39m');
    expect((await api.run('connections list', at(200))).said).not.toContain('\u001b');
  });

  test('prints the API’s page as JSON, with times in UTC', async () => {
    api.answer(LIST);
    const { said, complained } = await api.run('connections list --json', at(80, true));
    expect([JSON.parse(said), complained]).toEqual([LIST['GET /v1/connections'].body, '']);
  });

  test('sends its filters and where to go on', async () => {
    api.answer(LIST);
    await api.run(
      'connections list --product demo --account acme-7 --host shop.example --status active --limit 7 --cursor c1',
    );
    expect(api.seen).toEqual([
      {
        asked: 'GET /v1/connections?product=demo&account=acme-7&host=shop.example&status=active&limit=7&cursor=c1',
      },
    ]);
  });

  test('--all reads every page, and says how far it is', async () => {
    api.answer({
      'GET /v1/connections': [{ body: { items: [CONNECTION], next: 'c2' } }, { body: { items: [BROKEN] } }],
    });
    const shown: string[] = [];
    const { said } = await api.run('connections list --all --json', { overwrite: (text) => shown.push(text) });
    expect(JSON.parse(said)).toEqual({ items: [CONNECTION, BROKEN] });
    expect(api.seen.map(({ asked }) => asked)).toEqual([
      'GET /v1/connections?limit=100',
      'GET /v1/connections?limit=100&cursor=c2',
    ]);
    expect(shown).toEqual(['Reading connections  1 so far', '']);
  });

  test('says that nothing matches', async () => {
    api.answer({ 'GET /v1/connections': { body: { items: [] } } });
    expect((await api.run('connections list')).said).toBe('No store matches.');
  });

  test('a name that others chose cannot forge a line or a colour', async () => {
    const account = { ...CONNECTION.account, label: 'a\nb\u001b[31m\u202e' };
    api.answer({ 'GET /v1/connections': { body: { items: [{ ...CONNECTION, account }] } } });
    expect((await api.run('connections list', at(200, true))).said).toContain('a\\nb\\x1b[31m\\u{202e}');
  });
});

describe('connections show', () => {
  test('says how the store is, why, since when, and what to do', async () => {
    api.answer({
      [`GET /v1/connections/${OTHER}`]: {
        body: { ...BROKEN, checkedAt: '2026-11-26T11:00:00.000Z', generation: '2.4.6' },
      },
    });
    const { said } = await api.run(`connections show ${OTHER}`);
    expect(said).toBe(
      [
        OTHER,
        '  Store            https://a-very-long-host-of-a-store.shops.example',
        '  Status           needs_reauthorization',
        '  Since            2026-11-26 11:04:05 +01:00',
        '  Reason           token_rejected',
        '  What to do       Magento no longer accepts the credentials. Ask the merchant to press Reauthorize in System > Extensions > Integrations.',
        '  Product          demo',
        '  Account          株式会社アクメ (acme-7)',
        '  Issuer           https://login.example',
        '  Connected        2026-11-26 11:04:05 +01:00',
        '  First connected  2026-07-01 10:00:00 +02:00',
        '  Last checked     2026-11-26 12:00:00 +01:00',
        '  Magento          2.4.6',
      ].join('\n'),
    );
  });

  test('asks for the integration anew where Magento no longer has it', async () => {
    api.answer({ [`GET /v1/connections/${OTHER}`]: { body: { ...BROKEN, reason: 'consumer_unknown' } } });
    const { said } = await api.run(`connections show ${OTHER}`);
    expect(said).toContain('What to do       Magento no longer has the integration. Ask the merchant to add it again');
  });
});

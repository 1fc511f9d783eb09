import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5';
const CONNECTION = 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';

const SHARED = {
  id: ID,
  connection: CONNECTION,
  product: 'demo',
  type: 'magento2',
  status: 'active',
  statusSince: '2026-11-26T10:00:00.000Z',
  settings: { storeView: 'all', pageSize: 300, callsAtOnce: 2 },
  revision: 3,
  createdAt: '2026-11-26T10:00:00.000Z',
  createdBy: 'backend',
};
const CHANNEL = {
  ...SHARED,
  connectors: {
    orders: {
      on: true,
      everyMinutes: 5,
      label: 'Orders',
      state: 'following',
      lagSeconds: 250,
      upTo: '2026-11-26T10:00:00.000Z',
    },
    stock: {
      on: true,
      everyMinutes: 30,
      label: 'Stock',
      state: 'skipped',
      resources: ['Magento_InventoryApi::source'],
    },
    products: { on: false, everyMinutes: 15, label: 'Products', state: 'off' },
  },
  writers: { stock: { label: 'Stock', direction: 'export', resources: [], priority: 'vendor' } },
  lagSeconds: 250,
};
const LISTED = {
  ...SHARED,
  connectors: { orders: { on: true, everyMinutes: 5 }, products: { on: false, everyMinutes: 15 } },
  writers: {},
};
let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

describe('channels list', () => {
  test('shows which connectors are on', async () => {
    api.answer({ 'GET /v1/channels': { body: { items: [LISTED] } } });
    expect(await api.run('channels list --status active', { terminal: { columns: 80, colours: false } })).toEqual({
      code: 0,
      said: ['ID                                    STATUS  CONNECTORS', `${ID}  active  orders`].join('\n'),
      complained: '',
    });
    expect(api.seen).toEqual([{ asked: 'GET /v1/channels?status=active' }]);
  });

  test('of one store takes no other filter', async () => {
    api.answer({ [`GET /v1/connections/${CONNECTION}/channels`]: { body: { items: [LISTED] } } });
    expect(JSON.parse((await api.run(`channels list --connection ${CONNECTION} --json`)).said)).toEqual({
      items: [LISTED],
    });
    const refused = await api.run(`channels list --connection ${CONNECTION} --product demo`);
    expect([refused.code, refused.complained]).toEqual([
      2,
      '--connection: shows all of a store; leave the other filters out.',
    ]);
  });
});

describe('channels show', () => {
  test('says how far each connector is, and what keeps one from reading', async () => {
    api.answer({ [`GET /v1/channels/${ID}`]: { body: CHANNEL } });
    expect((await api.run(`channels show ${ID}`, { terminal: { columns: 90, colours: false } })).said).toBe(
      [
        ID,
        '  Status      active',
        '  Since       2026-11-26 11:00:00 +01:00',
        `  Connection  ${CONNECTION}`,
        '  Product     demo',
        '  Type        magento2',
        '  Store view  all',
        '  Pages       300 records, 2 at once',
        '  Made        2026-11-26 11:00:00 +01:00 by backend',
        '  Revision    3',
        '  Behind by   4 min 10 s',
        '',
        'CONNECTOR  STATE      EVERY   LAG         UP TO',
        'orders     following  5 min   4 min 10 s  2026-11-26 11:00:00 +01:00',
        'stock      skipped    30 min',
        'products   off',
        'stock: the merchant must grant Magento_InventoryApi::source in Magento.',
        '',
        'Can be written: stock (vendor wins)',
      ].join('\n'),
    );
  });
});

describe('channels create', () => {
  test('sends what was chosen, and nothing else', async () => {
    api.answer({ [`POST /v1/connections/${CONNECTION}/channels`]: { status: 201, body: CHANNEL } });
    await api.run([
      ...[
        'channels',
        'create',
        CONNECTION,
        '--connector',
        'orders=5',
        '--connector',
        'products',
        '--label',
        'For Acme',
      ],
      ...['--settings', '{"storeView":"de"}', '--priority', 'stock=vendor'],
    ]);
    await api.run(`channels create ${CONNECTION}`);
    expect(api.seen.map(({ body }) => body)).toEqual([
      {
        type: 'magento2',
        connectors: { orders: { on: true, everyMinutes: 5 }, products: { on: true } },
        writers: { stock: { priority: 'vendor' } },
        settings: { storeView: 'de' },
        label: 'For Acme',
      },
      { type: 'magento2' },
    ]);
  });
});

describe('channels change', () => {
  const answers = { [`GET /v1/channels/${ID}`]: { body: CHANNEL }, [`PUT /v1/channels/${ID}`]: { body: CHANNEL } };

  test('is made from the revision that the channel has, unless one is given', async () => {
    api.answer(answers);
    await api.run(`channels change ${ID} --off products --no-label`);
    await api.run(`channels change ${ID} --connector orders=15 --revision 2`);
    expect(api.seen).toEqual([
      { asked: `GET /v1/channels/${ID}` },
      { asked: `PUT /v1/channels/${ID}`, body: { revision: 3, connectors: { products: { on: false } }, label: null } },
      {
        asked: `PUT /v1/channels/${ID}`,
        body: { revision: 2, connectors: { orders: { on: true, everyMinutes: 15 } } },
      },
    ]);
  });

  test('must change something', async () => {
    api.answer(answers);
    const { code, complained } = await api.run(`channels change ${ID}`);
    expect([code, complained, api.seen]).toEqual([
      2,
      'Say what to change, such as --connector orders=5. See --help.',
      [],
    ]);
  });
});

describe('channels pause, resume and delete', () => {
  test('do what they say', async () => {
    api.answer({
      [`POST /v1/channels/${ID}/pause`]: { body: { ...CHANNEL, status: 'paused' } },
      [`POST /v1/channels/${ID}/resume`]: { body: CHANNEL },
      [`DELETE /v1/channels/${ID}`]: { body: { id: ID, deleted: true } },
    });
    expect((await api.run(`channels pause ${ID}`)).said).toContain('Status      paused');
    expect((await api.run(`channels resume ${ID}`)).said).toContain('Status      active');
    expect((await api.run(`channels delete ${ID}`)).code).toBe(2);
    expect((await api.run(`channels delete ${ID} --yes`)).said).toBe(`Deleted ${ID}.`);
    expect(api.seen.map(({ asked }) => asked.split(' ')[0])).toEqual(['POST', 'POST', 'DELETE']);
  });
});

describe('channels records', () => {
  const PAGE = {
    items: [
      {
        id: '7',
        op: 'upsert',
        version: 'a1b2c3',
        at: '2026-11-26T10:00:00.000Z',
        origin: 'store',
        record: { email: 'a customer’s address' },
        cursor: 'c1',
      },
    ],
    next: 'c1',
    more: false,
  };

  test('names records, and shows what they hold only as JSON', async () => {
    api.answer({ [`GET /v1/channels/${ID}/records`]: { body: PAGE } });
    const { said, complained } = await api.run(`channels records ${ID} orders --limit 5`);
    expect([said, complained]).toEqual([
      [
        'ID  WHAT    READ                        FROM   VERSION',
        '7   upsert  2026-11-26 11:00:00 +01:00  store  a1b2c3',
      ].join('\n'),
      'That is all for now: --cursor c1',
    ]);
    expect(JSON.parse((await api.run(`channels records ${ID} orders --json --cursor c0`)).said)).toEqual(PAGE);
    expect(api.seen.map(({ asked }) => asked)).toEqual([
      `GET /v1/channels/${ID}/records?connector=orders&limit=5`,
      `GET /v1/channels/${ID}/records?connector=orders&cursor=c0`,
    ]);
  });

  test('go back from the newest, as far as they are kept', async () => {
    api.answer({ [`GET /v1/channels/${ID}/records`]: { body: { ...PAGE, more: true } } });
    const { complained } = await api.run(`channels records ${ID} orders --newest`);
    expect(complained).toBe('There is more: --newest --cursor c1');
    api.answer({ [`GET /v1/channels/${ID}/records`]: { body: { ...PAGE, items: [] } } });
    const end = await api.run(`channels records ${ID} orders --newest --cursor c1`);
    expect([end.said, end.complained]).toEqual(['There is no older record.', 'That is all that is kept.']);
    expect(api.seen.map(({ asked }) => asked)).toEqual([
      `GET /v1/channels/${ID}/records?connector=orders&order=newest&cursor=c1`,
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { apiToken } from '../harness/api-token.ts';
import { tries } from '../harness/attack-count.ts';
import { type AttackEnv, asked, formOf } from '../harness/attack-env.ts';

/** In every record that a store sends, and in what it says of its failures. */
const CANARY = 'Zitronenfalter';
const SOME = { type: 'magento2', connectors: { orders: {}, customers: {}, 'customer-groups': {} } };
/** Names that objects have by themselves, paths and keys. */
const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '../orders',
  'orders#x',
  'orders/x',
  'Orders',
  '',
  'orders\n',
];

type Answer = { readonly status: number; readonly text: string; readonly json: Record<string, unknown> };

export function channelAttacks(attackEnv: () => AttackEnv): void {
  let token: string;
  let store: Awaited<ReturnType<AttackEnv['store']>>;
  let connection: string;
  let channel: string;

  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${attackEnv().local.url}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: Object(JSON.parse(text)) };
  }
  const create = (body: unknown) => ask('POST', `connections/${connection}/channels`, body);
  const channels = async () => Object(await ask('GET', `connections/${connection}/channels`)).json.items;
  const records = (connector: string, more = '') =>
    ask('GET', `channels/${channel}/records?connector=${connector}${more}`);

  /** How the newest run ends. */
  async function runEnds(): Promise<string> {
    const ended = async () => {
      const { status } = Object(await ask('GET', `channels/${channel}/runs`)).json.items[0];
      expect(status).not.toMatch(/queued|running/);
      return String(status);
    };
    return vi.waitFor(ended, { timeout: 40_000, interval: 200 });
  }

  beforeAll(async () => {
    token = await apiToken(attackEnv(), API_SCOPE);
    store = await attackEnv().store();
    const consenting = await asked(attackEnv(), store);
    await consenting.browser.post('/demo/consent', { ...formOf(consenting.question), decision: 'yes' });
    const connected = () => attackEnv().connectionOf(store);
    await vi.waitFor(async () => expect(await connected()).toBeDefined(), { timeout: 10_000, interval: 100 });
    connection = (await connected())?.connection ?? '';
    const made = await create(SOME);
    expect(made.status, made.text).toBe(201);
    channel = String(made.json['id']);
    await runEnds();
  }, 90_000);

  test('an honest backend reads what there is', async (context) => {
    tries(context, { honest: 1 });
    const { status, json } = await records('orders', '&limit=3');
    expect([status, Object(json['items']).length]).toEqual([200, 3]);
  });

  test('channels and runs of nobody, and ids that are none, are told apart by nothing', async (context) => {
    const [zero, odd] = ['0'.repeat(32), ['x', '..%2f..', '%00', '__proto__', `${channel}%23x`, channel.toUpperCase()]];
    const routes = ['', '/sync', '/pause', '/resume', '/runs', '/records?connector=orders'];
    tries(context, { attacks: (odd.length + 1) * (routes.length + 1) });
    const method = (route: string) => (/sync|pause|resume/.test(route) ? 'POST' : 'GET');
    const ofChannels = [`chn_${zero}`, ...odd].flatMap((id) =>
      routes.map((route) => ask(method(route), `channels/${id}${route}`)),
    );
    const ofRuns = [`run_${zero}`, ...odd].map((id) => ask('GET', `runs/${id}`));
    for (const answers of [await Promise.all(ofChannels), await Promise.all(ofRuns)]) {
      expect([...new Set(answers.map(({ status, text }) => `${status} ${text}`))]).toHaveLength(1);
      expect(answers[0]?.status).toBe(404);
    }
  });

  test('names of connectors that objects have by themselves, or that are paths, open nothing', async (context) => {
    tries(context, { attacks: ODD_NAMES.length * 3 });
    const before = await ask('GET', `channels/${channel}/runs`);
    for (const name of ODD_NAMES) {
      expect([400, 404], name).toContain((await records(encodeURIComponent(name))).status);
      expect([400, 404], name).toContain(
        (await ask('POST', `channels/${channel}/sync`, { connectors: [name] })).status,
      );
      const body = `{"type":"magento2","connectors":{${JSON.stringify(name)}:{"on":true}}}`;
      const made = await create(body);
      // `__proto__` is passed over by the parser of records: a channel without anything to read.
      if (made.status !== 201) expect([made.status, name]).toEqual([400, name]);
      else expect(Object.values(Object(made.json['connectors'])).filter((one) => Object(one).on)).toEqual([]);
      if (made.status === 201) await ask('DELETE', `channels/${made.json['id']}`);
    }
    expect((await ask('GET', `channels/${channel}/runs`)).text).toBe(before.text);
    expect(Object({}).on).toBeUndefined();
  });

  test('changes that are bombs, or for connectors that are paths, are refused, and none is accepted', async (context) => {
    const send = async (
      connector: string,
      body: string | Uint8Array<ArrayBuffer>,
      headers: Record<string, string> = {},
    ) => {
      const url = `${attackEnv().local.url}/v1/channels/${channel}/changes?connector=${encodeURIComponent(connector)}`;
      const own = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...headers };
      return (await fetch(url, { method: 'POST', headers: own, body })).status;
    };
    const line = '{"change":{"sku":"24-MB001","quantity":0}}\n';
    const packed = { 'content-encoding': 'gzip' };
    const bombs = [
      send('stock', new Uint8Array(gzipSync(Buffer.alloc(256 * 1024 * 1024, '\n'))), packed),
      send('stock', new Uint8Array(gzipSync(line.repeat(5_001))), packed),
      send('stock', '\n'.repeat(4 * 1024 * 1024)),
      send('stock', `{"change":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      send('stock', `{"change":{"a":"${'x'.repeat(1024 * 1024)}"}}`),
      send('stock', line, { 'content-encoding': 'gzip, gzip' }),
      send('stock', line, { 'idempotency-key': 'x'.repeat(5_000) }),
      send('stock', '{"__proto__":{"change":{}}}'),
      send('stock', '{"id":"a\\r\\nx-evil: 1","change":{}}'),
    ];
    const names = ODD_NAMES.map((name) => send(name, line));
    tries(context, { attacks: bombs.length + names.length });
    for (const status of await Promise.all(bombs)) expect([400, 413, 415]).toContain(status);
    for (const status of await Promise.all(names)) expect([400, 404]).toContain(status);
    expect(Object((await ask('GET', `channels/${channel}/changes`)).json).items).toEqual([]);
    const ids = ['..%2f..', `bat_${'0'.repeat(32)}`, '%00', '__proto__'];
    for (const id of ids) expect((await ask('GET', `channels/${channel}/changes/${id}`)).status).toBe(404);
  });

  test('settings that are none are refused, and nothing is made', async (context) => {
    const quiet = (timeZone: string) => ({ quietHours: { from: '22:00', to: '06:00', timeZone } });
    const settings: unknown[] = [
      ...['../V1', 'all/../../admin', 'default\r\nx: y', 'all?x', '%2e%2e', ''].map((storeView) => ({ storeView })),
      ...['Mars/Base', '../../etc/passwd', 'a'.repeat(100_000), 'Europe/Berlin\n'].map(quiet),
      ...['yesterday', `2026-01-01T00:00:00.${'0'.repeat(400_000)}Z`, '2026-02-30T00:00:00Z', 5].map((syncFrom) => ({
        syncFrom,
      })),
      ...[{ pageSize: 0 }, { pageSize: 1e9 }, { callsAtOnce: 1_000 }, { unknown: 1 }, [], null, 'x'],
    ];
    const intervals = ['0', '4', '1e9', '-5', '5.5', '"5"', 'null', 'NaN', '1e400', '[]'];
    const bodies = [
      ...settings.map((one) => JSON.stringify({ ...SOME, settings: one })),
      ...intervals.map((every) => `{"type":"magento2","connectors":{"orders":{"everyMinutes":${every}}}}`),
      JSON.stringify({
        ...SOME,
        connectors: Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`c${n}`, {}])),
      }),
      JSON.stringify({ ...SOME, product: 'erp', connection: 'con_x', status: 'active' }),
    ];
    tries(context, { attacks: bodies.length });
    const before = await channels();
    for (const body of bodies) {
      const { status, text } = await create(body);
      expect([status, text.length < 10_000], body.slice(0, 100)).toEqual([400, true]);
    }
    expect(await channels()).toEqual(before);
  });

  test('a cursor leads to its own channel, connector and records, whatever is changed in it', async (context) => {
    const cursor = String((await records('orders', '&limit=1')).json['next']);
    const [of, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [life, n, line] = place;
    const places: unknown[] = [
      ...[
        [life + 1, n, line],
        [life, n + 1_000, line],
        [life, 1e15, 0],
        [-1, n, line],
        [life, 0, 0],
        [life, n, -1],
      ],
      ...[[life, n, 1.5], [life, String(n), line], [life], {}, null, 'x', [life, n, line, 0], { 0: life, length: 3 }],
    ];
    const forged = [
      ...places.map((one) => coded([of, one])),
      ...[coded(['x', place]), coded(place), coded({ __proto__: [of, place] }), 'x', '%00', 'a'.repeat(257), ''],
    ];
    tries(context, { attacks: forged.length + 2, honest: 1 });
    for (const one of forged) {
      const { status, json } = await records('orders', `&cursor=${encodeURIComponent(one)}`);
      expect([400, 410], one).toContain(status);
      expect(json['items']).toBeUndefined();
    }
    expect((await records('customers', `&cursor=${cursor}`)).status).toBe(400);
    // A line behind the last one of its entry is the beginning of the next entry.
    expect((await records('orders', `&cursor=${coded([of, [life, n, 1e15]])}`)).status).toBe(200);
    expect((await records('orders', `&cursor=${cursor}&limit=1`)).status).toBe(200);
  });

  describe('nothing of a record', () => {
    test('is in the log, an event, a run, an execution or an answer about them, whatever fails', async (context) => {
      const [row] = store.data.orders.rows();
      const order = Object(row && store.data.orders.bodyOf(row));
      const planted = [CANARY, String(order.customer_email), String(order.billing_address.street[0])];
      const said = JSON.stringify({ message: `Customer ${CANARY} has no order`, trace: CANARY });
      const headers = { 'content-type': 'application/json' };
      const faults = [
        { kind: 'answer', status: 500, headers, body: said },
        { kind: 'answer', status: 400, headers, body: said },
        { kind: 'answer', status: 200, headers, body: `{"items":[{"entity_id":1,"x":"${CANARY}"},` },
        { kind: 'answer', status: 200, headers, body: `{"items":[{"entity_id":"${CANARY}"}],"total_count":1}` },
        { kind: 'answer', status: 200, headers, body: `${CANARY} on line 7` },
        { kind: 'answer', status: 302, headers: { location: `http://${CANARY}.example/` }, body: CANARY },
      ] as const;
      tries(context, { attacks: faults.length * planted.length });
      const said2: string[] = [];
      for (const fault of faults) {
        store.faults.paths = { 'V1/orders': fault, 'V1/customerGroups/search': fault };
        const { status, text } = await ask('POST', `channels/${channel}/sync`, {});
        expect(status, text).toBe(202);
        said2.push(text, await runEnds());
      }
      store.faults.paths = {};
      for (const path of [`channels/${channel}`, `channels/${channel}/runs`, 'channels'])
        said2.push((await ask('GET', path)).text);
      const { local, items } = attackEnv();
      const written: Readonly<Record<string, string>> = {
        log: readFileSync(local.logFile, 'utf8'),
        events: `${JSON.stringify(local.events)}${readFileSync(local.eventsFile, 'utf8')}`,
        executions: JSON.stringify(local.executions()),
        table: JSON.stringify(await items()),
        answers: said2.join('\n'),
      };
      expect(written['log']).toContain('channel_read');
      for (const [place, text] of Object.entries(written)) {
        for (const one of planted) expect(text.includes(one), `${one} in ${place}`).toBe(false);
      }
      expect((await records('orders')).text).toContain(order.customer_email);
    }, 180_000);
  });
}

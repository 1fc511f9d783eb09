import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { describe, expect, test } from 'vitest';
import { activate, asked, asksForConsent, formOf, type Siege, signIn } from './siege.ts';
import { tries } from './tally.ts';
import { openThief } from './thief.ts';
import { type Seen, visitor } from './visitor.ts';

const FORM = 'application/x-www-form-urlencoded';
const KEY = 'k'.repeat(32);
const fields = (changes: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    oauth_consumer_key: KEY,
    oauth_consumer_secret: 's'.repeat(32),
    store_base_url: 'http://127.0.0.1:9/',
    oauth_verifier: 'v'.repeat(32),
    ...changes,
  }).toString();
const without = (name: string) => fields().replace(new RegExp(`&?${name}=[^&]*`), '');
const NAMES = ['oauth_consumer_key', 'oauth_consumer_secret', 'store_base_url', 'oauth_verifier'];
const VALUES = [
  '',
  ' ',
  'x',
  'K'.repeat(32),
  'k'.repeat(31),
  'k'.repeat(33),
  `${'k'.repeat(31)}\0`,
  `${'k'.repeat(31)}\n`,
  `${'k'.repeat(31)}é`,
  'ｋ'.repeat(32),
  '../../'.repeat(6).slice(0, 32),
  '{"$ne":null}',
];

type Post = { readonly body: string | Buffer; readonly type?: string };
const POSTS: Readonly<Record<string, Post>> = {
  'no body': { body: '' },
  '9 KB': { body: `${fields()}&x=${'y'.repeat(9 * 1024)}` },
  '1 MB': { body: `${fields()}&x=${'y'.repeat(1024 * 1024)}` },
  '9 MB': { body: Buffer.alloc(9 * 1024 * 1024, 'a') },
  'ten thousand fields': { body: `${fields()}${'&a=b'.repeat(10_000)}` },
  'nested fields': { body: fields().replaceAll('=', `${'[a]'.repeat(200)}=`) },
  'a field as list': { body: fields().replace('oauth_verifier=', 'oauth_verifier[]=') },
  'a NUL between': { body: fields().replace('&', '\0&') },
  'a NUL, encoded, in a name': { body: fields().replace('oauth_verifier', 'oauth_verifier%00') },
  'a NUL before': { body: `\0${fields()}` },
  'a byte order mark': { body: `\ufeff${fields()}` },
  'UTF-16': { body: Buffer.from(fields(), 'utf16le') },
  'bytes that are no text': { body: randomBytes(500) },
  'broken escapes': { body: `${fields()}&x=%` },
  'half an escape': { body: `${fields()}&x=%4` },
  'overlong UTF-8': { body: fields().replace('oauth_verifier', 'oauth%C0%AFverifier') },
  'line feeds inside': { body: fields().replaceAll('&', '\r\n&') },
  'semicolons for ampersands': { body: fields().replaceAll('&', ';') },
  JSON: { body: JSON.stringify(Object.fromEntries(new URLSearchParams(fields()))), type: 'application/json' },
  'JSON under the form’s name': { body: '{"oauth_consumer_key":"k"}' },
  XML: { body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', type: 'application/xml' },
  parts: {
    body: `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--`,
    type: 'multipart/form-data; boundary=x',
  },
  'no type': { body: fields(), type: '' },
  'two types': { body: fields(), type: `${FORM}, text/plain` },
  'a type that only begins so': { body: fields(), type: `${FORM}x` },
  gzip: { body: Buffer.from('1f8b08000000000000ff', 'hex') },
  ...Object.fromEntries(NAMES.map((name) => [`${name} left out`, { body: without(name) }])),
  ...Object.fromEntries(NAMES.map((name) => [`${name} twice`, { body: `${fields()}&${name}=${'k'.repeat(32)}` }])),
  ...Object.fromEntries(
    NAMES.map((name) => [
      `${name} twice, in another spelling`,
      { body: `${fields()}&${name.replace('_', '%5f')}=${'k'.repeat(32)}` },
    ]),
  ),
  ...Object.fromEntries(
    NAMES.map((name) => [`${name} in capitals`, { body: fields().replace(name, name.toUpperCase()) }]),
  ),
  ...Object.fromEntries(
    NAMES.flatMap((name) =>
      VALUES.map((value) => [`${name} being ${JSON.stringify(value)}`, { body: fields({ [name]: value }) }]),
    ),
  ),
};

/** How fast and how long somebody posts messages that no Magento sent. */
const FLOOD = { perSecond: 500, seconds: 10 };

export function callbackAttacks(siege: () => Siege): void {
  const post = (body: string | Buffer, type = FORM, product = 'demo'): Promise<Seen> =>
    siege()
      .visitor()
      .send(`/${product}/callback`, { method: 'POST', body, headers: type === '' ? {} : { 'content-type': type } });

  describe('nothing is kept of a message with', () => {
    test.each(Object.entries(POSTS))('%s', async (_, { body, type }) => {
      const { status, code, body: told } = await post(body, type);
      expect([400, 413, 415, 422]).toContain(status);
      expect(code).not.toBe('');
      expect(told).not.toMatch(/kkkkkkkk|ssssssss|vvvvvvvv|127\.0\.0\.1/);
      expect(await siege().activationOf(KEY)).toBeUndefined();
    });

    test.each([
      'nobody',
      '__proto__',
      'constructor',
      'DEMO',
      'demo%00',
      'demo%2f..',
      '%64emo%20',
      'signin',
      'v1',
      'a'.repeat(2_000),
    ])('the product %j', async (product) => {
      const { status, code } = await post(fields(), FORM, product);
      expect([status, code]).toEqual([404, 'product_unknown']);
    });
  });

  test('a message in chunks is read like any other', async (context) => {
    tries(context, { honest: 1, attacks: 1 });
    const key = 'c'.repeat(32);
    const sent = { method: 'POST', headers: { 'content-type': FORM }, chunked: true };
    expect(
      (
        await siege()
          .visitor()
          .send('/demo/callback', { ...sent, body: fields({ oauth_consumer_key: key }) })
      ).status,
    ).toBe(200);
    expect(await siege().activationOf(key)).toMatchObject({ stage: 'received' });
    expect(
      (
        await siege()
          .visitor()
          .send('/demo/callback', { ...sent, body: `${fields()}&x=${'y'.repeat(9_000)}` })
      ).status,
    ).toBe(413);
  });

  test('a forged message with a merchant’s consumer key ends their attempt, but is not shown their token', async (context) => {
    tries(context, { attacks: 2 });
    const store = await siege().store();
    const { popup, key, activation } = await activate(siege(), store);
    await siege().visitor().get(popup);
    await expect.poll(async () => (await siege().activationOf(key))?.stage).toBe('requested');
    const token = store.state(store.id)?.tokens[0]?.token ?? 'none';
    const thief = await openThief();
    const forged = fields({ oauth_consumer_key: key, store_base_url: thief.baseUrl });
    expect((await post(forged)).status).toBe(200);
    const browser = siege().visitor();
    await browser.get(popup);
    await expect.poll(async () => (await siege().activationOf(key))?.stage).toBe('failed');
    const failed = await siege().activationOf(key);
    expect(failed).toMatchObject({ stage: 'failed', failure: { code: 'request_token_lost' } });
    expect(failed?.activation).not.toBe(activation);
    expect(thief.seen.join()).not.toContain(token);
    expect(thief.seen.length).toBeGreaterThan(0);
    thief.close();
    // The store that issued the token goes on with it.
    const again = await activate(siege(), store);
    const merchant = siege().visitor();
    await merchant.get(again.popup);
    const question = await signIn(siege(), merchant, again.activation);
    await merchant.post('/demo/consent', { ...formOf(question), decision: 'yes' });
    await expect.poll(async () => (await siege().connectionOf(store))?.status).toBe('active');
  });

  test('a flood of forged messages starts no machine, and leaves honest handshakes unharmed', async (context) => {
    const machines = siege().local.executions().length;
    const flood = pour(siege().local.url);
    const delays: number[] = [];
    while (delays.length < 3 || !flood.isOver()) {
      const store = await siege().store();
      const begun = performance.now();
      // Fails unless the callback was answered within Magento's five seconds.
      const { browser, question } = await asked(siege(), store);
      delays.push(Math.round(performance.now() - begun));
      expect(asksForConsent(question)).toBe(true);
      await browser.post('/demo/consent', { ...formOf(question), decision: 'yes' });
      await expect.poll(async () => (await siege().connectionOf(store))?.status, { timeout: 20_000 }).toBe('active');
    }
    const { sent, answered, strange } = await flood.end();
    tries(context, { attacks: sent, honest: delays.length });
    console.log(
      `flood: ${sent} forged messages in ${FLOOD.seconds} s, ${answered} answered; from Activate to the question: ${delays.join(', ')} ms`,
    );
    expect([sent, strange]).toEqual([FLOOD.perSecond * FLOOD.seconds, 0]);
    expect(siege().local.executions().length - machines).toBe(delays.length);
  }, 60_000);
}

/** Posts forged messages at a steady rate, answered or not: half as Magento writes them, half of them broken. */
function pour(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const stranger = visitor(url);
  const begun = performance.now();
  const total = FLOOD.perSecond * FLOOD.seconds;
  const count = { sent: 0, answered: 0, strange: 0 };
  const post = (number: number) => {
    const key = number.toString(36).padStart(32, '0');
    const body = fields({ oauth_consumer_key: number % 2 === 0 ? key : `${key}!` });
    const expected = number % 2 === 0 ? 200 : 400;
    count.sent += 1;
    stranger.send('/demo/callback', { method: 'POST', headers: { 'content-type': FORM }, body, agent }).then(
      ({ status }) => {
        count.answered += 1;
        if (status !== expected) count.strange += 1;
      },
      // Cut off when the flood ends: nobody waits for what was still queued.
      () => undefined,
    );
  };
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - begun) * FLOOD.perSecond) / 1_000));
    while (count.sent < due) post(count.sent);
  }, 10);
  return {
    isOver: () => performance.now() - begun >= FLOOD.seconds * 1_000,
    end: async () => {
      await expect.poll(() => count.sent).toBe(total);
      clearInterval(timer);
      agent.destroy();
      return count;
    },
  };
}

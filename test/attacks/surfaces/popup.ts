import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { spoilt } from '../corpus/tampered-cookies.ts';
import { tries } from '../harness/attack-count.ts';
import { type Asked, type AttackEnv, activate, asked, asksForConsent, formOf, signIn } from '../harness/attack-env.ts';
import type { Seen, Sent } from '../harness/visitor.ts';

/** What every answer to a browser must carry, whatever it is. */
function expectGuarded(seen: Seen): void {
  const { headers } = seen;
  expectPolicy(seen);
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/);
  expect(headers['access-control-allow-origin']).toBeUndefined();
}

/** The policy to the letter: of styles and scripts, it allows the page's own one of each, and nothing in its attributes. */
function expectPolicy({ headers, page, body }: Seen): void {
  const inline = (selector: string) => {
    const [text, ...more] = page.querySelectorAll(selector).map(({ innerHTML }) => innerHTML);
    expect(more).toEqual([]);
    return text === undefined ? undefined : `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
  };
  const [style, script] = [inline('style'), inline('script')];
  // The sign-in page asks for an empty sheet of ours. Logos are part of the page; an image runs nothing.
  const sheets = page.querySelectorAll('link').map((link) => link.getAttribute('href') ?? '');
  for (const sheet of sheets) expect(sheet).toMatch(/^\/demo\/seen\?activation=act_/);
  expect(String(headers['content-security-policy']).split('; ')).toEqual([
    "default-src 'none'",
    ...(style === undefined ? [] : [`style-src ${style}${sheets.length > 0 ? " 'self'" : ''}`, 'img-src data:']),
    ...(script === undefined ? [] : [`script-src ${script}`, "connect-src 'self'"]),
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]);
  expect(
    page
      .querySelectorAll('script')
      .map(({ rawAttrs }) => rawAttrs)
      .join(''),
  ).toBe('');
  expect(body).not.toMatch(/<[^>]*\s(?:style|on\w+)\s*=/i);
}

export function popupAttacks(attackEnv: () => AttackEnv): void {
  let merchant: Asked;
  const itemOf = async ({ activation }: Asked) =>
    (await attackEnv().activationItems()).find((item) => item['activation'] === activation);
  const consentOf = async (attempt: Asked) => (await itemOf(attempt))?.['consent'];
  const executionOf = ({ activation }: Asked) =>
    attackEnv()
      .local.executions()
      .find(({ name }) => name === activation)?.status;
  /** The popup's address as far as it can be guessed: without the secret of the admin's session. */
  const popupOf = (store: Awaited<ReturnType<AttackEnv['store']>>) =>
    `/demo/login?oauth_consumer_key=${store.state(store.id)?.consumer.key}`;
  beforeAll(async () => {
    merchant = await asked(attackEnv());
  });

  describe('no consent comes from', () => {
    const form = (): Record<string, string> => ({ ...formOf(merchant.question), decision: 'yes' });
    const encoded = () => new URLSearchParams(form()).toString();
    const posts: Readonly<Record<string, () => Sent & { path?: string }>> = {
      'a form without the token': () => ({ body: new URLSearchParams({ ...form(), csrf: '' }).toString() }),
      'a form with another token': () => ({
        body: new URLSearchParams({ ...form(), csrf: 'x'.repeat(43) }).toString(),
      }),
      'a form with the token in capitals': () => ({
        body: new URLSearchParams({ ...form(), csrf: form()['csrf']?.toUpperCase() ?? '' }).toString(),
      }),
      'a form with half a token': () => ({
        body: new URLSearchParams({ ...form(), csrf: form()['csrf']?.slice(0, 20) ?? '' }).toString(),
      }),
      'a form with the token second': () => ({ body: `csrf=x&${encoded()}` }),
      JSON: () => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(form()) }),
      'plain text': () => ({ headers: { 'content-type': 'text/plain' }, body: encoded() }),
      'a form in parts': () => ({
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: `--x\r\n${encoded()}`,
      }),
      'no content type': () => ({ headers: {}, body: encoded() }),
      'a form of 17 KB': () => ({ body: `${encoded()}&x=${'y'.repeat(17_000)}` }),
      'no decision': () => ({ body: new URLSearchParams({ ...form(), decision: '' }).toString() }),
      'two decisions, neither of them ours': () => ({ body: `decision=YES&${encoded()}` }),
      'another product’s page': () => ({ path: '/erp/consent', body: encoded() }),
      'a product that is none': () => ({ path: '/__proto__/consent', body: encoded() }),
      'a form for no attempt': () => ({ body: new URLSearchParams({ ...form(), activation: '' }).toString() }),
      'a form in UTF-16': () => ({ body: Buffer.from(encoded(), 'utf16le') }),
    };
    test.each(Object.entries(posts))('%s', async (_, sent) => {
      const { path = '/demo/consent', headers, ...rest } = sent();
      const type = headers ?? { 'content-type': 'application/x-www-form-urlencoded' };
      const { browser } = merchant;
      const seen = await browser.send(path, { method: 'POST', headers: type, ...rest });
      expect(seen.status).toBeGreaterThanOrEqual(400);
      expect(await consentOf(merchant)).toBeUndefined();
    });

    test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('a %s', async (method) => {
      const { status } = await merchant.browser.send(`/demo/consent?${encoded()}`, { method });
      expect(status).toBe(404);
      expect(await consentOf(merchant)).toBeUndefined();
    });

    test('a browser without the cookie, with another merchant’s cookie, or with this one under that one’s name', async (context) => {
      tries(context, { attacks: 4 });
      const other = await asked(attackEnv());
      const [[name = '', value = ''] = []] = merchant.browser.cookies;
      const [[theirName = '', theirValue = ''] = []] = other.browser.cookies;
      for (const [kept, put] of [
        ['x', 'y'],
        [theirName, theirValue],
        [theirName, value],
        [name, theirValue],
      ] as const) {
        const thief = attackEnv().visitor();
        thief.cookies.set(kept, put);
        expect((await thief.post('/demo/consent', form())).code).toMatch(/^session_missing$/);
        expect((await thief.get(`/demo/login?activation=${merchant.activation}`)).code).toBe('session_missing');
      }
      expect(await consentOf(merchant)).toBeUndefined();
    });

    test('a page that was shown before somebody else signed in in this browser', async () => {
      const changing = await asked(attackEnv());
      const shown = formOf(changing.question);
      await signIn(attackEnv(), changing.browser, changing.activation, { sub: 'ben' });
      const { status, location } = await changing.browser.post('/demo/consent', { ...shown, decision: 'yes' });
      expect([status, location]).toEqual([303, `/demo/login?activation=${changing.activation}`]);
      expect(await consentOf(changing)).toBeUndefined();
    });
  });

  test('a cookie that was cut, changed, forged or wrapped anew opens no page', async (context) => {
    const [[name = '', value = ''] = []] = merchant.browser.cookies;
    const values = spoilt(value);
    tries(context, { attacks: values.length, honest: 1 });
    for (const bad of values) {
      const thief = attackEnv().visitor();
      thief.cookies.set(name, bad);
      expect((await thief.get(`/demo/login?activation=${merchant.activation}`)).code, bad).toBe('session_missing');
    }
    expect(asksForConsent(await merchant.browser.get(`/demo/login?activation=${merchant.activation}`))).toBe(true);
  });

  test('a thousand cookies of somebody’s own making are no trouble', async () => {
    const flooded = attackEnv().visitor();
    for (let number = 0; number < 150; number += 1)
      flooded.cookies.set(`handfast-${number}\u00e9;"`.slice(0, 20), 'x'.repeat(20));
    const { popup } = await activate(attackEnv(), await attackEnv().store());
    expect((await flooded.get(popup)).status).toBe(200);
  });

  test('a consent that was given is not given again, taken back or turned into another’s', async (context) => {
    tries(context, { attacks: 4 });
    const store = await attackEnv().store();
    const once = await asked(attackEnv(), store);
    const form = formOf(once.question);
    await once.browser.post('/demo/consent', { ...form, decision: 'yes' });
    const given = await consentOf(once);
    expect(given).toMatchObject({ decision: 'yes', account: { id: 'ana' } });
    await once.browser.post('/demo/consent', { ...form, decision: 'no' });
    await once.browser.post('/demo/consent', { ...form, decision: 'yes' });
    await expect.poll(async () => (await attackEnv().connectionOf(store))?.account.id).toBe('ana');
    // A second browser before that would have stopped the attempt; now it comes too late to.
    await expect.poll(async () => (await itemOf(once))?.['stage']).toBe('linked');
    const ben = attackEnv().visitor();
    await ben.get(popupOf(store));
    expect((await signIn(attackEnv(), ben, once.activation, { sub: 'ben' })).code).toBe('integration_taken');
    expect((await ben.get(`/demo/progress?activation=${once.activation}`)).code).toBe('store_taken');
    expect(await consentOf(once)).toEqual(given);
    expect(await attackEnv().connectionOf(store)).toMatchObject({ account: { id: 'ana' }, version: 1 });
  });

  test('whoever guesses the address of a popup first does not get the store, nor have its merchant believe that it is theirs', async (context) => {
    tries(context, { attacks: 3, honest: 1 });
    const store = await attackEnv().store();
    const victim = await asked(attackEnv(), store);
    const { browser, activation } = victim;
    const thief = attackEnv().visitor();
    await thief.get(popupOf(store));
    // So far, it could be anybody's who scans addresses.
    expect(asksForConsent(await browser.get(`/demo/login?activation=${activation}`))).toBe(true);
    // By going on, the thief returns our cookie: neither of the two is connected.
    const stopped = 'opened_in_two_browsers';
    const left = await thief.get(`/demo/signin?activation=${activation}`);
    expect([left.code, left.location]).toEqual([stopped, '']);
    const { code, location } = await browser.post('/demo/consent', { ...formOf(victim.question), decision: 'yes' });
    expect([code, location]).toEqual([stopped, '']);
    for (const one of [browser, thief]) {
      expect((await one.get(`/demo/login?activation=${activation}`)).code).toBe(stopped);
    }
    expect((await browser.get(`/demo/progress?activation=${activation}&wait=1`)).code).toBe(stopped);
    await expect.poll(() => executionOf(victim)).toBe('SUCCEEDED');
    expect(await consentOf(victim)).toBeUndefined();
    expect(store.state(store.id)?.active).toBe(false);
    expect(await attackEnv().connectionOf(store)).toBeUndefined();
  });

  describe('no page can be framed, sniffed, cached, or told of by its Referer:', () => {
    const pages: Readonly<Record<string, string>> = {
      'the popup opened by hand': '/demo/login',
      'a popup without an activation': `/demo/login?oauth_consumer_key=${'a'.repeat(32)}`,
      'a product that is none': '/nobody/login',
      'a question without a cookie': '/demo/login?activation=act_00000000-0000-4000-8000-000000000000',
      'the progress without a cookie': '/demo/progress?activation=act_00000000-0000-4000-8000-000000000000',
      'a sign-in without a cookie': '/demo/signin?activation=act_00000000-0000-4000-8000-000000000000',
      'a way back from nowhere': '/signin/return?state=x&code=y',
      'the question': '/demo/login?activation={activation}',
      'the way to the provider': '/demo/signin?activation={activation}',
      'the progress': '/demo/progress?activation={activation}',
    };
    test.each(Object.entries(pages))('%s', async (_, path) => {
      const seen = await merchant.browser.get(path.replace('{activation}', merchant.activation));
      expectGuarded(seen);
      expect(seen.headers['cross-origin-opener-policy']).not.toBe('same-origin');
      for (const line of seen.headers['set-cookie'] ?? []) expect(line).toMatch(/; HttpOnly; SameSite=Lax/);
    });
    test('a form that was refused', async () => expectGuarded(await merchant.browser.post('/demo/consent', {})));
  });
}

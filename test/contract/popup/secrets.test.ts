import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalSetup, openLocalSetup } from '../../journey/local-setup.ts';
import { type Answer, openBrowser, refreshOf } from './browser.ts';

let handfast: LocalSetup;
/** What nobody else may learn, by what it is. */
const secrets = new Map<string, string>();
/** Every answer of Handfast and of the provider on a merchant's whole way. */
let answers: readonly Answer[] = [];
/** Magento's own address, which opened the popup. */
let first = '';

beforeAll(async () => {
  handfast = await openLocalSetup();
  const store = await handfast.store();
  const activation = await store.activate(store.id);
  first = activation.delivered ? activation.popupUrl : '';
  const { consumer, tokens } = store.state(store.id) ?? {};
  secrets.set('consumer key', consumer?.key ?? '');
  secrets.set('consumer secret', consumer?.secret ?? '');
  secrets.set('verifier', tokens?.[0]?.verifier ?? '');
  secrets.set('admin session', /key\/([0-9a-f]{64})/.exec(store.successCallback)?.[1] ?? '');
  const browser = openBrowser(handfast.local.url);
  const question = await browser.signIn(await browser.get(first));
  const form = browser.formOf(question, 'yes');
  secrets.set('form token', form.get('csrf') ?? '');
  let page = await browser.post('/demo/consent', form);
  for (let round = 0; round < 20 && page.url !== store.successCallback; round += 1)
    page = await browser.get(next(page));
  answers = browser.answers;
  for (const token of store.state(store.id)?.tokens ?? []) {
    secrets.set(`${token.type} token`, token.token).set(`${token.type} token secret`, token.secret);
  }
  const cookies = await browser.jar.getCookies(handfast.local.url);
  for (const { key, value } of cookies) if (key.includes('handfast')) secrets.set(`cookie ${key}`, value);
}, 120_000);
afterAll(() => handfast?.close());

const next = (page: Answer): string => page.location || refreshOf(page);

const ours = () => answers.filter(({ url }) => url.startsWith(handfast.local.url));
const logged = () => readFileSync(handfast.local.logFile, 'utf8');
/** The lines of requests that were answered. A function's thread writes on its own time, so they are to be waited for. */
const answered = () =>
  logged()
    .split('\n')
    .filter((line) => line.includes('"event":"answered"'))
    .map((line): unknown => JSON.parse(line));

describe('what is secret', () => {
  test('is known here, all of it', () => {
    expect(secrets.size).toBeGreaterThanOrEqual(8);
    for (const [what, secret] of secrets) expect(secret.length, what).toBeGreaterThanOrEqual(32);
  });

  test('is in no URL of ours but the one that Magento opens', () => {
    const addresses = ours()
      .map(({ url }) => url)
      .filter((url) => url !== first);
    expect(addresses.length).toBeGreaterThan(4);
    for (const [what, secret] of secrets) expect(addresses.join('\n'), what).not.toContain(secret);
  });

  test('is in no URL that leads to the provider', () => {
    const addresses = answers.filter(({ url }) => url.startsWith(handfast.local.openidUrl)).map(({ url }) => url);
    expect(addresses.length).toBeGreaterThan(0);
    for (const [what, secret] of secrets) expect(addresses.join('\n'), what).not.toContain(secret);
  });

  test('is on no page but as the form’s own token, and where the popup is led back to Magento', () => {
    const pages = ours()
      .map(({ body }) => body)
      .join('\n');
    for (const [what, secret] of secrets) if (what !== 'form token') expect(pages, what).not.toContain(secret);
  });

  test('is in no log line; nor are the code, the state, and who signed in', async () => {
    const landing = answers.find(({ url }) => url.includes('/signin/return?'))?.url ?? '';
    const { searchParams } = new URL(landing);
    const private_ = new Map([
      ...secrets,
      ['code', searchParams.get('code') ?? '-'],
      ['state', searchParams.get('state')?.split('.')[1] ?? '-'],
      ['e-mail address', 'ana@example.com'],
      ['subject', 'user-ana'],
    ]);
    await expect.poll(logged).toContain('"event":"signed_in"');
    for (const [what, secret] of private_) expect(logged(), what).not.toContain(secret);
  });
});

describe('the log line of a refusal', () => {
  test('names its code and what is safe to know, so that an operator can distinguish refusals', async () => {
    const browser = openBrowser(handfast.local.url);
    const { status } = await browser.get(`/demo/login?oauth_consumer_key=${'q'.repeat(32)}`);
    await expect
      .poll(answered)
      .toContainEqual(
        expect.objectContaining({ route: 'GET /{product}/login', product: 'demo', status, code: 'activation_unknown' }),
      );
    expect(logged()).not.toContain('q'.repeat(32));
  });

  test('of the provider’s error has the error’s code, and none of its text', async () => {
    const store = await handfast.store();
    const activation = await store.activate(store.id);
    const browser = openBrowser(handfast.local.url);
    const popup = await browser.get(activation.delivered ? activation.popupUrl : '');
    const href = popup.page.querySelector('a[href*="/signin?"]')?.getAttribute('href') ?? '';
    const state = new URL((await browser.get(href)).location).searchParams.get('state') ?? '';
    const query = new URLSearchParams({
      state,
      error: 'access_denied',
      error_description: 'hunter2',
      iss: handfast.local.openidUrl,
    });
    expect((await browser.get(`/signin/return?${query}`)).status).toBe(401);
    await expect
      .poll(answered)
      .toContainEqual(expect.objectContaining({ code: 'signin_refused', reason: 'access_denied', status: 401 }));
    expect(logged()).not.toContain('hunter2');
  });
});

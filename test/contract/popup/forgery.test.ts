import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../infra/api/routes.ts';
import { type LocalSetup, openLocalSetup } from '../../journey/local-setup.ts';
import { openBrowser, type PlainBrowser } from './browser.ts';

let handfast: LocalSetup;
beforeAll(async () => {
  handfast = await openLocalSetup();
}, 120_000);
afterAll(() => handfast?.close());

/** A store whose popup is open in a browser. */
async function opened(browser: PlainBrowser = openBrowser(handfast.local.url)) {
  const store = await handfast.store();
  const activation = await store.activate(store.id);
  const address = activation.delivered ? activation.popupUrl : '';
  return { store, browser, address, popup: await browser.get(address) };
}

/** … up to the question. */
async function asked(browser?: PlainBrowser, email?: string) {
  const set = await opened(browser);
  return { ...set, question: await set.browser.signIn(set.popup, email) };
}

/** Leaves for the provider, signs in there as ben, and stops before the answer is brought to us. */
async function signedInAtProvider(browser: PlainBrowser, signInHref: string): Promise<string> {
  let answer = await browser.get(signInHref);
  for (let round = 0; round < 10 && !answer.location.includes('/signin/return'); round += 1) {
    answer = answer.location === '' ? await browser.submit(answer, BEN) : await browser.get(answer.location);
  }
  return answer.location;
}

const BEN = { email: 'ben@example.com', password: 'handfast' };

const hrefOf = ({ page }: { page: PlainBrowser['answers'][number]['page'] }) =>
  (page.querySelector('a[href*="/signin?"]')?.getAttribute('href') ?? '').replaceAll('&amp;', '&');

describe('a form', () => {
  test('is the only thing that changes anything: there is one POST, and it asks for a token', () => {
    const posts = ROUTES.filter(({ method, fn }) => method === 'POST' && fn === 'popup');
    expect(posts.map(({ path }) => path)).toEqual(['/{product}/consent']);
  });

  test.each<[string, (form: URLSearchParams) => void]>([
    ['without a token', (form) => form.delete('csrf')],
    ['with an empty token', (form) => form.set('csrf', '')],
    ['with another token', (form) => form.set('csrf', 'x'.repeat(43))],
    ['with a token cut short', (form) => form.set('csrf', (form.get('csrf') ?? '').slice(0, -1))],
    ['without a decision', (form) => form.delete('decision')],
  ])('%s is not accepted', async (_, spoil) => {
    const { store, browser, question } = await asked();
    const form = browser.formOf(question, 'yes');
    spoil(form);
    expect((await browser.post('/demo/consent', form)).status).toBe(403);
    expect(await handfast.connectionOf(store)).toBeUndefined();
  });

  test('that any site could send without asking the browser first is not accepted as text', async () => {
    const { store, browser, question } = await asked();
    const form = String(browser.formOf(question, 'yes'));
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
      expect((await browser.post('/demo/consent', form, type)).status).toBe(403);
    }
    expect(await handfast.connectionOf(store)).toBeUndefined();
  });

  test('of one activation is not accepted for another one of the same browser', async () => {
    const browser = openBrowser(handfast.local.url);
    const [one, two] = [await asked(browser), await asked(browser)];
    const form = browser.formOf(one.question, 'yes');
    form.set('activation', browser.formOf(two.question, 'yes').get('activation') ?? '');
    expect((await browser.post('/demo/consent', form)).status).toBe(403);
    expect(await handfast.connectionOf(two.store)).toBeUndefined();
  });

  test('that was shown before the merchant signed in as somebody else leads to the question anew', async () => {
    const { store, browser, question } = await asked();
    const old = browser.formOf(question, 'yes');
    const href = question.page.querySelector('a[href*="again"]')?.getAttribute('href') ?? '';
    await browser.get(await signedInAtProvider(browser, href.replaceAll('&amp;', '&')));
    const answer = await browser.post('/demo/consent', old);
    expect(answer.status).toBe(303);
    const shown = await browser.get(answer.location);
    expect(shown.page.querySelector('button[value=yes]')).not.toBeNull();
    expect(browser.formOf(shown, 'yes').get('csrf')).not.toBe(old.get('csrf'));
    expect(await handfast.connectionOf(store)).toBeUndefined();
  });
});

describe('an answer of the provider', () => {
  test('counts in the browser that asked for it only, so nobody can be signed in as somebody else', async () => {
    const attacker = await opened();
    const landing = await signedInAtProvider(attacker.browser, hrefOf(attacker.popup));
    for (const victim of [openBrowser(handfast.local.url), (await opened()).browser]) {
      const answer = await victim.get(landing);
      expect(answer.status).toBe(400);
      expect(answer.location).toBe('');
    }
  });

  test('counts once, and for the last two times that this browser left, as two tabs do', async () => {
    const { browser, popup } = await opened();
    const early = await signedInAtProvider(browser, hrefOf(popup));
    const tabs = [await signedInAtProvider(browser, hrefOf(popup)), await signedInAtProvider(browser, hrefOf(popup))];
    expect((await browser.get(early)).status).toBe(400);
    for (const landing of tabs) {
      expect((await browser.get(landing)).headers.getSetCookie()).not.toEqual([]);
      const again = await browser.get(landing);
      expect(again.status).toBe(303);
      expect(again.location).toContain('/demo/login?activation=');
      expect(again.headers.getSetCookie()).toEqual([]);
    }
  });

  test('does not count for another activation of the same browser', async () => {
    const browser = openBrowser(handfast.local.url);
    const [one, two] = [await opened(browser), await opened(browser)];
    const landing = new URL(await signedInAtProvider(browser, hrefOf(one.popup)));
    const other = new URL((await browser.get(hrefOf(two.popup))).location);
    landing.searchParams.set('state', other.searchParams.get('state') ?? '');
    // A second return is shown once more to itself, in case the first one's answer is still on its way.
    const returned = await browser.get(landing.href);
    expect(returned.location).toContain('/signin/return?');
    // Nobody is signed in by it: the sign-in begins anew, once, and then the return is refused.
    const anew = await browser.get(returned.location);
    expect(new URL(anew.location).pathname).toBe('/demo/signin');
    const question = await browser.get(two.address);
    expect(question.page.querySelector('button[value=yes]')).toBeNull();
    const once = new URL((await browser.get(anew.location)).location).searchParams.get('state');
    landing.searchParams.set('state', once ?? '');
    const refused = await browser.get((await browser.get(landing.href)).location);
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });
});

describe('somebody else’s link', () => {
  test('connects their store to your account by nothing less than a page with their host, and a click', async () => {
    const attacker = await opened();
    const victim = await asked();
    const page = await victim.browser.get(attacker.address);
    const { host } = new URL(attacker.store.baseUrl);
    expect(page.page.querySelector('main')?.text).toContain(host);
    const question = await victim.browser.signIn(page);
    expect(question.page.querySelector('main')?.text).toContain(host);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await handfast.connectionOf(attacker.store)).toBeUndefined();
    const yes = await victim.browser.post('/demo/consent', victim.browser.formOf(question, 'yes'));
    expect(yes.status).toBe(303);
    await expect
      .poll(async () => (await handfast.connectionOf(attacker.store))?.account.label, { timeout: 15_000 })
      .toBe('ana@example.com');
  });

  test('does not carry the attacker’s session along: theirs lies in a cookie, and no address holds it', async () => {
    const attacker = await asked(undefined, 'ben@example.com');
    const victim = openBrowser(handfast.local.url);
    for (const { url } of attacker.browser.answers.filter((one) => one.url.startsWith(handfast.local.url))) {
      const landed = await victim.get(url);
      expect(landed.body).not.toContain('ben@example.com');
      expect(landed.page.querySelector('button[value=yes]')).toBeNull();
    }
  });
});

describe('the cookie', () => {
  test('is out of reach of scripts and of other sites’ forms, and opens for whoever made it only', async () => {
    const { browser, question } = await asked();
    const [header = ''] = browser.answers.flatMap(({ headers, url }) =>
      url.startsWith(handfast.local.url) ? headers.getSetCookie() : [],
    );
    expect(header).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(header.split(';')[0]?.length).toBeLessThanOrEqual(4096);
    const [own] = (await browser.jar.getCookies(handfast.local.url)).filter(({ key }) => key.includes('handfast'));
    const stranger = openBrowser(handfast.local.url);
    const spoilt = (own?.value ?? '').replace(/.(?=.{30}$)/, (found) => (found === 'A' ? 'B' : 'A'));
    await stranger.jar.setCookie(`${own?.key}=${spoilt}; Path=/`, handfast.local.url);
    expect((await stranger.get(question.url)).status).toBe(400);
  });
});

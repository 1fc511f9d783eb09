import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../infra/api/routes.ts';
import { type LocalSetup, openLocalSetup } from '../../journey/local-setup.ts';
import { type Answer, openBrowser, refreshOf } from './browser.ts';

let handfast: LocalSetup;
/** Every answer of the popup that was met, by what it was. */
const met = new Map<string, Answer>();

beforeAll(async () => {
  handfast = await openLocalSetup();
  await refusals();
  await declined();
  await connected();
}, 120_000);
afterAll(() => handfast?.close());

const KEY = 'a'.repeat(32);
const NOBODY = `act_${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;

async function refusals(): Promise<void> {
  const browser = openBrowser(handfast.local.url);
  const requests: [string, string, string?][] = [
    ['login of an unknown product', `/nobody/login?oauth_consumer_key=${KEY}`],
    ['login by hand', '/demo/login'],
    ['login without a callback', `/demo/login?oauth_consumer_key=${KEY}`],
    ['login in a strange browser', `/demo/login?activation=${NOBODY}`],
    ['sign-in by hand', '/demo/signin'],
    ['sign-in in a strange browser', `/demo/signin?activation=${NOBODY}`],
    ['return by hand', '/signin/return'],
    ['return in a strange browser', `/signin/return?code=x&state=${NOBODY}.x`],
    ["return from a product's own provider, by hand", '/demo/signin/return'],
    ["return from a product's own provider, in a strange browser", `/demo/signin/return?code=x&state=${NOBODY}.x`],
    ['return from an identity provider, in a strange browser', '/demo/signin/return?saml=_0&code=x'],
    ['progress in a strange browser', `/demo/progress?activation=${NOBODY}`],
    ['progress of an unknown product', `/nobody/progress?activation=${NOBODY}`],
    ['a refusal shown again', '/notice?page=signin_refused&product=demo'],
    ['nothing to show again', '/notice'],
    ['the style sheet, in a strange browser', `/demo/seen?activation=${NOBODY}`],
    ['start', '/'],
    ['callback in a browser', '/demo/callback'],
    ['callback of an unknown product in a browser', '/nobody/callback'],
    ['an empty form', '/demo/consent', ''],
    ['a form in a strange browser', '/demo/consent', `activation=${NOBODY}&csrf=x&decision=yes`],
  ];
  for (const [what, address, form] of requests) {
    met.set(what, await browser.post(address, form, form === undefined ? undefined : FORM));
  }
}

const FORM = 'application/x-www-form-urlencoded';

async function begun() {
  const store = await handfast.store();
  const browser = openBrowser(handfast.local.url);
  const activation = await store.activate(store.id);
  const popup = await browser.get(activation.delivered ? activation.popupUrl : '');
  return { browser, popup, question: await browser.signIn(popup) };
}

async function declined(): Promise<void> {
  const { browser, question } = await begun();
  const answered = await browser.post('/demo/consent', browser.formOf(question, 'no'));
  met.set('declined', await browser.follow(answered));
}

async function connected(): Promise<void> {
  const { browser, popup, question } = await begun();
  met.set('sign in', popup);
  met.set('connect?', question);
  const answered = await browser.post('/demo/consent', browser.formOf(question, 'yes'));
  met.set('answered', answered);
  const working = await browser.get(answered.location);
  met.set('working', working);
  met.set('return to Magento', await browser.get(refreshOf(working)));
  met.set('already connected', await browser.get(question.url));
  met.set('linked, in a strange browser', await openBrowser(handfast.local.url).get(popup.url));
  const ours = browser.answers.filter(({ url }) => url.startsWith(handfast.local.url));
  for (const answer of ours) met.set(`on the way: ${new URL(answer.url).pathname} ${answer.status}`, answer);
}

/** As `policy.get('style-src')`. */
function policyOf({ headers }: Answer): ReadonlyMap<string, string> {
  const directives = (headers.get('content-security-policy') ?? '').split(';').map((text) => text.trim().split(' '));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources.join(' ')]));
}

describe('every answer of the popup', () => {
  test('was met: each of its routes, pages, redirects and refusals', () => {
    const paths = new Set(
      [...met.values()].map(({ url }) => new URL(url).pathname.replace(/^\/(demo|nobody)\//, '/{product}/')),
    );
    for (const { path, fn } of ROUTES) if (fn === 'popup') expect(paths).toContain(path);
    const statuses = new Set([...met.values()].map(({ status }) => status));
    expect([...statuses].toSorted()).toEqual([200, 303, 400, 401, 403, 404, 409]);
  });

  test.each([
    ['cache-control', 'no-store'],
    ['referrer-policy', 'no-referrer'],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['strict-transport-security', expect.stringMatching(/^max-age=\d{8,}/)],
  ])('carries %s', (name, value) => {
    for (const [what, { headers }] of met) expect(headers.get(name), what).toEqual(value);
  });

  test('leaves Magento its handle on the popup', () => {
    for (const [what, { headers }] of met) {
      expect(['unsafe-none', null], what).toContain(headers.get('cross-origin-opener-policy'));
    }
  });

  test('allows nothing but what it names', () => {
    for (const [what, answer] of met) {
      const policy = policyOf(answer);
      expect(policy.get('default-src'), what).toBe("'none'");
      expect(policy.get('frame-ancestors'), what).toBe("'none'");
      expect(policy.get('base-uri'), what).toBe("'none'");
      expect(policy.get('form-action'), what).toBe("'self'");
      const all = [...policy.values()].join(' ');
      for (const loose of ['unsafe-', '*', 'http:', 'https:', 'blob:']) expect(all, what).not.toContain(loose);
    }
  });

  test('holds no style and no script but those whose hash is named', () => {
    for (const [what, answer] of met) {
      const policy = policyOf(answer);
      const inline = { style: 'style-src', 'script:not([src])': 'script-src' };
      for (const [selector, directive] of Object.entries(inline)) {
        for (const element of answer.page.querySelectorAll(selector)) {
          const hash = createHash('sha256').update(element.innerHTML, 'utf8').digest('base64');
          expect(policy.get(directive), what).toContain(`'sha256-${hash}'`);
        }
      }
      expect(answer.body, what).not.toMatch(/<[^>]*\s(?:style|on\w+)\s*=/i);
    }
  });

  test('that has a body says what it is, in UTF-8', () => {
    for (const [what, { headers, body }] of met) {
      if (body !== '') expect(headers.get('content-type'), what).toBe('text/html; charset=utf-8');
    }
  });

  test('loads nothing from anybody else', () => {
    for (const [what, { page }] of met) {
      const loaded = page.querySelectorAll('[src], link[href], [srcset], object, iframe, embed');
      const sources = loaded.map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '?');
      for (const source of sources) expect(source, what).toMatch(/^(?:\/(?!\/)|data:)/);
    }
  });
});

test('every answer of the callback is no page and is kept nowhere', async () => {
  for (const [form, type] of [
    ['', FORM],
    ['{}', 'application/json'],
    ['x'.repeat(9_000), FORM],
  ]) {
    const { headers, status } = await openBrowser(handfast.local.url).post('/demo/callback', form, type);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

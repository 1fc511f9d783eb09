import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { openConsoleCookies, openConsoleKeyring } from '../../../functions/adapters/cookies/console-session.ts';
import { beginSession } from '../../../functions/adapters/cookies/popup-session.ts';
import { seal } from '../../../functions/adapters/cookies/sealed-cookie.ts';
import { openCookieKeyring, openSessions } from '../../../functions/adapters/cookies/session-cookies.ts';
import type { Keyring } from '../../../functions/adapters/secrets-manager/keyring.ts';
import { backendFor } from '../../../functions/console/backend/backend.ts';
import { Forbidden } from '../../../functions/console/backend/backend-failure.ts';
import { scopesOf } from '../../../functions/console/backend/roles.ts';
import { openFeatures } from '../../../functions/console/features.ts';
import { ROUTE_SCOPES } from '../../../functions/domain/api/route-scopes.ts';
import { digestOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { answering, consoleFor, pageOf } from '../../unit/console/setup.ts';
import { BROKEN, STORE } from '../../unit/console/store-samples.ts';
import { tries } from '../harness/attack-count.ts';

const SECRET = 'one-secret-for-all-cookies-of-a-deployment';
const URL_OF = 'https://handfast.example';
const now = () => new Date();
const features = openFeatures({
  audit: { list: async () => ({ items: [] }) },
  accountPages: { templates: {}, products: [] },
});
const at = (path: string) => `/console${path.replaceAll(/:[a-z]+/g, STORE.id)}`;
const pages = features.flatMap((feature) => feature.pages.map(({ path }) => at(path)));
const actions = features.flatMap((feature) => feature.actions.map(({ path }) => at(path)));

/** An API that does everything, and counts what it is asked to do. */
function everything() {
  const calls: string[] = [];
  const routes = Object.fromEntries(
    Object.keys(ROUTE_SCOPES).map((route) => [
      route,
      async () => {
        calls.push(route);
        return { status: 200, body: '{}' };
      },
    ]),
  );
  const graphQl = async () => {
    calls.push('POST /v1/graphql');
    return { status: 200, body: '{"data":{}}' };
  };
  return { calls, routes, graphQl };
}

describe('nobody', () => {
  test('sees a page, or has an action done, without a session', async (context) => {
    tries(context, { attacks: pages.length + actions.length });
    const { calls, ...api } = everything();
    const { get, post } = await consoleFor({ role: 'none', ...api });
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect((await get(page)).status, page).toBe(303);
    for (const action of actions) expect((await post(action, { csrf: '' })).status, action).toBe(401);
    expect(calls).toEqual([]);
  });

  test('has an action done who may only look', async (context) => {
    tries(context, { attacks: actions.length });
    const { calls, ...api } = everything();
    const { post } = await consoleFor({ role: 'viewer', ...api });
    for (const action of actions) expect((await post(action)).status, action).toBe(403);
    expect(calls).toEqual([]);
  });

  test('changes anything by way of a page that lets viewers in', async (context) => {
    const changing = Object.keys(ROUTE_SCOPES).filter(
      (route) => !route.startsWith('GET ') && route !== 'POST /v1/graphql',
    );
    tries(context, { attacks: changing.length });
    const { calls, ...api } = everything();
    const backend = backendFor(api, { client: 'operator:vera', scopes: scopesOf('viewer', { showRecords: true }) });
    for (const route of changing) await expect(backend.call(route, z.unknown()), route).rejects.toThrow(Forbidden);
    expect(calls).toEqual([]);
  });

  test('reads credentials, or what merchants answered', async (context) => {
    tries(context, { attacks: 2 });
    const backend = backendFor(everything(), {
      client: 'operator:olga',
      scopes: scopesOf('operator', { showRecords: true }),
    });
    expect(backend.may('GET /v1/connections/{id}/credentials')).toBe(false);
    expect(backend.may('GET /v1/connections/{id}/answers')).toBe(false);
  });
});

describe('a forged form', () => {
  const forged: readonly [string, Record<string, string>, object][] = [
    ['without a token', {}, { fetchSite: undefined }],
    ['with an empty token', { csrf: '' }, { fetchSite: undefined }],
    ['with the token of another session', { csrf: 'csrf-of-another-session' }, { fetchSite: undefined }],
    ['from another site, with the right token', { csrf: 'csrf-of-this-session' }, { fetchSite: 'cross-site' }],
    ['from another origin, with the right token', { csrf: 'csrf-of-this-session' }, { origin: 'https://evil.example' }],
    // Of a sandboxed frame; of a form on a page of ours, `same-origin` stands beside it.
    ['from a frame without an origin', { csrf: 'csrf-of-this-session' }, { origin: 'null', fetchSite: 'cross-site' }],
    [
      'without an origin, of a browser that says nothing more',
      { csrf: 'csrf-of-this-session' },
      { origin: 'null', fetchSite: undefined },
    ],
    [
      'from another port of this host, of a browser that says nothing more',
      { csrf: 'csrf-of-this-session' },
      { origin: `${URL_OF}:8443`, fetchSite: undefined },
    ],
    [
      'from this host without TLS, of a browser that says nothing more',
      { csrf: 'csrf-of-this-session' },
      { origin: URL_OF.replace('https:', 'http:'), fetchSite: undefined },
    ],
    ['typed by hand into the address bar', { csrf: 'csrf-of-this-session' }, { fetchSite: 'none' }],
    ['as JSON', { csrf: 'csrf-of-this-session' }, { contentType: 'application/json' }],
    ['as plain text', { csrf: 'csrf-of-this-session' }, { contentType: 'text/plain' }],
    ['as multipart', { csrf: 'csrf-of-this-session' }, { contentType: 'multipart/form-data' }],
  ];

  test('does nothing, signing out included', async (context) => {
    const targets = [...actions, '/console/session/end'];
    tries(context, { attacks: forged.length * targets.length });
    const { calls, ...api } = everything();
    const { post, jar } = await consoleFor(api);
    for (const target of targets) {
      for (const [how, fields, sent] of forged) {
        const answer = await post(target, fields, sent);
        expect(answer.status, `${target} ${how}`).toBe(403);
      }
    }
    expect([calls, jar.size]).toEqual([[], 1]);
  });
});

describe('a cookie', () => {
  const read = async () => SECRET;
  const popupOf = () => openSessions(URL_OF, openCookieKeyring(read, 's', now), now);
  const consoleOf = () => openConsoleCookies(URL_OF, openConsoleKeyring(read, 's', now), now);
  const session = { sub: 's', name: 'n', role: 'operator', csrf: 'c' } as const;
  const contentOf = (cookie = '') => /=([^;]*)/.exec(cookie)?.[1] ?? '';

  test("of a merchant's popup opens no console, under either name, though the secret is the same", async (context) => {
    tries(context, { attacks: 2 });
    const ref = { product: parseProductId('erp'), key: digestOf('k'), activation: newActivationId() };
    const [cookie = ''] = await popupOf().keep(new Map(), beginSession(ref));
    const name = cookie.split('=')[0] ?? '';
    expect(await consoleOf().session(new Map([['__Host-handfast_console', contentOf(cookie)]]))).toBeUndefined();
    expect(await consoleOf().session(new Map([[name, contentOf(cookie)]]))).toBeUndefined();
  });

  test("that is made with the popup's key, for the console's name, opens nothing: keys have a purpose each", async (context) => {
    tries(context, { attacks: 1, honest: 1 });
    const name = '__Host-handfast_console';
    const made = async (keyring: Keyring) => seal(session, { name, lifeSeconds: 60 }, await keyring.current(), now());
    const own = await made(openConsoleKeyring(read, 's', now));
    const foreign = await made(openCookieKeyring(read, 's', now));
    expect(await consoleOf().session(new Map([[name, own]]))).toEqual(session);
    expect(await consoleOf().session(new Map([[name, foreign]]))).toBeUndefined();
  });

  test('of the console is no session of the popup, and the popup never drops it', async (context) => {
    tries(context, { attacks: 2 });
    const [cookie = ''] = await consoleOf().begin(session);
    const activation = newActivationId();
    const ref = { product: parseProductId('erp'), key: digestOf('k'), activation };
    const [own = ''] = await popupOf().keep(new Map(), beginSession(ref));
    const planted = new Map([[own.split('=')[0] ?? '', contentOf(cookie)]]);
    expect(await popupOf().find(planted, activation)).toBeUndefined();
    const full = new Map([['__Host-handfast_console', contentOf(cookie)]]);
    for (let n = 0; n < 20; n += 1) {
      const [more = ''] = await popupOf().keep(full, beginSession({ ...ref, activation: newActivationId() }));
      full.set(more.split('=')[0] ?? '', contentOf(more));
    }
    const dropped = await popupOf().keep(full, beginSession({ ...ref, activation: newActivationId() }));
    expect(dropped.filter((line) => line.startsWith('__Host-handfast_console'))).toEqual([]);
  });

  test('of a sign-in under way is no session, and one that was cut or changed opens nothing', async (context) => {
    const [cookie = ''] = await consoleOf().begin(session);
    const [pending = ''] = await consoleOf().keepSignIn({ state: 's', nonce: 'n', verifier: 'v', to: '/console' });
    const value = contentOf(cookie);
    const parts = value.split('.');
    const bad = [
      contentOf(pending),
      value.slice(0, -1),
      `${value.slice(0, 60)}A${value.slice(61)}`,
      [...parts.slice(0, 3), 'AAAA', parts[4]].join('.'),
      JSON.stringify(session),
      Buffer.from(JSON.stringify(session)).toString('base64url'),
      `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ session })).toString('base64url')}.`,
      '',
    ];
    tries(context, { attacks: bad.length });
    for (const one of bad) {
      expect(await consoleOf().session(new Map([['__Host-handfast_console', one]])), one).toBeUndefined();
    }
  });
});

describe('what stores, merchants and vendors wrote', () => {
  const MARKUP = `"><img src=x onerror=alert(1)><script>alert(2)</script>'{{7*7}}`;
  const hostile = {
    ...BROKEN,
    product: MARKUP,
    store: { url: `javascript:alert(1)//${MARKUP}`, host: MARKUP },
    account: { issuer: MARKUP, id: MARKUP, label: `\u202e${MARKUP}` },
    generation: MARKUP,
    vendorAccount: MARKUP,
    vendorAnswer: { status: 'rejected', code: MARKUP, message: MARKUP, at: '2026-11-26T08:00:00.000Z' },
  };

  test('is text on every page, and never an address that a click would run', async (context) => {
    tries(context, { attacks: 12 });
    const routes = {
      'GET /v1/connections': answering({ items: [hostile], next: MARKUP }).handler,
      'GET /v1/connections/{id}': answering(hostile).handler,
    };
    const { get } = await consoleFor({ routes });
    for (const address of ['/console/stores', `/console/stores/${BROKEN.id}`]) {
      const page = pageOf(await get(address));
      expect(page.querySelectorAll('img, iframe, object, [onerror], [onclick], [style]')).toEqual([]);
      expect(page.querySelectorAll('script')).toHaveLength(1);
      const addresses = page
        .querySelectorAll('[href], [action], [src]')
        .map((one) => one.getAttribute('href') ?? one.getAttribute('action') ?? '');
      expect(
        addresses.filter((to) => !/^(\/console|#content)/.test(to)),
        address,
      ).toEqual([]);
    }
  });

  test('and what an address says comes back as text, or not at all', async (context) => {
    const asked = ['host', 'account', 'product', 'cursor', 'done', 'lang', 'status'];
    tries(context, { attacks: asked.length });
    const routes = { 'GET /v1/connections': answering({ items: [] }).handler };
    const { get } = await consoleFor({ routes });
    for (const name of asked) {
      const answer = await get(`/console/stores?${new URLSearchParams({ [name]: MARKUP })}`);
      expect(answer.body, name).not.toContain('<img src=x');
      expect(answer.headers?.['location'], name).toBeUndefined();
      expect(JSON.stringify(answer.cookies ?? []), name).not.toContain('onerror');
    }
  });
});

describe('the way in', () => {
  test('leads nowhere but to pages of the console', async (context) => {
    const wanted = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/%2fevil.example',
      '/console/../../evil',
      '/console/..%2f..%2f',
      '/demo/login?oauth_consumer_key=x',
      'javascript:alert(1)',
      '/console\n//evil.example',
      '/console@evil.example',
      '/console/session/return?code=x',
    ];
    tries(context, { attacks: wanted.length });
    for (const to of wanted) {
      const { get } = await consoleFor({ role: 'none' });
      await get(`/console/session?${new URLSearchParams({ to })}`);
      const { headers } = await get('/console/session/return?code=c&state=the-state');
      const { origin, pathname } = new URL(headers?.['location'] ?? '', URL_OF);
      expect([origin, pathname.split('/')[1]], to).toEqual([URL_OF, 'console']);
      expect(pathname, to).not.toContain('/session');
    }
  });

  test("ids and cursors of an attacker's are the API's to judge, each as one parameter", async (context) => {
    const odd = ['con_x', '../channels', 'a/b', '%00', '{id}', 'constructor', '__proto__'];
    tries(context, { attacks: odd.length });
    const show = answering(STORE);
    const { get, entries, post, csrf } = await consoleFor({ routes: { 'GET /v1/connections/{id}': show.handler } });
    for (const id of odd) {
      await get(`/console/stores/${encodeURIComponent(id)}`);
      await post(`/console/stores/${encodeURIComponent(id)}/check`, { csrf });
    }
    expect(show.asked.every(({ parameters }) => Object.keys(parameters).join() === 'id')).toBe(true);
    expect([...entries.keys()]).toEqual([]);
  });
});

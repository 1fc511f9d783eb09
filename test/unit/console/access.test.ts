import { describe, expect, test } from 'vitest';
import { returnPath } from '../../../functions/console/access/return-path.ts';
import { roleOf, scopesOf } from '../../../functions/console/backend/roles.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { answering, consoleFor, textOf } from './setup.ts';
import { STORE } from './store-samples.ts';

const here = `/console/stores/${STORE.id}`;
const routes = {
  'GET /v1/connections': answering({ items: [] }).handler,
  'GET /v1/connections/{id}': answering(STORE).handler,
};
const check = () => answering({ connection: STORE, result: 'alive', milliseconds: 1 });

describe('who may come in', () => {
  test('whoever is not signed in is sent to sign in, and back to the page that they wanted', async () => {
    const { get, jar } = await consoleFor({ role: 'none', routes });
    const first = await get('/console/stores?status=unreachable');
    expect(first.status).toBe(303);
    const signIn = first.headers?.['location'] ?? '';
    expect(signIn).toBe('/console/session?to=%2Fconsole%2Fstores%3Fstatus%3Dunreachable');
    expect((await get(signIn)).headers?.['location']).toBe('https://id.example/auth?again=false');
    const back = await get('/console/session/return?code=c&state=the-state');
    expect(back.headers?.['location']).toBe('/console/stores?status=unreachable');
    expect([...jar.keys()]).toEqual(['__Host-handfast_console']);
    expect((await get('/console/stores')).status).toBe(200);
  });

  test('an account in none of the groups is told so, gets no session, and may try another account', async () => {
    const operator = { sub: 'user-ana', name: 'ana@example.com', groups: ['customers'] };
    const { get, jar } = await consoleFor({ role: 'none', routes, operator });
    await get('/console/session');
    const answer = await get('/console/session/return?code=c&state=the-state');
    expect(answer.status).toBe(403);
    expect(textOf(answer)).toContain('ana@example.com is signed in, but in none of the groups');
    expect(jar.has('__Host-handfast_console')).toBe(false);
    expect((await get('/console/session?again=1')).headers?.['location']).toBe('https://id.example/auth?again=true');
  });

  test.each([
    ['of another sign-in', 'state=other'],
    ['without a state', 'code=c'],
  ])('an answer %s begins no session', async (_, query) => {
    const { get, jar } = await consoleFor({ role: 'none', routes });
    await get('/console/session');
    expect((await get(`/console/session/return?code=c&${query}`)).status).toBe(403);
    expect(jar.has('__Host-handfast_console')).toBe(false);
  });

  test('a session ends after eight hours', async () => {
    let at = Date.parse('2026-11-26T08:00:00Z');
    const { get } = await consoleFor({ routes, now: () => new Date(at) });
    at += 8 * 60 * 60 * 1000 - 1_000;
    expect((await get('/console/stores')).status).toBe(200);
    at += 2_000;
    expect((await get('/console/stores')).status).toBe(303);
  });

  test('signing out ends the session, and takes a form of it', async () => {
    const { get, post, jar, csrf } = await consoleFor({ routes });
    expect((await post('/console/session/end', { csrf: 'wrong' })).status).toBe(403);
    expect(jar.size).toBe(1);
    const answer = await post('/console/session/end', { csrf });
    expect([answer.headers?.['location'], jar.size]).toEqual(['/console/session?ended=1', 0]);
    expect(textOf(await get('/console/session?ended=1'))).toContain('You have signed out');
  });

  test.each([
    '//evil.example/console',
    'https://evil.example/console',
    '/\\evil.example/console',
    '/console/../login',
    '/console/session?again=1',
    '/consoles',
    'javascript:alert(1)',
    '/console@evil.example',
    `/console/${'a'.repeat(2_000)}`,
    null,
  ])('after signing in, nobody is led to %s', (to) => {
    expect(returnPath(to)).toBe('/console');
  });

  test('after signing in, a page with its filters is found again', () => {
    expect(returnPath('/console/stores?host=shop.example.com')).toBe('/console/stores?host=shop.example.com');
  });
});

describe('roles', () => {
  const access = { viewers: ['support'], operators: ['operations'] };

  test.each([
    [['support'], 'viewer'],
    [['operations'], 'operator'],
    [['support', 'operations'], 'operator'],
    [['others'], undefined],
    [[], undefined],
  ] as const)('groups %j give the role %s', (groups, role) => {
    expect(roleOf(groups, access)).toBe(role);
  });

  test('nobody may read credentials or answers, and records only where the settings say so', () => {
    const operator = scopesOf('operator', { showRecords: false });
    expect([...operator].filter((scope) => /credentials|answers|records/.test(scope))).toEqual([]);
    expect(scopesOf('viewer', { showRecords: true }).has('records:read')).toBe(true);
  });

  test('a viewer may only look', () => {
    const scopes = [...scopesOf('viewer', { showRecords: false })];
    expect(scopes.filter((scope) => !scope.endsWith(':read'))).toEqual([]);
  });

  test("a viewer's form changes nothing", async () => {
    const { handler, asked } = check();
    const { post, logged } = await consoleFor({
      role: 'viewer',
      routes: { ...routes, 'POST /v1/connections/{id}/check': handler },
    });
    const answer = await post(`${here}/check`);
    expect([answer.status, asked.length, logged.length]).toEqual([403, 0, 0]);
  });
});

describe('forms', () => {
  const open = async (role: 'operator' | 'none' = 'operator') => {
    const { handler, asked } = check();
    return {
      asked,
      ...(await consoleFor({ role, routes: { ...routes, 'POST /v1/connections/{id}/check': handler } })),
    };
  };

  test.each([
    ['from another site', { fetchSite: 'cross-site' }],
    ['from a neighbouring host', { fetchSite: 'same-site' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of no origin', { origin: 'null', fetchSite: undefined }],
    ['of a frame without an origin', { origin: 'null', fetchSite: 'cross-site' }],
    ['of another origin, where that is all the browser says', { origin: 'http://evil.example', fetchSite: undefined }],
    ['that is no form', { contentType: 'text/plain' }],
  ])('one %s does nothing, though it has the right token', async (_, sent) => {
    const { post, asked, csrf } = await open();
    expect((await post(`${here}/check`, { csrf }, sent)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('one is taken of this origin, where that is all the browser says, as over plain http', async () => {
    const { post, get, asked, csrf } = await open();
    // Without it, a browser would hide the origin, and with it all that it says there.
    expect((await get(here)).headers?.['referrer-policy']).toBe('same-origin');
    expect((await post(`${here}/check`, { csrf }, { fetchSite: undefined })).status).toBe(303);
    expect(asked).toHaveLength(1);
  });

  test('one is taken whose origin the browser hides, as where it is set to send no referrer', async () => {
    const { post, asked, csrf } = await open();
    expect((await post(`${here}/check`, { csrf }, { origin: 'null' })).status).toBe(303);
    expect(asked).toHaveLength(1);
  });

  test('one of an earlier session is asked about once more, with all that was entered, and does nothing yet', async () => {
    const { post, asked, csrf } = await open();
    const answer = await post(`${here}/check`, { csrf: 'of another session', note: '<b>"mine"</b>' });
    expect([answer.status, asked.length]).toEqual([409, 0]);
    expect(answer.body).toContain('&lt;b&gt;&quot;mine&quot;&lt;/b&gt;');
    expect(answer.body).toContain(csrf);
    expect(answer.body).not.toContain('of another session');
  });

  test('where the browser does not say where it comes from, a wrong token is refused outright', async () => {
    const { post, asked } = await open();
    const answer = await post(`${here}/check`, { csrf: 'x' }, { fetchSite: undefined });
    expect([answer.status, asked.length]).toEqual([403, 0]);
    expect(textOf(answer)).toContain('This did not come from the console');
  });

  test('after the session ended, nothing is done and nothing that was entered is lost', async () => {
    const { post, asked } = await open('none');
    const answer = await post(`${here}/check`, { csrf: 'x', note: 'long text' });
    expect([answer.status, asked.length]).toEqual([401, 0]);
    expect(answer.body).toContain('long text');
    expect(answer.body).toContain(`/console/session?to=${encodeURIComponent(here)}`);
  });
});

describe('pages', () => {
  test('one that there is not says so, with the way back', async () => {
    const { get } = await consoleFor({ routes });
    const answer = await get('/console/nothing');
    expect(answer.status).toBe(404);
    expect(textOf(answer)).toContain('There is no such page');
  });

  test('what a refused call says is shown, with its code and with markup as text', async () => {
    const refuse = async () => {
      throw new Refusal('request_malformed', { problems: 'host: <script>alert(1)</script>' });
    };
    const { get } = await consoleFor({ routes: { 'GET /v1/connections': refuse } });
    const answer = await get('/console/stores?host=x');
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(textOf(answer)).toContain('Code: request_malformed');
  });

  test('a language that is chosen is remembered', async () => {
    const { get } = await consoleFor({ routes });
    const answer = await get('/console/stores?lang=de');
    expect(answer.cookies?.[0]).toContain('__Host-handfast_language=de');
  });

  test('their policy allows the one style sheet and the one script by hash, and cuts them off from openers', async () => {
    const { get } = await consoleFor({ routes });
    const { headers = {} } = await get('/console/stores');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; script-src 'sha256-[^']+'/);
    expect(policy).not.toContain('unsafe');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  });
});

import type { KoaContextWithOIDC } from 'oidc-provider';
import { describe, expect, test } from 'vitest';
import { openOperatorSignIn } from '../../../functions/adapters/oidc/operator-sign-in.ts';
import { answering, consoleFor, textOf } from '../../unit/console/setup.ts';
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from '../oidc/provider.ts';
import { begun } from '../oidc/started-sign-in.ts';

const routes = { 'GET /v1/connections': answering({ items: [] }).handler };
type Claims = Readonly<Record<string, unknown>>;

/** A real provider whose user has these claims, and a console that signs in there. */
async function open(
  claims: Claims,
  { claim = 'groups', inUserInfo = false }: { claim?: string | string[]; inUserInfo?: boolean } = {},
) {
  const provider = await begun({
    changes: {
      claims: {
        openid: ['sub', ...(inUserInfo ? [] : Object.keys(claims))],
        email: inUserInfo ? Object.keys(claims) : [],
      },
      conformIdTokenClaims: inUserInfo,
      findAccount: (_: KoaContextWithOIDC, sub: string) => ({
        accountId: sub,
        claims: async () => ({ sub, ...claims }),
      }),
    },
  });
  const signIn = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecretId: 'id', scope: 'openid email' };
  const client = openOperatorSignIn(
    { signIn, claim },
    {
      redirectUri: REDIRECT_URI,
      readSecret: async () => CLIENT_SECRET,
      allowLoopback: true,
      issuerRule: 'deployment',
      now: () => new Date(),
    },
  );
  const browser = await consoleFor({ role: 'none', routes, provider: client });
  return {
    provider,
    browser,
    /** From a page of the console to the provider and back. */
    async signIn(page = '/console/stores') {
      const begin = await browser.get((await browser.get(page)).headers?.['location'] ?? '');
      const returned = await provider.visit(begin.headers?.['location'] ?? '');
      return { returned, answer: await browser.get(`/console/session/return?${returned}`) };
    },
  };
}

describe('somebody of the vendor, at a real OpenID provider,', () => {
  test.each<[string, Claims, string | string[], string]>([
    ['a list of groups', { groups: ['support', 'operations'] }, 'groups', 'operator'],
    ['one group as a text', { groups: 'support' }, 'groups', 'viewer'],
    ["Cognito's claim", { 'cognito:groups': ['operations'] }, 'cognito:groups', 'operator'],
    ['a nested claim', { realm: { roles: ['support'] } }, ['realm', 'roles'], 'viewer'],
  ])('comes in by %s, with the role that it gives', async (_, claims, claim, role) => {
    const { browser, signIn } = await open({ ...claims, email: 'olga@example.com', email_verified: true }, { claim });
    const { answer } = await signIn('/console/stores?status=active');
    expect([answer.status, answer.headers?.['location']]).toEqual([303, '/console/stores?status=active']);
    expect(textOf(await browser.get('/console/stores'))).toContain(`olga@example.com (${role})`);
    expect(browser.logged).toContainEqual({ event: 'console_signed_in', operator: 'olga@example.com', role });
  });

  test('comes in by groups that the provider tells at its userinfo endpoint alone', async () => {
    const { browser, signIn, provider } = await open({ groups: ['support'] }, { inUserInfo: true });
    expect((await signIn()).answer.status).toBe(303);
    expect(provider.stage.seen.filter((line) => line.endsWith('/me'))).toHaveLength(1);
    expect((await browser.get('/console/stores')).status).toBe(200);
  });

  test.each<[string, Claims]>([
    ['no groups', {}],
    ['other groups', { groups: ['customers'] }],
    ['groups that are no texts', { groups: [{ name: 'operations' }] }],
    ['a group that only begins like one', { groups: ['operations-of-others'] }],
    ['a group in a text of several', { groups: 'support operations' }],
  ])('stays out with %s', async (_, claims) => {
    const { browser, signIn } = await open(claims);
    const { answer } = await signIn();
    expect(answer.status).toBe(403);
    expect(textOf(answer)).toContain('This account may not come in');
    expect(browser.jar.has('__Host-handfast_console')).toBe(false);
    expect((await browser.get('/console/stores')).status).toBe(303);
  });

  // Some providers, Cognito's userinfo endpoint among them, say it as a text.
  test.each([false, 'false', 0, null, 'no'])(
    'is known by the id where the address is verified: %j, since anybody may have entered it',
    async (verified) => {
      const claims = { groups: ['support'], email: 'boss@example.com', email_verified: verified };
      const { browser, signIn } = await open(claims);
      await signIn();
      const shown = textOf(await browser.get('/console/stores'));
      expect(shown).toContain('ana (viewer)');
      expect(shown).not.toContain('boss@example.com');
    },
  );

  test('cannot come in twice by one way back', async () => {
    const { browser, signIn } = await open({ groups: ['support'] });
    const { returned } = await signIn();
    browser.jar.clear();
    const again = await browser.get(`/console/session/return?${returned}`);
    expect([again.status, browser.jar.size]).toEqual([403, 0]);
  });

  test('is told when the provider says no, or is not there', async () => {
    const { browser, signIn, provider } = await open({ groups: ['support'] });
    provider.stage.answer = { error: 'access_denied', error_description: 'no' };
    expect(textOf((await signIn()).answer)).toContain('The sign-in was cancelled');
    await provider.stop();
    const down = await browser.get('/console/session');
    // What was read of it before is still known: only the way back needs it.
    expect([303, 502]).toContain(down.status);
  });
});

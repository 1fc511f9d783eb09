import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountClaim } from '../../../functions/adapters/oidc/account-claims.ts';
import { openMerchantSignIn } from '../../../functions/adapters/oidc/merchant-sign-in.ts';
import type { Access } from '../../../functions/adapters/oidc/openid-sign-in.ts';
import { newActivationId } from '../../../functions/domain/ids.ts';
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from './provider.ts';
import { begun, refusal } from './started-sign-in.ts';

const clock = { nowMs: Date.now() };
const activation = newActivationId();
beforeEach(() => {
  clock.nowMs = Date.now();
});

function identityAt(issuer: string, accountClaim: AccountClaim = 'sub', access: Partial<Access> = {}) {
  const signIn = { issuer, clientId: CLIENT_ID, clientSecretId: 'id', scope: 'openid email org' };
  const claim = typeof accountClaim === 'string' ? accountClaim : [...accountClaim];
  return openMerchantSignIn(
    { ...signIn, accountClaim: claim },
    {
      redirectUri: REDIRECT_URI,
      readSecret: async () => CLIENT_SECRET,
      allowLoopback: true,
      issuerRule: 'deployment',
      now: () => new Date(clock.nowMs),
      ...access,
    },
  );
}

describe('a merchant who signs in', () => {
  test('is sent with a code flow, PKCE, state and nonce', async () => {
    const { issuer } = await begun();
    const { url, pendingSignIn } = await identityAt(issuer).begin(activation, false);
    const { origin, searchParams } = new URL(url);
    expect(origin).toBe(issuer);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: CLIENT_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid email org',
      state: pendingSignIn.state,
      nonce: pendingSignIn.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(pendingSignIn.state).toMatch(new RegExp(`^${activation}\\.[\\w-]{43}$`));
    expect(url).not.toContain(pendingSignIn.verifier);
  });

  test('is never sent with the same secrets twice', async () => {
    const identity = identityAt((await begun()).issuer);
    const [one, two] = [await identity.begin(activation, false), await identity.begin(activation, false)];
    expect(new Set([...Object.values(one.pendingSignIn), ...Object.values(two.pendingSignIn)]).size).toBe(6);
  });

  test('is the account that the issuer and the claim name', async () => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toEqual({
      issuer,
      id: 'ana',
      label: 'ana@example.com',
    });
  });

  test.each([
    ['org', 'org-1'],
    ['number', '42'],
    ['https://acme.example/org', 'org-2'],
    [['tenancy', 'organization', 'id'], 'org-3'],
  ])('is known by the claim %j, though only the userinfo endpoint gives it', async (claim, id) => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer, claim);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id, label: 'ana@example.com' });
  });

  test('is not requested again when the ID token has everything', async () => {
    const { issuer, visit, stage } = await begun({ changes: { conformIdTokenClaims: false } });
    const identity = identityAt(issuer, 'org');
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id: 'org-1' });
    expect(stage.seen).not.toContain('GET /me');
  });

  test('without e-mail address is labelled by the id, even when the userinfo endpoint is down', async () => {
    const { issuer, visit, stage } = await begun();
    stage.answer = { login: { accountId: 'ben' } };
    stage.intercept = (request, response) => {
      if (request.url !== '/me') return false;
      response.writeHead(500).end();
      return true;
    };
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toEqual({ issuer, id: 'ben', label: 'ben' });
    expect(stage.seen.filter((one) => one === 'GET /me')).toHaveLength(2);
  });

  test('whose e-mail address is not verified is neither known by it nor labelled with it', async () => {
    const { issuer, visit, stage } = await begun();
    stage.answer = { login: { accountId: 'cleo' } };
    const bySub = identityAt(issuer);
    const first = await bySub.begin(activation, false);
    const account = await bySub.complete(await visit(first.url), first.pendingSignIn);
    expect(account).toEqual({ issuer, id: 'cleo', label: 'cleo' });
    const byEmail = identityAt(issuer, 'email');
    const second = await byEmail.begin(activation, false);
    const completed = byEmail.complete(await visit(second.url), second.pendingSignIn);
    await expect(completed).rejects.toEqual(refusal('email_unverified'));
  });

  test('with a verified e-mail address is known by it', async () => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer, 'email');
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id: 'ana@example.com' });
  });

  test.each([
    { method: 'client_secret_basic', inHeader: true },
    { method: 'client_secret_post', inHeader: false },
  ] as const)('is vouched for to a client of $method', async ({ method, inHeader }) => {
    const { issuer, visit, stage } = await begun({
      changes: { clientAuthMethods: [method] },
      clientChanges: { token_endpoint_auth_method: method },
    });
    const headers: (string | undefined)[] = [];
    stage.intercept = (request) => {
      if (request.url === '/token') headers.push(request.headers.authorization);
      return false;
    };
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id: 'ana' });
    expect(headers).toEqual([inHeader ? expect.stringMatching(/^Basic /) : undefined]);
  });

  test('is vouched for to a public client', async () => {
    const { issuer, visit } = await begun({
      clientChanges: { token_endpoint_auth_method: 'none', client_secret: undefined },
    });
    const signIn = { issuer, clientId: CLIENT_ID, scope: 'openid', accountClaim: 'sub' };
    const access = {
      redirectUri: REDIRECT_URI,
      readSecret: async () => 'x',
      allowLoopback: true,
      now: () => new Date(),
    };
    const identity = openMerchantSignIn(signIn, { ...access, issuerRule: 'deployment' });
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id: 'ana' });
  });

  test('can be asked to sign in although the provider knows them', async () => {
    const { url } = await identityAt((await begun()).issuer).begin(activation, true);
    expect(new URL(url).searchParams.get('prompt')).toBe('login');
  });
});

describe('a sign-in is refused', () => {
  test.each([
    ['is not there', 'tenant'],
    ['is written as a path, which a name is not', 'tenancy.organization.id'],
    ['is a whole object', ['tenancy', 'organization']],
    ['is one of a list', ['tenancy', 'all', '0']],
  ])('when the claim that names the account %s', async (_, claim) => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer, claim);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    await expect(identity.complete(await visit(url), pendingSignIn)).rejects.toThrow(refusal('account_unclear'));
  });

  test.each([
    ['access_denied', 'signin_refused', 'access_denied'],
    ['temporarily_unavailable', 'signin_unavailable', 'temporarily_unavailable'],
    ['sold_out', 'signin_refused', 'other'],
  ])('when the provider says %s, in none of its words', async (error, code, reason) => {
    const { issuer, visit, stage } = await begun();
    stage.answer = { error, error_description: 'call 555 now' };
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    const thrown = await identity.complete(await visit(url), pendingSignIn).catch((refused: unknown) => refused);
    expect(thrown).toEqual(refusal(code, reason));
    expect(String(thrown)).not.toContain('555');
  });

  test.each([
    ['state', { state: `${activation}.x` }],
    ['nonce', { nonce: 'x' }],
  ])('with another %s than the one we sent', async (_, change) => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    await expect(identity.complete(await visit(url), { ...pendingSignIn, ...change })).rejects.toThrow(
      refusal('signin_unavailable'),
    );
  });

  test('with another code verifier: the code was asked for elsewhere', async () => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    await expect(identity.complete(await visit(url), { ...pendingSignIn, verifier: 'x'.repeat(43) })).rejects.toThrow(
      refusal('signin_refused', 'invalid_grant'),
    );
  });

  test('with an ID token that another key has signed', async () => {
    const [real, false_] = [await begun(), await begun()];
    const identity = identityAt(real.issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    real.stage.intercept = (request, response) => {
      if (request.url !== '/jwks') return false;
      void fetch(`${false_.issuer}/jwks`)
        .then((answer) => answer.text())
        .then((keys) => {
          const others = keys.replaceAll(/"n":"...../g, '"n":"AAAAA');
          response.writeHead(200, { 'content-type': 'application/json' }).end(others);
        });
      return true;
    };
    await expect(identity.complete(await real.visit(url), pendingSignIn)).rejects.toThrow(
      refusal('signin_unavailable'),
    );
  });

  test('with a code that was used before', async () => {
    const { issuer, visit } = await begun();
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    const query = await visit(url);
    await identity.complete(query, pendingSignIn);
    await expect(identity.complete(query, pendingSignIn)).rejects.toThrow(refusal('signin_refused', 'invalid_grant'));
  });

  test('with a wrong client secret, which is read again next time', async () => {
    const { issuer, visit } = await begun();
    const readSecret = vi.fn(async () => CLIENT_SECRET).mockResolvedValueOnce('an old one');
    const identity = identityAt(issuer, 'sub', { readSecret });
    const old = await identity.begin(activation, false);
    clock.nowMs += 10_000;
    await expect(identity.complete(await visit(old.url), old.pendingSignIn)).rejects.toThrow(
      refusal('signin_unavailable', 'invalid_client'),
    );
    const { url, pendingSignIn } = await identity.begin(activation, false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id: 'ana' });
  });

  test('by a browser that comes back with lies, as often as it likes: nothing is read again within ten seconds', async () => {
    const { issuer, stage } = await begun();
    const readSecret = vi.fn(async () => CLIENT_SECRET);
    const identity = identityAt(issuer, 'sub', { readSecret });
    const { pendingSignIn } = await identity.begin(activation, false);
    const asked = stage.seen.length;
    const lies = [{ error: 'server_error' }, { iss: 'https://evil.example' }, { response: 'e30.e30.' }, {}];
    for (const lie of [...lies, ...lies]) {
      clock.nowMs += 1_000;
      const query = new URLSearchParams({ state: pendingSignIn.state, ...lie });
      await expect(identity.complete(query, pendingSignIn)).rejects.toThrow(refusal('signin_unavailable'));
    }
    await identity.begin(activation, false);
    expect(readSecret).toHaveBeenCalledTimes(1);
    expect(stage.seen).toHaveLength(asked);
  });

  test('when the secret that is named has no value: never as a public client', async () => {
    const identity = identityAt((await begun()).issuer, 'sub', { readSecret: async () => undefined });
    await expect(identity.begin(activation, false)).rejects.toThrow(refusal('signin_unavailable'));
  });
});

describe('a provider in trouble', () => {
  test('that is down is distinguished from a merchant who is refused, and is asked again later', async () => {
    const provider = await begun();
    provider.stage.intercept = (request) => {
      request.destroy();
      return true;
    };
    const identity = identityAt(provider.issuer);
    await expect(identity.begin(activation, false)).rejects.toThrow(refusal('signin_unavailable'));
    expect(provider.stage.seen).toHaveLength(2);
    provider.stage.intercept = undefined;
    expect((await identity.begin(activation, false)).url).toContain(provider.issuer);
  });

  test('that stumbles once is asked once more', async () => {
    const { issuer, stage } = await begun();
    stage.intercept = (_, response) => {
      stage.intercept = undefined;
      response.writeHead(503).end();
      return true;
    };
    expect((await identityAt(issuer).begin(activation, false)).url).toContain(issuer);
  });

  test('gets a code once, even when its answer is lost', async () => {
    const { issuer, visit, stage } = await begun();
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(activation, false);
    const query = await visit(url);
    stage.intercept = (request) => {
      if (request.url !== '/token') return false;
      request.destroy();
      return true;
    };
    await expect(identity.complete(query, pendingSignIn)).rejects.toThrow(refusal('signin_unavailable'));
    expect(stage.seen.filter((one) => one === 'POST /token')).toHaveLength(1);
  });

  test('that says nothing is waited for five seconds', async () => {
    const { issuer, stage } = await begun();
    stage.intercept = () => true;
    const beganMs = performance.now();
    await expect(identityAt(issuer).begin(activation, false)).rejects.toThrow(
      refusal('signin_unavailable', 'OAUTH_TIMEOUT'),
    );
    expect(performance.now() - beganMs).toBeGreaterThan(4_500);
    expect(performance.now() - beganMs).toBeLessThan(7_500);
  });

  test.each([
    ['no JSON', 'text/html', '<h1>Maintenance</h1>'],
    ['another issuer', 'application/json', '{"issuer":"https://evil.example"}'],
    ['no endpoints', 'application/json', '{}'],
  ])('that describes itself with %s is not used', async (_, type, body) => {
    const { issuer, stage } = await begun();
    stage.intercept = (_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
      return true;
    };
    await expect(identityAt(issuer).begin(activation, false)).rejects.toThrow(refusal('signin_unavailable'));
  });
});

describe('what is known of a provider', () => {
  test('is kept for ten minutes, for many at once', async () => {
    const { issuer, stage } = await begun();
    const readSecret = vi.fn(async () => CLIENT_SECRET);
    const identity = identityAt(issuer, 'sub', { readSecret });
    await Promise.all([identity.begin(activation, false), identity.begin(activation, false)]);
    clock.nowMs += 599_999;
    await identity.begin(activation, false);
    expect(stage.seen).toEqual(['GET /.well-known/openid-configuration']);
    clock.nowMs += 1;
    await identity.begin(activation, false);
    expect(stage.seen).toHaveLength(2);
    expect(readSecret).toHaveBeenCalledTimes(2);
  });

  test.each([
    ['http://id.example', true],
    ['http://127.0.0.1.evil.example', true],
    ['http://127.0.0.1:1', false],
    ['ftp://127.0.0.1', true],
  ])('never comes from %s over plain http (loopback allowed: %j)', (issuer, allowLoopback) => {
    expect(() => identityAt(issuer, 'sub', { allowLoopback })).toThrow('The issuer must be an https URL');
  });
});

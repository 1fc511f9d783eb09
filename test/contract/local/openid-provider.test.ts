import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { parse } from 'node-html-parser';
import * as client from 'openid-client';
import { CookieJar } from 'tough-cookie';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { startOpenidProvider } from '../../../infra/local/openid/provider.ts';
import { rawCall } from '../demo-store/oauth/signed-call.ts';
import type { LittleLocal } from './small-stack.ts';
import { reaching, startLittle, temporaryFolder } from './small-stack.ts';

let local: LittleLocal;
let config: client.Configuration;
let clientSecret: string;

beforeAll(async () => {
  local = await startLittle();
  const { SecretString } = await new SecretsManagerClient(reaching(local)).send(
    new GetSecretValueCommand({ SecretId: 'handfast-local-signin-client' }),
  );
  clientSecret = SecretString ?? '';
  config = await discover(clientSecret);
});
afterAll(() => local.remove());

function discover(secret: string, clockSkew = 0) {
  return client.discovery(
    new URL(local.openidUrl),
    'handfast',
    { [client.clockSkew]: clockSkew },
    client.ClientSecretBasic(secret),
    {
      execute: [client.allowInsecureRequests],
    },
  );
}

test('has the page of an account that the console leads to, for whoever asks', async () => {
  const answer = await fetch(`${local.openidUrl}/accounts/${encodeURIComponent('org/<b>%')}?store=shop.example`);
  expect(answer.status).toBe(200);
  const text = parse(await answer.text()).querySelector('main')?.innerText;
  expect(text).toContain('the account org/&lt;b&gt;% with the store shop.example');
});

/** A browser with cookies that follows redirects within the provider and stops at the way back to Handfast. */
function openBrowser() {
  const jar = new CookieJar();
  async function visit(url: string, init: RequestInit = {}): Promise<{ url: string; response: Response }> {
    const headers = { ...init.headers, cookie: await jar.getCookieString(url) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    const location = response.headers.get('location');
    if (location === null) return { url, response };
    const next = new URL(location, url).href;
    return next.startsWith(local.openidUrl) ? visit(next) : { url: next, response };
  }
  return visit;
}

function REDIRECT() {
  return `${local.url}/signin/return`;
}

async function authorization(extra: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT(),
    scope: 'openid email',
    state: 's',
    nonce: 'n',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...extra,
  });
  return { url: url.href, verifier };
}

async function formOf({ url, response }: { url: string; response: Response }) {
  const page = parse(await response.text());
  return { page, action: new URL(page.querySelector('form')?.getAttribute('action') ?? '', url).href };
}

function submit(visit: ReturnType<typeof openBrowser>, action: string, email: string, password: string) {
  return visit(action, { method: 'POST', body: new URLSearchParams({ email, password }) });
}

async function signIn(email: string) {
  const visit = openBrowser();
  const { url, verifier } = await authorization();
  const { action } = await formOf(await visit(url));
  const back = await submit(visit, action, email, 'handfast');
  return { visit, verifier, back: new URL(back.url) };
}

function redeem(back: URL, verifier: string, using = config) {
  return client.authorizationCodeGrant(using, back, {
    pkceCodeVerifier: verifier,
    expectedState: 's',
    expectedNonce: 'n',
  });
}

test.each([
  ['ana@example.com', 'user-ana', 'org-ana'],
  ['ben@example.com', 'user-ben', 'org-ben'],
])('signs %s in and tells e-mail and organisation in the ID token', async (email, sub, org) => {
  const { back, verifier } = await signIn(email);
  expect(back.href).toMatch(new RegExp(`^${REDIRECT()}\\?code=`));
  const tokens = await redeem(back, verifier);
  expect(tokens.claims()).toMatchObject({ iss: local.openidUrl, sub, org, email, email_verified: true });
});

test('asks again after a wrong password, keeps the e-mail, and then lets in', async () => {
  const visit = openBrowser();
  const { url } = await authorization();
  const { action } = await formOf(await visit(url));
  const refused = await submit(visit, action, 'ana@example.com', 'wrong');
  expect(refused.response.status).toBe(401);
  const again = await formOf(refused);
  expect(again.page.querySelector('[role=alert]')?.text).toBe('This e-mail and password do not belong together.');
  expect(again.page.querySelector('input[name=email]')?.getAttribute('value')).toBe('ana@example.com');
  const back = await submit(visit, again.action, 'ana@example.com', 'handfast');
  expect(back.url).toContain('code=');
});

test('shows the test merchants and their password', async () => {
  const { page } = await formOf(await openBrowser()((await authorization()).url));
  expect(page.querySelector('main p')?.text.replaceAll(/\s+/g, ' ')).toBe(
    'The test merchants are ana@example.com and ben@example.com, both with the password handfast; ' +
      'for the console, olga@example.com (operator) and vera@example.com (viewer) with the same.',
  );
  expect(page.querySelector('input[name=password]')?.getAttribute('value')).toBeUndefined();
});

test('labels every input of its form', async () => {
  const { page } = await formOf(await openBrowser()((await authorization()).url));
  const labels = page
    .querySelectorAll('label')
    .map((label) => [label.text.trim(), label.querySelector('input')?.getAttribute('name')]);
  expect(labels).toEqual([
    ['E-mail', 'email'],
    ['Password', 'password'],
  ]);
  expect(page.querySelectorAll('input')).toHaveLength(2);
});

test('does not ask who is signed in already, unless asked to', async () => {
  const { visit } = await signIn('ana@example.com');
  expect((await visit((await authorization()).url)).url).toContain('code=');
  const { page } = await formOf(await visit((await authorization({ prompt: 'login' })).url));
  expect(page.querySelector('input[name=password]')).not.toBeNull();
});

test('insists on PKCE, on the secret, and on the registered way back', async () => {
  const visit = openBrowser();
  const base = `${local.openidUrl}/auth?client_id=handfast&response_type=code&scope=openid&redirect_uri=`;
  expect((await visit(base + encodeURIComponent(REDIRECT()))).url).toContain('error=invalid_request');
  expect((await visit(`${base}http%3A%2F%2Felsewhere.example%2F`)).response.status).toBe(400);
  const { back, verifier } = await signIn('ana@example.com');
  await expect(redeem(back, verifier, await discover('not the secret'))).rejects.toMatchObject({
    status: 401,
    cause: [{ parameters: { error: 'invalid_client' } }],
  });
});

test('explains a sign-in that is no longer there', async () => {
  const { response } = await openBrowser()(`${local.openidUrl}/interaction/none`);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Start again')]);
});

test('follows the moved clock', async () => {
  const HOUR_SECONDS = 3600;
  local.moveClock(HOUR_SECONDS * 1000);
  const { back, verifier } = await signIn('ana@example.com');
  const { iat = 0 } = (await redeem(back, verifier, await discover(clientSecret, HOUR_SECONDS))).claims() ?? {};
  local.moveClock(-HOUR_SECONDS * 1000);
  expect(iat * 1000 - Date.now()).toBeGreaterThan((HOUR_SECONDS - 10) * 1000);
});

describe("the vendor's backend", () => {
  const Answer = z.object({ access_token: z.string(), token_type: z.string(), expires_in: z.number() });
  const tokenFor = (id: string, secret: string, scope: string) =>
    fetch(local.apiClient.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) }),
    });

  test('gets an access token that is a JWT for the API, with the scopes it asked for', async () => {
    const { id, secret } = local.apiClient;
    const response = await tokenFor(id, secret, 'connections:read connections:credentials');
    const { access_token: token, token_type: sort, expires_in: seconds } = Answer.parse(await response.json());
    expect([sort, seconds]).toEqual(['Bearer', 3600]);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    expect(decodeJwt(token)).toMatchObject({
      iss: local.openidUrl,
      aud: 'handfast',
      client_id: 'backend',
      scope: 'connections:read connections:credentials',
    });
  });

  test('gets none with another secret, nor does the client of the sign-in', async () => {
    expect((await tokenFor('backend', 'wrong', '')).status).toBe(401);
    const refused = await tokenFor('handfast', clientSecret, 'connections:read');
    expect(await refused.json()).toMatchObject({
      error_description: 'requested grant type is not allowed for this client',
    });
  });

  test('finds all that curl needs for one in a file that is for its owner only', () => {
    expect(statSync(local.tokenRequestFile).mode & 0o777).toBe(0o600);
    const lines = readFileSync(local.tokenRequestFile, 'utf8').split('\n');
    expect(lines).toContain(`url = "${local.apiClient.tokenUrl}"`);
    expect(lines).toContain(`user = "backend:${local.apiClient.secret}"`);
  });
});

test('behind a proxy that ends TLS, sends browsers to the public address and stays where it was for Handfast', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { issuer, close } = await startOpenidProvider({
    port: 0,
    publicUrl: 'https://two.example',
    keyFile: join(folder, 'keys.json'),
    clientSecret: 'secret',
    redirectUri: 'https://one.example/signin/return',
    consoleRedirectUri: 'https://one.example/console/session/return',
    postLogoutRedirectUri: 'https://one.example/',
  });
  onTestFinished(close);
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  expect(await discovery.json()).toMatchObject({
    issuer,
    authorization_endpoint: 'https://two.example/auth',
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  });
  const query = new URLSearchParams({
    ...{ client_id: 'handfast', response_type: 'code', scope: 'openid', state: 's', code_challenge_method: 'S256' },
    redirect_uri: 'https://one.example/signin/return',
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
  });
  const { port } = new URL(issuer);
  const asked = await rawCall('GET', `http://127.0.0.1:${port}/auth?${query}`, { host: 'two.example' });
  expect(asked).toMatchObject({ status: 303, headers: { location: expect.stringMatching(/^\/interaction\//) } });
  const cookie = [asked.headers['set-cookie'] ?? []].flat().map((one) => one.split(';', 1)[0]);
  const headers = {
    host: 'two.example',
    cookie: cookie.join('; '),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const form = 'email=ana@example.com&password=handfast';
  const done = await rawCall('POST', `http://127.0.0.1:${port}${asked.headers['location']}`, headers, form);
  expect(done).toMatchObject({
    status: 303,
    headers: { location: expect.stringMatching(/^https:\/\/two\.example\/auth\//) },
  });
});

import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkCertificate } from '../../../cli/commands/doctor/checks/certificates.ts';
import { checkDomain } from '../../../cli/commands/doctor/checks/domain.ts';
import { openDeployment } from './deployment-server.ts';

type Deployment = Awaited<ReturnType<typeof openDeployment>>;

const DAY_MS = 86_400_000;

let deployment: Deployment;
beforeAll(async () => {
  deployment = await openDeployment();
});
beforeEach(() => deployment.ail({}));
afterAll(() => deployment?.close());

/** Lines that are neither fine nor left out, with what to do below each. */
async function wrong(...more: readonly string[]) {
  const { code, said } = await deployment.doctor('--json', ...more);
  const { checks } = Object(JSON.parse(said));
  const bad = [checks].flat().filter(({ state }) => state === 'warning' || state === 'failed');
  return [code, ...bad.map(({ name, state, detail, next }) => `${state} ${name}: ${detail} ${next}`)];
}

describe('doctor', () => {
  test('has a line for each check, and ends with 0 where nothing is wrong', async () => {
    const { code, said } = await deployment.doctor('--sign-in-client', 'handfast');
    const { host } = new URL(deployment.url);
    expect([
      code,
      ...said
        .replace(/\d+ ms/, '7 ms')
        .replaceAll(host, 'HOST')
        .split(/\n/)
        .map((line) => line.replaceAll(/ {3,}/g, '  ')),
    ]).toEqual([
      0,
      'ok  API  URL answers in 7 ms, and lets nobody in without a token',
      'ok  Token  URL/v1/oauth2/token gives this client tokens, and the API takes them',
      'ok  Version  0.1.0, here and there',
      "ok  Clock  0 s apart from the deployment's",
      'not asked  Certificate of HOST  it is plain http, as on this computer only',
      'ok  Settings  stores are called at public addresses only',
      'ok  Product demo  URL/demo/callback and URL/demo/login answer',
      'ok  Sign-in provider  URL shows its metadata and 1 key',
      'ok  Redirect URI  URL/signin/return is registered',
      'ok  Connections  12 active (counted 2026-11-26 04:00:00 +01:00)',
      'ok  Channels  4 active, 0 unavailable, 0 behind (counted 2026-11-26 04:00:00 +01:00)',
      'ok  Deliveries  nothing fails of 0 integrations',
      'not asked  AWS  nothing says which AWS region it is in: give --region',
      '',
      'Nothing failed.',
    ]);
  });

  test('shows the redirect URI to register where it cannot ask about it', async () => {
    expect((await deployment.doctor()).said).toMatch(
      /^not asked +Redirect URI +register URL\/signin\/return at the provider/m,
    );
  });

  test('finds a redirect URI that is not registered', async () => {
    deployment.ail({ registered: 'https://another.example/signin/return' });
    expect(await wrong('--sign-in-client', 'handfast')).toEqual([
      1,
      'failed Redirect URI: the provider refuses URL/signin/return, or does not know the client handfast Register URL/signin/return at the provider for the client handfast, to the letter.',
    ]);
  });

  test('finds a provider that names another issuer, or shows no keys', async () => {
    deployment.ail({ issuer: 'https://login.example' });
    expect(await wrong()).toEqual([
      1,
      'failed Sign-in provider: its metadata names another issuer than URL Set signIn.issuer to the letter as the document does: "https://login.example".',
    ]);
    deployment.ail({ providerKeys: [] });
    expect(await wrong()).toEqual([1, expect.stringContaining('URL/jwks shows no keys')]);
  });

  test.each([
    [10, 0, undefined],
    [40, 0, 'warning Clock: this computer is 40 s behind the deployment'],
    [-40, 0, 'warning Clock: this computer is 40 s ahead of the deployment'],
    [600, 1, 'failed Clock: this computer is 10 min behind the deployment'],
  ])('with a clock that is off by %i s ends with %i', async (seconds, code, found) => {
    deployment.ail({ clockMs: seconds * 1000 });
    expect(await wrong()).toEqual([code, ...(found === undefined ? [] : [expect.stringContaining(found)])]);
  });

  test('finds another version, broken stores, channels that are behind and failing deliveries, which are warnings', async () => {
    const integrations = [
      { id: '6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11', name: 'Acme', deliveriesEnabled: false },
      { id: '1b4e28ba-2fa1-4d3b-8a3f-6b0c8f1f3c55', name: null, deliveriesEnabled: true, failingSince: 1 },
    ];
    deployment.ail({ version: '0.0.9', broken: { unreachable: 3, inactive: 1 }, stale: 2, integrations });
    expect(await wrong()).toEqual([
      0,
      expect.stringContaining('warning Version: the deployment is 0.0.9, this command 0.1.0'),
      'warning Connections: 12 active, 3 unreachable, 1 inactive (counted 2026-11-26 04:00:00 +01:00) See "npx handfast connections list --status unreachable".',
      'warning Channels: 4 active, 0 unavailable, 2 behind (counted 2026-11-26 04:00:00 +01:00) See "npx handfast channels list", and the alarm DataStale.',
      'warning Deliveries: Acme is switched off, 1b4e28ba-2fa1-4d3b-8a3f-6b0c8f1f3c55 is failing See "npx handfast deliveries list 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11".',
    ]);
  });

  test('says of how many stores only what was counted', async () => {
    deployment.ail({ uncounted: true });
    expect((await deployment.doctor()).said).toMatch(/^ok +Connections +not counted yet$/m);
    deployment.ail({ uncounted: true, broken: { inactive: 1 } });
    expect((await deployment.doctor()).said).toMatch(/^warning +Connections +1 inactive \(not counted yet\)$/m);
  });

  test('finds pages that do not answer', async () => {
    deployment.ail({ productStatus: 502 });
    expect(await wrong()).toEqual([
      1,
      'failed Product demo: URL/demo/callback answers 502, and not with a page of Handfast Check that the domain leads to this deployment, and what is in front of it.',
    ]);
  });

  test('says what is wrong with the client, and goes on with what it can still check', async () => {
    deployment.ail({ tokenStatus: 401 });
    expect(await wrong()).toEqual([
      1,
      expect.stringMatching(/^failed Token: .*the token URL says "invalid_client".*npx handfast clients create/),
    ]);
  });

  test('of what does not answer says why, and exits with 1', async () => {
    const gone = await openDeployment();
    gone.close();
    const { code, said } = await gone.doctor();
    expect(code).toBe(1);
    expect(said).toMatch(/^failed +API +URL: nothing listens there$/m);
  });
});

describe('a certificate', () => {
  const before = getCACertificates('default');
  const opened: Deployment[] = [];
  afterEach(() => {
    setDefaultCACertificates(before);
    for (const one of opened.splice(0)) one.close();
  });

  async function served(daysLeft: number, ip = '127.0.0.1', isTrusted = true) {
    const authority = await generate([{ name: 'commonName', value: 'Authority' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    });
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'server' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - 90 * DAY_MS),
      notAfterDate: new Date(Date.now() + daysLeft * DAY_MS + 60_000),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip }] }],
      ca: { key: authority.private, cert: authority.cert },
    });
    if (isTrusted) setDefaultCACertificates([...before, authority.cert]);
    const server = await openDeployment({ key, cert });
    opened.push(server);
    return server;
  }

  test.each([
    [40, undefined, true, 'ok', /^40 days left, until \d{4}-\d\d-\d\d$/],
    [20, undefined, true, 'warning', /^20 days left/],
    [-1, undefined, true, 'failed', /^its certificate has expired/],
    [40, '127.0.0.2', true, 'failed', /^its certificate is for other names/],
    [40, undefined, false, 'failed', /^the chain of its certificate is incomplete/],
  ])('with %i days left, for %s, trusted: %s, is %s', async (days, ip, isTrusted, state, detail) => {
    const { url } = await served(days, ip, isTrusted);
    expect(await checkCertificate(url)).toMatchObject({ state, detail: expect.stringMatching(detail) });
  });

  test('that has expired is what doctor finds, as the reason why nothing answers', async () => {
    const server = await served(-1);
    const { code, said } = await server.doctor();
    expect(code).toBe(1);
    expect(said).toMatch(/^failed +API +URL: its certificate has expired$/m);
    expect(said).toMatch(/^failed +Certificate of 127\.0\.0\.1:\d+ +its certificate has expired \(until /m);
  });
});

describe('an own domain', () => {
  const resolver = (names: Readonly<Record<string, readonly string[]>>, aliases: readonly string[] = []) => ({
    lookup: async (name: string) => names[name] ?? Promise.reject(new Error('ENOTFOUND')),
    aliases: async () => aliases,
  });
  const check = (...given: Parameters<typeof resolver>) =>
    checkDomain('connect.example', 'd-1.aws.example', resolver(...given));

  test('leads to the deployment by an alias, or to the same addresses', async () => {
    const names = { 'connect.example': ['192.0.2.1'], 'd-1.aws.example': ['192.0.2.7'] };
    expect(await check(names, ['d-1.aws.example'])).toMatchObject({ state: 'ok' });
    expect(await check({ ...names, 'd-1.aws.example': ['192.0.2.1'] })).toMatchObject({ state: 'ok' });
  });

  test('that leads elsewhere is a warning, and nowhere a failure, with the record to create', async () => {
    expect(await check({ 'connect.example': ['192.0.2.1'], 'd-1.aws.example': ['192.0.2.7'] })).toEqual({
      name: 'Domain',
      state: 'warning',
      detail: 'connect.example leads to 192.0.2.1, not to d-1.aws.example',
      next: 'Create a DNS record, CNAME or alias, from connect.example to d-1.aws.example.',
    });
    expect(await check({})).toMatchObject({ state: 'failed', detail: 'connect.example leads nowhere' });
  });
});

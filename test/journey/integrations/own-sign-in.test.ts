import { readFileSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CLIENT_ID, startProvider } from '../../contract/oidc/provider.ts';
import { type Answer, openBrowser } from '../../contract/popup/browser.ts';
import { type ApiClientSetup, openApiClientSetup, runHandshake } from '../api/api-setup.ts';
import { tableOf } from '../stored-data.ts';
import { configureSignIn, pingSignIn } from './configured-sign-in.ts';
import { makeProduct } from './runtime-product.ts';

type Provider = Awaited<ReturnType<typeof startProvider>>;
type Own = 'demo' | 'erp';

const SECRETS = { demo: 'canary-client-secret-of-demo', erp: 'canary-client-secret-of-erp' };

let setup: ApiClientSetup;
let providers: Readonly<Record<Own, Provider>>;
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  setup = await openApiClientSetup();
  providers = { demo: await providerOf('demo'), erp: await providerOf('erp') };
  await makeProduct(tableOf(setup.local), 'plain');
}, 90_000);
afterAll(async () => {
  await Promise.all(Object.values(providers ?? {}).map((provider) => provider.stop()));
  await setup?.close();
  vi.restoreAllMocks();
});

/** A provider at which Handfast is registered for one product, and its integration. */
async function providerOf(product: Own): Promise<Provider> {
  const provider = await startProvider({
    clientChanges: {
      client_secret: SECRETS[product],
      redirect_uris: [`${setup.local.url}/${product}/signin/return`],
    },
  });
  const openIdConnect = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: SECRETS[product] };
  await configureSignIn(setup, product, { openIdConnect });
  return provider;
}

/** From the popup to just before the browser comes back: the address that the provider sends it to. */
async function broughtBack(product: Own) {
  const store = await setup.store({}, product);
  const activation = await store.activate(store.id);
  const browser = openBrowser(setup.local.url);
  const popup = await browser.get(activation.delivered ? activation.popupUrl : '');
  const link = popup.page.querySelector('a[href*="/signin?"]')?.getAttribute('href') ?? '';
  const away = await browser.get(link.replaceAll('&amp;', '&'));
  return { browser, away, back: await leadingBack(browser, away), asked: { store, popup } };
}

async function leadingBack(browser: ReturnType<typeof openBrowser>, away: Answer): Promise<string> {
  let answer = away;
  while (!answer.location.startsWith(setup.local.url)) answer = await browser.get(answer.location);
  return answer.location;
}

const refusedAs = ({ body }: Answer) => /page=([a-z_]+)/.exec(body.replaceAll('&amp;', '&'))?.[1];
const tokensOf = (product: Own) => providers[product].stage.seen.filter((one) => one === 'POST /token').length;

describe('two products with providers of their own, and one without', () => {
  test.each(['demo', 'erp'] as const)('a merchant of %s signs in at the provider of that product', async (product) => {
    const store = await setup.store({}, product);
    await runHandshake(store);
    expect((await setup.connectionOf(store, product))?.account).toEqual({
      issuer: providers[product].issuer,
      id: 'ana',
      label: 'ana@example.com',
    });
  });

  test("a merchant of a product without one signs in at the deployment's", async () => {
    setup.moveClock(5_000);
    const store = await setup.store({}, 'plain');
    await runHandshake(store);
    const issuer = (await setup.connectionOf(store, 'plain'))?.account.issuer ?? '';
    expect(Object.values(providers).map((provider) => provider.issuer)).not.toContain(issuer);
    expect(issuer).toContain('127.0.0.1');
  });
});

describe.each([
  ['demo', 'erp'],
  ['erp', 'demo'],
] as const)('an answer to a merchant of %s', (product, other) => {
  test.each([
    ["the other product's address", (path: string) => path.replace(`/${product}/`, `/${other}/`)],
    ["the deployment's address", (path: string) => path.replace(`/${product}/`, '/')],
  ])('is not taken at %s, and the right one still counts', async (_, moved) => {
    const { browser, back } = await broughtBack(product);
    const before = [tokensOf('demo'), tokensOf('erp')];
    expect(refusedAs(await browser.get(moved(back)))).toBe('signin_elsewhere');
    expect([tokensOf('demo'), tokensOf('erp')]).toEqual(before);
    expect((await browser.follow(await browser.get(back))).body).toContain('ana@example.com');
  });

  test('is not taken from the provider of the other product, which gets no code of another', async () => {
    const { browser, away, back } = await broughtBack(product);
    const before = [tokensOf('demo'), tokensOf('erp')];
    // RFC 9700 §4.4: a provider that is an attacker's leads the browser on to another one, with the same state.
    const asked = new URL(away.location);
    const mixedUp = new URL(`${providers[other].issuer}${asked.pathname}`);
    for (const [name, value] of asked.searchParams) mixedUp.searchParams.set(name, value);
    mixedUp.searchParams.set('redirect_uri', `${setup.local.url}/${other}/signin/return`);
    const theirs = await leadingBack(browser, await browser.get(mixedUp.href));
    expect(theirs).toContain(`/${other}/signin/return?code=`);
    expect(refusedAs(await browser.get(theirs))).toBe('signin_elsewhere');
    // Its answer brought to the right address is another issuer's (RFC 9207).
    const moved = await browser.get(theirs.replace(`/${other}/`, `/${product}/`));
    expect(refusedAs(moved)).toBe('signin_unavailable');
    expect([tokensOf('demo'), tokensOf('erp')]).toEqual(before);
    expect((await browser.follow(await browser.get(back))).body).toContain('ana@example.com');
  });
});

describe('a ping test of sign-in', () => {
  test('tries the provider, keys and client secret, and says so in lastTest', async () => {
    const id = await configureSignIn(setup, 'erp', {
      openIdConnect: { issuer: providers.erp.issuer, clientId: CLIENT_ID, clientSecret: SECRETS.erp },
    });
    const lastTest = await pingSignIn(setup, id);
    expect(lastTest).toMatchObject({
      success: true,
      eventTypes: [],
      signIn: { success: true, steps: [{ step: 'DISCOVERY' }, { step: 'KEYS' }, { step: 'CLIENT', errorCode: null }] },
    });
  });

  test('is refused where merchants sign in at the deployment’s own provider', async () => {
    const id = await configureSignIn(setup, 'plain', {});
    await expect(pingSignIn(setup, id)).rejects.toThrow('NOT_CONFIGURED');
  });
});

describe('a sign-in that is changed', () => {
  test('while a merchant is at the provider is begun anew, and no code is sent', async () => {
    const { browser, back } = await broughtBack('demo');
    const before = tokensOf('demo');
    const openIdConnect = { issuer: providers.demo.issuer, clientId: CLIENT_ID, clientSecret: SECRETS.demo };
    await configureSignIn(setup, 'demo', { openIdConnect: { ...openIdConnect, scope: 'openid email org' } });
    setup.moveClock(61_000);
    const again = await browser.get(back);
    expect(again.location).toContain('/demo/signin?activation=');
    expect(tokensOf('demo')).toBe(before);
    expect((await browser.follow(again)).body).toContain('ana@example.com');
    expect(tokensOf('demo')).toBe(before + 1);
  });
});

describe('the client secrets of providers', () => {
  test('are in no log, and in the table only encrypted', async () => {
    const written = readFileSync(setup.local.logFile, 'utf8');
    for (const secret of Object.values(SECRETS)) expect(written).not.toContain(secret);
    const { Items = [] } = await tableOf(setup.local).client.send(
      new ScanCommand({ TableName: setup.local.tableName }),
    );
    const stored = Items.map((item) =>
      JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
    ).join('\n');
    expect(stored).toContain(CLIENT_ID);
    for (const secret of Object.values(SECRETS)) expect(stored).not.toContain(secret);
  });
});

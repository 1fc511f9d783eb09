import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { type Attacker, postForged, startFlood, startPoller } from './attackers.ts';
import { finish, type Press } from './finishing-merchant.ts';
import { startObligingStore } from './obliging-store.ts';
import { openTakeoverSetup, type Store, type TakeoverSetup } from './takeover-setup.ts';

/*
 * Somebody holds an old address of the popup, and with it the consumer key, which lives as long as the integration does.
 * Whatever they do: the store ends with its own merchant or with nobody, the merchant can finish by doing what the page
 * says, and no other store's request token is lost.
 */

const ANA = 'ana@example.com';
const BEN = 'ben@example.com';
const LONG_MS = 180_000;

let setup: TakeoverSetup;
beforeAll(async () => {
  setup = await openTakeoverSetup();
}, 120_000);
afterAll(() => setup?.close());

let store: Store;
let attackers: AsyncDisposableStack;
beforeEach(async () => {
  store = await setup.store();
  attackers = new AsyncDisposableStack();
});
afterEach(() => attackers.disposeAsync());

const keyOf = (of: Store = store) => of.state(of.id)?.consumer.key ?? '';
const oldAddress = (of: Store = store) =>
  `${setup.urls.identityLinkUrl}?${new URLSearchParams({ oauth_consumer_key: keyOf(of), success_call_back: of.successCallback })}`;

/** What the API shows of the store's connection. */
async function connection() {
  const [found, ...others] = await setup.connectionsOf(store.baseUrl);
  expect(others).toEqual([]);
  if (found === undefined) throw new Error('no connection');
  return found.connection;
}

const check = async () => (await setup.api.connections.check(await connection())).result;

/** The integration is *Active* in Magento, Handfast's credentials work, and they are the merchant's. */
async function expectConnected(way: Awaited<ReturnType<typeof finish>>, account = ANA) {
  expect(way.connected, `${way.pressed.join(', ')}: ${way.end.text.slice(0, 300)}`).toBe(true);
  expect(await setup.owners(store)).toEqual([account]);
  expect(await check()).toBe('alive');
}

/** How the connection is when the merchant presses the button. */
const BEFORE: Readonly<Record<string, () => Promise<{ press: Press; account: string }>>> = {
  'never connected': async () => ({ press: 'activate', account: ANA }),
  linked: async () => {
    await expectConnected(await finish(setup, store));
    return { press: 'reauthorize', account: ANA };
  },
  disconnected: async () => {
    await expectConnected(await finish(setup, store));
    await setup.api.connections.disconnect(await connection());
    return { press: 'reauthorize', account: ANA };
  },
  moved: async () => {
    await expectConnected(await finish(setup, store));
    await setup.api.connections.move(await connection(), { id: 'user-ben', label: BEN });
    return { press: 'reauthorize', account: BEN };
  },
};

/** What somebody with the key does, signed in to an account of their own, before, during and after. */
const ATTACKS: Readonly<Record<string, (account: string) => Promise<readonly Attacker[]>>> = {
  'a poller': async (account) => [startPoller(oldAddress(), account)],
  'three pollers': async (account) => Array.from({ length: 3 }, () => startPoller(oldAddress(), account)),
  'a flood of forged messages for the same host': async () => [
    startFlood(setup.urls.endpointUrl, keyOf(), [store.baseUrl, `${store.baseUrl}shop/`]),
  ],
  'a flood of forged messages for other hosts': async () => {
    const forged = setup.use(await startObligingStore());
    const urls = [forged.url, `${forged.url}a/`, 'http://127.0.0.1:9/', 'http://127.0.0.2:9/'];
    return [startFlood(setup.urls.endpointUrl, keyOf(), urls)];
  },
  'a store that issues tokens to the key, and a poller': async (account) => {
    const forged = setup.use(await startObligingStore());
    return [startFlood(setup.urls.endpointUrl, keyOf(), [forged.url]), startPoller(oldAddress(), account)];
  },
};

describe.each(Object.entries(BEFORE))('a store that is %s', (_state, before) => {
  test.each(Object.entries(ATTACKS))(
    'ends with its merchant, whatever is done by %s',
    async (_attack, begin) => {
      // The local provider knows two accounts; whose the moved store was before is the attacker then.
      const { press, account } = await before();
      const running = (await begin(account === ANA ? BEN : ANA)).map((attacker) => attackers.use(attacker));
      await expect.poll(() => running.every((attacker) => attacker.rounds() >= 3), { timeout: 20_000 }).toBe(true);
      const way = await finish(setup, store, press, createMerchant({ email: account }));
      await expectConnected(way, account);
      const then = running.map((attacker) => attacker.rounds());
      const goneOn = () => running.every((attacker, index) => attacker.rounds() >= (then[index] ?? 0) + 5);
      await expect.poll(goneOn, { timeout: 20_000 }).toBe(true);
      expect(await setup.owners(store)).toEqual([account]);
      expect(await check()).toBe('alive');
    },
    LONG_MS,
  );
});

describe('whoever has the key', () => {
  test('is a danger: with a store that nobody defends, the poller does sign in and agree', async () => {
    const forged = setup.use(await startObligingStore());
    const key = keyOf();
    await postForged(setup.urls.endpointUrl, { key, storeUrl: forged.url });
    const successCallback = `${forged.url}admin/`;
    const address = `${setup.urls.identityLinkUrl}?${new URLSearchParams({ oauth_consumer_key: key, success_call_back: successCallback })}`;
    const poller = attackers.use(startPoller(address, BEN));
    await expect.poll(poller.consents, { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
    expect(await setup.owners(store)).toEqual([]);
  }, 60_000);

  test('costs no other store its request token', async () => {
    const other = await setup.store();
    const merchant = createMerchant({ email: BEN });
    const sent = await other.activate(other.id);
    const opened = await merchant.visit(sent.delivered ? sent.popupUrl : '');
    const hasToken = () => other.state(other.id)?.tokens.map(({ type }) => type);
    await expect.poll(hasToken).toEqual(['request']);
    const forged = setup.use(await startObligingStore());
    for (const attacker of [
      startFlood(setup.urls.endpointUrl, keyOf(other), [other.baseUrl, forged.url, `${other.baseUrl}x/`]),
      startFlood(setup.urls.endpointUrl, keyOf(), [other.baseUrl]),
    ]) {
      attackers.use(attacker);
      await expect.poll(attacker.rounds, { timeout: 20_000 }).toBeGreaterThanOrEqual(20);
    }
    const end = await merchant.settle(await merchant.answer(await merchant.signIn(opened), 'yes'));
    expect(end.url).toBe(other.successCallback);
    expect(await setup.owners(other)).toEqual([BEN]);
    // Magento issues no second one: the one that was there has become the access token.
    expect(hasToken()).toEqual(['access']);
  }, 90_000);

  test('is told nothing of the account that has the store', async () => {
    await expectConnected(await finish(setup, store));
    const other = createMerchant({ email: BEN });
    await store.reauthorize(store.id);
    const shown = await other.settle(await other.signIn(await other.visit(oldAddress())));
    expect(shown.document.querySelector('button[value=yes]')).toBeNull();
    expect(shown.text).toContain(setup.urls.endpointUrl);
    expect(shown.document.toString()).not.toMatch(/ana@example|user-ana/);
    await expectConnected(await finish(setup, store, 'reauthorize'));
  }, 60_000);
});

describe('two Magentos below one host', () => {
  test('are two stores, of two accounts, and neither is renewed or moved with the other', async () => {
    const host = setup.use(await startObligingStore());
    const magentos = [
      { baseUrl: `${host.url}a/`, key: 'a'.repeat(32), secret: '1'.repeat(32), email: ANA },
      { baseUrl: `${host.url}b/`, key: 'b'.repeat(32), secret: '2'.repeat(32), email: BEN },
    ] as const;
    const connect = async ({ baseUrl, key, secret, email }: (typeof magentos)[number]) => {
      const merchant = createMerchant({ email });
      await postForged(setup.urls.endpointUrl, { key, secret, storeUrl: baseUrl });
      const back = { oauth_consumer_key: key, success_call_back: `${baseUrl}admin/` };
      const opened = await merchant.visit(`${setup.urls.identityLinkUrl}?${new URLSearchParams(back)}`);
      await merchant.settle(await merchant.answer(await merchant.signIn(opened), 'yes'));
      const [found] = await setup.connectionsOf(baseUrl);
      return found;
    };
    const [a, b] = [await connect(magentos[0]), await connect(magentos[1])];
    expect([a?.account.label, b?.account.label]).toEqual([ANA, BEN]);
    expect(a?.connection).not.toBe(b?.connection);
    const again = await connect(magentos[0]);
    expect(again).toMatchObject({ connection: a?.connection, account: { label: ANA }, version: (a?.version ?? 0) + 1 });
    expect(await setup.connectionsOf(magentos[1].baseUrl)).toEqual([b]);
  }, 90_000);
});

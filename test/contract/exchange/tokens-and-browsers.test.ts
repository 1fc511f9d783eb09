import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ana, ben, failed, openExchangeSetup, type Setup } from './exchange-setup.ts';
import type { FakeMagento } from './fake-magento.ts';

const SHOP = 'https://shop.example/';

let setup: Setup;
let shop: FakeMagento;
let key: string;
beforeEach(async () => {
  setup = await openExchangeSetup();
  shop = setup.magentoAt(SHOP);
  key = shop.add();
});
afterEach(() => setup.close());

const logged = () => setup.deps.log.mock.calls.map(([line]) => line);

/** *Activate*, and the popup closed once the request token is there. */
async function left(url = SHOP) {
  const posted = await setup.post(url, shop.activate(key));
  await setup.open(posted);
  await setup.step('RequestToken', posted.ref);
  return posted;
}

describe('the request token of an attempt that was left', () => {
  test('serves the next attempt of the same secret at the same address', async () => {
    await left();
    setup.later(3 * 60 * 60);
    const linked = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    expect(linked).toMatchObject({ stage: 'linked', verifierSpent: false });
    expect(logged()).toContain('request_token_reused');
    expect(shop.isActive(key)).toBe(true);
    expect((await setup.deps.keys.find(linked))?.tokens).toEqual([]);
  });

  test('does not serve another secret', async () => {
    const { ref } = await left();
    const held = (await setup.deps.keys.find(ref))?.tokens;
    const forged = { ...shop.activate(key), consumerSecret: 'forged' };
    const posted = await setup.post(SHOP, forged);
    await setup.open(posted);
    await expect(setup.step('RequestToken', posted.ref)).rejects.toMatchObject({ code: 'signature_rejected' });
    expect((await setup.deps.keys.find(ref))?.tokens).toEqual(held);
  });

  test.each(['https://evil.example/', `${SHOP}a/`])(
    'does not serve the same secret at %s, whatever that answers',
    async (url) => {
      const { ref } = await left();
      const held = (await setup.deps.keys.find(ref))?.tokens;
      const posted = shop.activate(key);
      const evil = setup.magentoAt(url);
      // A "store" that says that it has issued its token already.
      evil.add(key, posted.consumerSecret);
      evil.activate(key);
      evil.requestToken(key, posted.consumerSecret);
      const ended = await setup.handshake(url, posted, { account: ben });
      expect(ended).toMatchObject(failed('request_token_lost'));
      expect((await setup.deps.keys.find(ref))?.tokens).toEqual(held);
      expect(await setup.handshake(SHOP, shop.activate(key), { account: ana })).toMatchObject({ stage: 'linked' });
    },
  );

  test('is not tried after thirty days', async () => {
    await left();
    setup.later(30 * 24 * 60 * 60 + 1);
    expect(await setup.handshake(SHOP, shop.activate(key), { account: ana })).toMatchObject(
      failed('request_token_lost'),
    );
  });

  test('is forgotten once the store has refused it', async () => {
    const { ref } = await left();
    // Magento deletes the row; the next attempt finds the unspent verifier behind a request token that we never saw.
    shop.reauthorize(key);
    const [secret, row] = [shop.activate(key).consumerSecret, shop];
    row.requestToken(key, secret);
    const ended = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    expect(ended).toMatchObject(failed('token_rejected'));
    expect((await setup.deps.keys.find(ref))?.tokens).toEqual([]);
  });

  test('lets a Reauthorize that sends the unspent verifier again be a new attempt, at once', async () => {
    await left();
    setup.later(60);
    const second = shop.activate(key);
    const first = await setup.handshake(SHOP, second, { account: ana });
    expect(first).toMatchObject({ stage: 'linked', verifierSpent: false });
    setup.later(1);
    const again = shop.reauthorize(key);
    expect(again.verifier).toBe(second.verifier);
    expect(shop.isActive(key)).toBe(false);
    const renewed = await setup.handshake(SHOP, again, { account: ana });
    expect(renewed).toMatchObject({ stage: 'linked', kind: 'reauthorized', verifierSpent: true });
    expect(shop.isActive(key)).toBe(true);
  });
});

describe('a key that others may have seen', () => {
  /** A popup was opened with the key before the message came. */
  async function seen() {
    const posted = await setup.post(SHOP, shop.activate(key));
    await setup.deps.keys.markSeen(posted.ref);
    setup.later(60);
    const next = await setup.post(SHOP, shop.activate(key));
    await setup.open(next);
    return next.ref;
  }

  test('is connected not before ten seconds after its message', async () => {
    const ref = await seen();
    setup.later(2);
    const linked = await setup.end(ref, async () => {
      await setup.toChecked(ref, { account: ana });
      await setup.link(ref, []);
    });
    expect(linked.stage).toBe('linked');
    expect(setup.deps.pause.mock.calls).toEqual([[8_000]]);
  });

  test('is not connected if a second browser shows up meanwhile', async () => {
    const ref = await seen();
    await setup.deps.activations.admit(ref, 'stranger');
    setup.deps.pause.mockImplementationOnce(async () => {
      const { browser } = await setup.deps.activations.admit(ref, 'own');
      expect(browser).toBe('stranger');
      await setup.deps.activations.stop(ref, { code: 'opened_in_two_browsers', at: '' });
    });
    const ended = await setup.end(ref, async () => {
      await setup.toChecked(ref, { account: ben });
      await setup.link(ref, []);
    });
    expect(ended).toMatchObject(failed('opened_in_two_browsers'));
    expect(shop.isActive(key)).toBe(false);
    expect(await setup.connectionOf(SHOP)).toBeUndefined();
    // The request token stays, so the merchant can finish.
    expect((await setup.deps.keys.find(ref))?.tokens).toHaveLength(1);
  });

  test('is not waited for where it is new, nor where only its account can renew it', async () => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
    await setup.handshake(SHOP, shop.reauthorize(key), { account: ana });
    expect(setup.deps.pause).not.toHaveBeenCalled();
  });
});

describe('a Reauthorize that its merchant declines', () => {
  test('shows at once that the store no longer takes the credentials', async () => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
    setup.later(60);
    expect(await setup.handshake(SHOP, shop.reauthorize(key), 'no')).toMatchObject(failed('consent_declined'));
    expect(await setup.connectionOf(SHOP)).toMatchObject({ status: 'needs_reauthorization' });
    expect(setup.published.map(({ type }) => type)).toEqual([
      'connection.created',
      'activation.failed',
      'connection.needs_reauthorization',
    ]);
  });

  test('leaves a connection alone that still works', async () => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
    setup.later(60);
    await setup.handshake(SHOP, shop.activate(key), 'no');
    expect(await setup.connectionOf(SHOP)).toMatchObject({ status: 'active' });
  });
});

describe('an integration that an update of its module has reset', () => {
  test('keeps its connection when it is activated again', async () => {
    const first = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    setup.later(60);
    const existing = await setup.connectionOf(SHOP);
    if (existing === undefined) throw new Error('no connection');
    await setup.deps.connections.recordHealth(existing, {
      checkedAt: setup.clock.time.toISOString(),
      suspect: undefined,
      change: { status: 'inactive', reason: 'permission_missing', outbox: { id: 'evt_1', status: 'inactive', at: '' } },
    });
    const again = await setup.handshake(SHOP, shop.reauthorize(key), { account: ana });
    expect(again).toMatchObject({ stage: 'linked', kind: 'reauthorized', connection: connectionIn(first) });
    expect(await setup.connectionOf(SHOP)).toMatchObject({ status: 'active' });
  });

  const connectionIn = (linked: object) => ('connection' in linked ? linked.connection : undefined);
});

describe('an account with as many stores as it may have', () => {
  let small: Setup;
  beforeEach(async () => {
    small = await openExchangeSetup(2);
    for (const host of ['a', 'b']) await connect(host);
  });
  afterEach(() => small.close());

  const connect = (host: string) => {
    const url = `https://${host}.example/`;
    const site = small.magentoAt(url);
    const made = site.add();
    return small
      .handshake(url, site.activate(made), { account: ana })
      .then((ended) => ({ ended, renew: () => small.handshake(url, site.reauthorize(made), { account: ana }) }));
  };
  const disconnect = async (host: string) => {
    const connection = await small.connectionOf(`https://${host}.example/`);
    if (connection !== undefined) await small.disconnect(connection);
  };

  test('gets no other', async () => {
    expect((await connect('c')).ended).toMatchObject(failed('account_full'));
    expect(await small.connectionOf('https://c.example/')).toBeUndefined();
  });

  test('may have one in the place of another that it disconnects, and no more, however many those are', async () => {
    for (const host of ['a', 'b']) await disconnect(host);
    const [third, fourth] = [await connect('c'), await connect('d')];
    expect([third.ended, fourth.ended]).toMatchObject([{ stage: 'linked' }, { stage: 'linked' }]);
    expect((await connect('e')).ended).toMatchObject(failed('account_full'));
  });

  test('may renew those it has, and none that it has disconnected', async () => {
    await disconnect('a');
    const third = await connect('c');
    small.later(60);
    expect(await third.renew()).toMatchObject({ kind: 'reauthorized' });
    expect((await connect('a')).ended).toMatchObject(failed('account_full'));
  });
});

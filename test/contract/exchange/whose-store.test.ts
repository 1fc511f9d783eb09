import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Activation } from '../../../functions/domain/handshake/activation.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { ana, ben, failed, keyOf, openExchangeSetup, type Setup } from './exchange-setup.ts';
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

const idOf = (activation: Activation) => (activation.stage === 'linked' ? activation.connection : undefined);
const types = () => setup.published.map(({ type }) => type);
const connected = async (url = SHOP) => {
  const connection = await setup.connectionOf(url);
  if (connection === undefined) throw new Error(`nothing is connected at ${url}`);
  return connection;
};
const shown = async () => {
  const { connection, version } = await connected();
  return { connection, version };
};

describe('the generation of a store', () => {
  test('is unknown at first, and known to every later link, of any integration and at a related address', async () => {
    const shop = setup.magentoAt(SHOP, `${SHOP}default/`);
    const [key, other] = [shop.add(), shop.add()];
    const link = (url: string, used: string) => setup.handshake(url, shop.activate(used), { account: ana });
    await link(SHOP, key);
    await link(`${SHOP}default/`, other);
    await setup.handshake(SHOP, shop.reauthorize(key), { account: ana });
    expect(setup.checkedAs).toEqual([[], ['2.4.8'], ['2.4.8']]);
  });
});

describe('a key', () => {
  test('connects a new store, under an id that nobody can work out', async () => {
    const linked = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    expect(linked).toMatchObject({ stage: 'linked', kind: 'created', verifierSpent: true });
    expect(await connected()).toMatchObject({ connection: idOf(linked), accountKey: keyOf(ana), status: 'active' });
    expect(idOf(linked)).not.toBe('con_601282bc6dc5d577d75da200201fd73d');
    expect(types()).toEqual(['connection.created']);
  });

  test('renews its connection for the same account', async () => {
    const first = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    setup.later(60);
    const second = await setup.handshake(SHOP, shop.reauthorize(key), { account: ana });
    expect(second).toMatchObject({ stage: 'linked', kind: 'reauthorized', owner: keyOf(ana) });
    expect(idOf(second)).toBe(idOf(first));
    expect(types()).toEqual(['connection.created', 'connection.reauthorized']);
  });

  test('never moves its connection to another account, even if that agrees', async () => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
    const agreed = await shown();
    setup.later(60);
    const second = await setup.handshake(SHOP, shop.reauthorize(key), { account: ben, replaces: agreed });
    expect(second).toMatchObject(failed('integration_taken'));
    expect((await connected()).accountKey).toBe(keyOf(ana));
  });

  test('stays with its last account once that has disconnected the store', async () => {
    const first = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    await setup.disconnect(await connected());
    setup.later(60);
    expect(await setup.handshake(SHOP, shop.reauthorize(key), { account: ben })).toMatchObject(
      failed('integration_taken'),
    );
    setup.later(60);
    const again = await setup.handshake(SHOP, shop.reauthorize(key), { account: ana });
    expect(again).toMatchObject({ stage: 'linked', kind: 'created', connection: idOf(first) });
    expect(types()).toEqual(['connection.created', 'activation.failed', 'connection.created']);
  });

  test('that is new connects a disconnected store for whoever has it, under the same id', async () => {
    const first = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    await setup.disconnect(await connected());
    const other = await setup.handshake(SHOP, shop.activate(shop.add()), { account: ben });
    expect(other).toMatchObject({ stage: 'linked', kind: 'created', connection: idOf(first) });
    expect((await connected()).accountKey).toBe(keyOf(ben));
  });

  test('that is new moves a store only if its merchant agrees, and keeps the token while it asks', async () => {
    const first = await setup.handshake(SHOP, shop.activate(key), { account: ana });
    const next = shop.add();
    const moved = await setup.handshake(
      SHOP,
      shop.activate(next),
      { account: ben },
      {
        account: ben,
        replaces: await shown(),
      },
    );
    expect(moved).toMatchObject({ stage: 'linked', kind: 'moved', movedFrom: keyOf(ana), connection: idOf(first) });
    expect(setup.published.at(-1)).toMatchObject({
      type: 'connection.moved',
      detail: { account: keyOf(ben), previousAccount: keyOf(ana) },
    });
    expect(shop.isActive(next)).toBe(true);
  });

  test.each(['unasked', 'no'] as const)('that is new moves nothing when its merchant is %s', async (answer) => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
    const again = answer === 'no' ? (['no'] as const) : [];
    const failure = await setup.handshake(SHOP, shop.activate(shop.add()), { account: ben }, ...again);
    expect(failure).toMatchObject(failed(answer === 'no' ? 'consent_declined' : 'consent_outdated'));
    expect((await connected()).accountKey).toBe(keyOf(ana));
  });

  test('that a store has moved away from cannot bring it back', async () => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
    await setup.handshake(SHOP, shop.activate(shop.add()), { account: ben, replaces: await shown() });
    setup.later(60);
    const agreed = await shown();
    expect(await setup.handshake(SHOP, shop.reauthorize(key), { account: ana, replaces: agreed })).toMatchObject(
      failed('integration_taken'),
    );
  });
});

describe('two Magentos below one host', () => {
  const [A, B] = ['https://host.example/a/', 'https://host.example/b/'];
  test('are two stores, and neither asks about the other', async () => {
    const [one, other] = [setup.magentoAt(A), setup.magentoAt(B)];
    const first = await setup.handshake(A, one.activate(one.add()), { account: ana });
    const second = await setup.handshake(B, other.activate(other.add()), { account: ben });
    expect([first, second]).toMatchObject([{ kind: 'created' }, { kind: 'created' }]);
    expect(idOf(first)).not.toBe(idOf(second));
    expect([(await connected(A)).accountKey, (await connected(B)).accountKey]).toEqual([keyOf(ana), keyOf(ben)]);
  });
});

describe('a store code', () => {
  const DEFAULT = `${SHOP}default/`;
  beforeEach(async () => {
    await setup.handshake(SHOP, shop.activate(key), { account: ana });
  });
  const known = async () => (await connected(SHOP)).connection;

  test('of the same Magento leads to the same connection', async () => {
    const before = await known();
    setup.addAddress(shop, DEFAULT);
    const linked = await setup.handshake(DEFAULT, shop.activate(shop.add()), { account: ana });
    expect(linked).toMatchObject({ kind: 'reauthorized', connection: before });
    expect((await connected(DEFAULT)).connection).toBe(before);
  });

  test('of the same Magento moves it to another account only with consent to that very connection', async () => {
    const before = await shown();
    setup.addAddress(shop, DEFAULT);
    const posted = shop.activate(shop.add());
    const linked = await setup.handshake(DEFAULT, posted, { account: ben }, { account: ben, replaces: before });
    expect(linked).toMatchObject({ kind: 'moved', connection: before.connection });
  });

  test('of another Magento is another store', async () => {
    const other = setup.magentoAt(DEFAULT);
    const linked = await setup.handshake(DEFAULT, other.activate(other.add()), { account: ben });
    expect(linked).toMatchObject({ kind: 'created' });
    expect(idOf(linked)).not.toBe(await known());
  });

  test('below a site that lets everybody in is another store', async () => {
    const other = setup.magentoAt(DEFAULT);
    shop.letsEverybodyIn = true;
    const linked = await setup.handshake(DEFAULT, other.activate(other.add()), { account: ben });
    expect(linked).toMatchObject({ kind: 'created' });
    expect(idOf(linked)).not.toBe(await known());
  });

  test.each([
    [503, 'store_busy'],
    [500, 'store_busy'],
    ['no answer', 'store_timeout'],
  ] as const)('is not settled by %s: the step is run again', async (answer, code) => {
    const before = await known();
    const other = setup.magentoAt(DEFAULT);
    const posted = await setup.post(DEFAULT, other.activate(other.add()));
    await setup.open(posted);
    shop.restFault = () => {
      if (answer === 'no answer') throw new Refusal('store_timeout');
      return answer;
    };
    await expect(setup.toChecked(posted.ref, { account: ben })).rejects.toMatchObject({ code });
    expect(await setup.deps.activations.current(posted.ref)).toMatchObject({ stage: 'granted' });
    shop.restFault = undefined;
    await setup.step('Check', posted.ref);
    const linked = await setup.end(posted.ref, () => setup.link(posted.ref, []));
    expect(idOf(linked)).not.toBe(before);
  });
});

test('two attempts for one new store at once end at one connection', async () => {
  const attempts = [];
  for (const account of [ana, ana]) {
    const posted = await setup.post(SHOP, shop.activate(shop.add()));
    await setup.open(posted);
    await setup.toChecked(posted.ref, { account });
    attempts.push(posted.ref);
  }
  const ended = await Promise.all(attempts.map((ref) => setup.end(ref, () => setup.link(ref, []))));
  expect(ended).toMatchObject([{ stage: 'linked' }, { stage: 'linked' }]);
  expect(new Set(ended.map(idOf)).size).toBe(1);
  expect(ended.map((one) => (one.stage === 'linked' ? one.kind : '')).toSorted()).toEqual(['created', 'reauthorized']);
});

test('of two accounts for one new store at once, one has it, and the other is asked again', async () => {
  const attempts = [];
  for (const account of [ana, ben]) {
    const posted = await setup.post(SHOP, shop.activate(shop.add()));
    await setup.open(posted);
    await setup.toChecked(posted.ref, { account });
    attempts.push(posted.ref);
  }
  const ended = await Promise.allSettled(attempts.map((ref) => setup.step('Link', ref)));
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const refused = ended.find((one) => one.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'consent_outdated' });
  const stages = await Promise.all(attempts.map((ref) => setup.deps.activations.current(ref)));
  expect(stages.map(({ stage }) => stage).toSorted()).toEqual(['checked', 'linked']);
});

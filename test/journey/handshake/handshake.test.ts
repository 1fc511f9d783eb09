import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { createMerchant, type Merchant } from '../../../infra/local/demo-store/merchant.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';

let setup: LocalSetup;
beforeAll(async () => {
  setup = await openLocalSetup();
}, 180_000);
afterAll(() => setup?.close());

/** From *Activate* to where the popup ends. */
async function connect(store: DemoStore & { id: number }, merchant: Merchant = createMerchant()) {
  const activation = await store.activate(store.id);
  if (!activation.delivered) throw new Error(activation.problem);
  const question = await merchant.signIn(await merchant.visit(activation.popupUrl));
  return merchant.settle(await merchant.answer(question, 'yes'));
}

describe('a first activation', () => {
  test('ties the store to the account, with a token that works, and goes back to Magento to the letter', async () => {
    const store = await setup.store();
    const end = await connect(store);
    expect(end.url).toBe(store.successCallback);
    expect(store.state(store.id)?.active).toBe(true);
    const connection = await setup.connectionOf(store);
    expect(connection).toMatchObject({
      status: 'active',
      storeUrl: store.baseUrl,
      account: { label: 'ana@example.com' },
    });
    const modules = connection && (await setup.callStore(connection, 'V1/modules'));
    expect(modules?.status).toBe(200);
    expect(await modules?.json()).toContain('Magento_Integration');
  });

  test('is published to the vendor once, without a secret', async () => {
    const store = await setup.store();
    await connect(store);
    await expect.poll(() => setup.eventsOf(store)).toHaveLength(1);
    const shown = JSON.stringify(setup.eventsOf(store));
    expect(shown).toContain('connection.created');
    const { consumer, tokens } = store.state(store.id) ?? {};
    for (const secret of [
      consumer?.key,
      consumer?.secret,
      ...(tokens ?? []).flatMap((row) => [row.token, row.secret]),
    ]) {
      expect(shown).not.toContain(secret);
    }
  });

  test.each(['2.4.8', '2.4.6', '2.0'] as const)(
    'connects a store of generation %s, and learns which it is',
    async (generation) => {
      const store = await setup.store({ generation });
      await connect(store);
      const connection = await setup.connectionOf(store);
      expect(connection?.generations[0]).toBe(generation === '2.0' ? '2.4.6' : generation);
      expect(connection?.generations).toContain(generation);
      const search = Array.from(
        { length: 12 },
        (_, index) => `searchCriteria%5Bfilter_groups%5D%5B${index}%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=sku`,
      );
      const found = connection && (await setup.callStore(connection, `V1/products?${search.join('&')}`));
      expect(found?.status).toBe(200);
    },
  );

  test('asks a store for its modules once where the generation is known or likely', async () => {
    for (const [generation, first] of [
      ['2.4.6', 1],
      ['2.4.8', 2],
    ] as const) {
      let asked = 0;
      const onRequest = ({ path }: { path: string }) => {
        if (path.endsWith('/V1/modules')) asked += 1;
      };
      const store = await setup.store({ generation, onRequest });
      await connect(store);
      expect(asked, generation).toBe(first);
      await connect({ ...store, activate: store.reauthorize });
      expect(asked - first, generation).toBe(1);
    }
  });

  // With *Add Store Code to URLs*, the base URL ends in the default store's code.
  test.each([
    { indexPhp: true },
    { basePath: '/shop/' },
    { basePath: '/default/' },
    { basePath: '/shop/en/', indexPhp: true },
  ])('connects a store whose base URL has a path (%j)', async (options) => {
    const store = await setup.store(options);
    const end = await connect(store);
    expect(end.url).toBe(store.successCallback);
    const connection = await setup.connectionOf(store);
    expect(connection?.storeUrl).toBe(store.baseUrl);
    expect(connection && (await setup.callStore(connection, 'V1/modules')).status).toBe(200);
  });
});

describe('two of a kind', () => {
  test('one store is connected to two products, each with a connection of its own', async () => {
    const store = await setup.store();
    await connect(store);
    const erp = store.addIntegration({
      name: 'erp',
      endpointUrl: `${setup.local.url}/erp/callback`,
      identityLinkUrl: `${setup.local.url}/erp/login`,
    });
    await connect({ ...store, id: erp.id });
    const [demo, other] = [await setup.connectionOf(store), await setup.connectionOf(store, 'erp')];
    expect(other?.product).toBe('erp');
    expect(other?.connection).not.toBe(demo?.connection);
    for (const connection of [demo, other]) {
      expect(connection && (await setup.callStore(connection, 'V1/modules')).status).toBe(200);
    }
  });

  test('two merchants connect one store each, at the same time', async () => {
    const [one, two] = [await setup.store(), await setup.store()];
    await Promise.all([
      connect(one, createMerchant({ email: 'ana@example.com' })),
      connect(two, createMerchant({ email: 'ben@example.com' })),
    ]);
    expect((await setup.connectionOf(one))?.account.label).toBe('ana@example.com');
    expect((await setup.connectionOf(two))?.account.label).toBe('ben@example.com');
  });

  test('one browser connects two stores at once', async () => {
    const merchant = createMerchant();
    const stores = [await setup.store(), await setup.store()];
    const popups = [];
    for (const store of stores) {
      const activation = await store.activate(store.id);
      popups.push(await merchant.visit(activation.delivered ? activation.popupUrl : ''));
    }
    const questions = [];
    for (const popup of popups) questions.push(await merchant.signIn(popup));
    const ends = [];
    for (const question of questions) ends.push(await merchant.settle(await merchant.answer(question, 'yes')));
    expect(ends.map(({ url }) => url)).toEqual(stores.map((store) => store.successCallback));
  });
});

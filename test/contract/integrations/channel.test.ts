import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { knownConnectors } from '../../../functions/integrations/known-connectors.ts';
import { openChannelDefaults } from '../../../functions/products/channel-defaults.ts';
import { openPublishedFields } from '../../../functions/products/published-fields.ts';
import { type GraphQlSetup, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl();
});
afterAll(() => setup.close());

const ORDERS = { name: 'orders', everyMinutes: 5 };
const SELECTION = 'productIntegration { revision channel { connectors { name everyMinutes } } }';
const set = (id: string, connectors: unknown) =>
  setup.change('setProductIntegrationChannel', { id, connectors }, SELECTION);

describe('the channel that stores get', () => {
  test('is replaced as a whole, once however often it is sent, and removed by none', async () => {
    const id = await setup.create();
    const shown = { revision: 2, channel: { connectors: [ORDERS] } };
    expect(await set(id, [ORDERS])).toMatchObject({ productIntegration: shown });
    expect(await set(id, [ORDERS])).toMatchObject({ productIntegration: shown });
    expect(await set(id, [])).toMatchObject({ productIntegration: { revision: 3, channel: null } });
    expect(await set(id, null)).toMatchObject({ productIntegration: { revision: 3, channel: null } });
  });

  test.each([
    [[{ ...ORDERS, everyMinutes: 4 }], 'everyMinutes must be a whole number of minutes from 5 to 1440'],
    [[{ ...ORDERS, everyMinutes: 1_441 }], 'everyMinutes must be a whole number of minutes from 5 to 1440'],
    [[{ ...ORDERS, name: 'Orders!' }], 'name must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter'],
    [[ORDERS, { ...ORDERS, everyMinutes: 10 }], 'connectors must not have a connector twice'],
  ])('%j is refused, and changes nothing', async (connectors, message) => {
    const id = await setup.create();
    expect((await set(id, connectors))['userErrors']).toMatchObject([{ code: 'INPUT_INVALID', message }]);
    expect(await setup.read(id, 'revision')).toEqual({ revision: 1 });
  });

  test('with a connector that there is not is saved, and never published as ready', async () => {
    const id = await setup.create();
    await set(id, [{ name: 'weather', everyMinutes: 5 }]);
    const codes = await setup.refused('publishProductIntegration', { integrationId: id, requireReady: true });
    expect(JSON.stringify(codes)).toContain('NOT_READY');
  });

  test('counts from the next publish, and in place of that of the settings', async () => {
    const id = await setup.create();
    const product = parseProductId('demo');
    const defaults = () =>
      openChannelDefaults(
        openPublishedFields({
          productItems: setup.deps.products,
          integrations: { find: setup.deps.integrations.find, snapshot: setup.deps.snapshot },
          now: () => new Date(),
        }),
        { demo: { stock: 15 } },
      )(product);
    const ofSettings = { connectors: [{ name: 'stock', everyMinutes: 15 }] };
    await setup.change('publishProductIntegration', { integrationId: id });
    expect(await setup.refused('linkProductIntegration', { integrationId: id, productId: 'demo' })).toEqual([]);
    await set(id, [ORDERS]);
    expect(await defaults()).toEqual(ofSettings);
    await setup.change('publishProductIntegration', { integrationId: id });
    expect(await defaults()).toEqual({ connectors: [ORDERS] });
    await setup.refused('unlinkProductIntegration', { integrationId: id, productId: 'demo' });
    expect(await defaults()).toEqual(ofSettings);
  });
});

describe("with the vendor's own connectors, the channel that stores get", () => {
  const REVIEWS = { name: 'reviews', everyMinutes: 60 };
  const FINDINGS = 'findings { severity code path message }';
  let own: GraphQlSetup;
  beforeAll(async () => {
    const needed = ['Magento_Review::reviews_all', 'Magento_Review::ratings'];
    own = await openGraphQl({ connectors: knownConnectors([{ name: 'reviews', resources: needed }]) });
  });
  afterAll(() => own.close());
  const setOf = async (connectors: object[]) => {
    const id = await own.create();
    const selection = `productIntegration { channel { connectors { name everyMinutes } } ${FINDINGS} }`;
    const set = await own.change('setProductIntegrationChannel', { id, connectors }, selection);
    return { id, set: Object(set['productIntegration']) };
  };
  const ofChannel = (findings: { path: string[] }[]) => findings.filter(({ path }) => path[0] === 'channel');

  test('has them as any other, and says what the store must grant for each', async () => {
    const { set } = await setOf([ORDERS, REVIEWS]);
    expect(set.channel).toEqual({ connectors: [ORDERS, REVIEWS] });
    expect(ofChannel(set.findings)).toEqual([
      expect.objectContaining({
        code: 'PERMISSION_NEEDED',
        path: ['channel', 'connectors', '0'],
        message: expect.stringContaining('Magento_Sales::actions_view'),
      }),
      expect.objectContaining({
        severity: 'WARNING',
        code: 'PERMISSION_NEEDED',
        path: ['channel', 'connectors', '1'],
        message: 'Stores must grant Magento_Review::reviews_all, Magento_Review::ratings: have your module ask for it.',
      }),
    ]);
  });

  test('names them among those that there are', async () => {
    const { set } = await setOf([{ name: 'weather', everyMinutes: 5 }]);
    const [finding] = Object(ofChannel(set.findings));
    expect(finding).toMatchObject({ severity: 'ERROR', code: 'CONNECTOR_UNKNOWN' });
    expect(finding.message).toMatch(/There are: store-views, .*prices, reviews\.$/);
  });
});

import { describe, expect, test } from 'vitest';
import type { Generation } from '../../../infra/local/demo-store/oauth/base-string.ts';
import { rawCall, signedCall } from './oauth/signed-call.ts';
import type { Shop } from './shop.ts';
import { connect, keysOf, openShop, requestCall, restCall, rowsOf, tokenIn } from './shop.ts';

function unauthorized(resources: string) {
  return {
    status: 401,
    body: `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"${resources}"}}`,
  };
}
function says(message: string) {
  return { status: 401, body: JSON.stringify({ message }) };
}

async function connected(options = {}) {
  const shop = await openShop(options);
  const { keys, token } = await connect(shop);
  return { shop, keys, token, get: (path: string) => restCall(shop, path, keys, token) };
}

describe('V1/modules', () => {
  test('answers the names of the modules as JSON', async () => {
    const { get } = await connected();
    const reply = await get('rest/V1/modules');
    expect(reply).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('application/json') },
    });
    expect(JSON.parse(reply.body)).toContain('Magento_Store');
  });

  test.each(['rest/V1/modules', 'rest/all/V1/modules', 'rest/default/V1/modules'])('is also at %s', async (path) => {
    const { get } = await connected();
    expect(await get(path)).toMatchObject({ status: 200 });
  });

  test('is granted to every integration that has any resource at all', async () => {
    const { shop, get } = await connected();
    shop.setResources(shop.id, ['Magento_Sales::ship']);
    expect(await get('rest/V1/modules')).toMatchObject({ status: 200 });
    shop.setResources(shop.id, []);
    expect(await get('rest/V1/modules')).toMatchObject(unauthorized('Magento_Backend::admin'));
  });
});

describe('a call that is refused', () => {
  test('lacks the resource', async () => {
    const { shop, get } = await connected();
    shop.setResources(shop.id, ['Magento_Catalog::products']);
    expect(await get('rest/V1/store/storeConfigs')).toMatchObject(unauthorized('Magento_Backend::store'));
    shop.setResources(shop.id, ['Magento_Backend::store']);
    expect(await get('rest/V1/store/storeConfigs')).toMatchObject({ status: 200 });
    expect(await get('rest/V1/products?searchCriteria=')).toMatchObject(unauthorized('Magento_Catalog::products'));
    shop.setResources(shop.id, ['Magento_Backend::all']);
    expect(await get('rest/V1/products?searchCriteria=')).toMatchObject({ status: 200 });
  });

  test('comes from an integration that was set inactive', async () => {
    const { shop, get } = await connected();
    shop.setActive(shop.id, false);
    expect(await get('rest/V1/modules')).toMatchObject(unauthorized('Magento_Backend::admin'));
    shop.setActive(shop.id, true);
    expect(await get('rest/V1/modules')).toMatchObject({ status: 200 });
  });

  test.each<Record<string, string>>([{}, { authorization: 'Basic eDp5' }])('has the headers %j', async (headers) => {
    const shop = await openShop();
    const reply = await rawCall('GET', `${shop.baseUrl}rest/V1/modules`, headers);
    expect(reply).toMatchObject(unauthorized('Magento_Backend::admin'));
  });

  test('uses the access token as a Bearer token', async () => {
    const { shop, token } = await connected();
    const headers = { authorization: `Bearer ${token.token}` };
    const reply = await rawCall('GET', `${shop.baseUrl}rest/V1/modules`, headers);
    expect(reply).toMatchObject(unauthorized('Magento_Backend::admin'));
  });

  test('names an unknown token', async () => {
    const { shop, keys } = await connected();
    const token = { token: 'x'.repeat(32), secret: 'y'.repeat(32) };
    expect(await restCall(shop, 'rest/V1/modules', keys, token)).toMatchObject(says('Specified token does not exist'));
  });

  test('uses the token of another consumer', async () => {
    const { shop, token } = await connected();
    const { endpointUrl, identityLinkUrl } = rowsOf(shop);
    const { consumer } = shop.addIntegration({ name: 'Other', endpointUrl, identityLinkUrl });
    const keys = { consumerKey: consumer.key, consumerSecret: consumer.secret, verifier: '' };
    expect(await restCall(shop, 'rest/V1/modules', keys, token)).toMatchObject(
      says('Token is not associated with the specified consumer'),
    );
  });

  test('names an unknown consumer', async () => {
    const { shop, keys, token } = await connected();
    const unknown = { ...keys, consumerKey: 'x'.repeat(32) };
    expect(await restCall(shop, 'rest/V1/modules', unknown, token)).toMatchObject(
      says('A consumer having the specified key does not exist'),
    );
  });

  test('comes after the integration was deleted', async () => {
    const { shop, get } = await connected();
    shop.deleteIntegration(shop.id);
    expect(await get('rest/V1/modules')).toMatchObject(says('A consumer having the specified key does not exist'));
  });

  test('has a wrong signature', async () => {
    const { shop, keys, token } = await connected();
    const wrong = { ...token, secret: 'z'.repeat(32) };
    expect(await restCall(shop, 'rest/V1/modules', keys, wrong)).toMatchObject(
      says('The signature is invalid. Verify and try again.'),
    );
  });

  test('uses a token that was not yet exchanged', async () => {
    const shop = await openShop();
    await shop.activate(shop.id);
    const request = tokenIn(await requestCall(shop, keysOf(shop)));
    expect(await restCall(shop, 'rest/V1/modules', keysOf(shop), request)).toMatchObject(
      says('Token is not an access token'),
    );
    expect(rowsOf(shop).active).toBe(false);
  });
});

describe('a permission', () => {
  test.each([
    ['Magento_Backend::store', 'rest/V1/store/storeConfigs'],
    ['Magento_Backend::store', 'rest/V1/store/storeViews'],
    ['Magento_Backend::store', 'rest/V1/store/storeGroups'],
    ['Magento_Backend::store', 'rest/V1/store/websites'],
    ['Magento_Catalog::products', 'rest/V1/products?searchCriteria='],
    ['Magento_Catalog::products', 'rest/V1/products/24-MB100'],
    ['Magento_Customer::customer', 'rest/V1/customers/search?searchCriteria='],
    ['Magento_Customer::customer', 'rest/V1/customers/7'],
    ['Magento_Sales::actions_view', 'rest/V1/orders?searchCriteria='],
    ['Magento_Sales::actions_view', 'rest/V1/orders/7'],
  ])('%s lets %s through, and nothing else does', async (resource, path) => {
    const { shop, get } = await connected();
    expect(await get(path)).toMatchObject({ status: 200 });
    shop.setResources(shop.id, [resource]);
    expect(await get(path)).toMatchObject({ status: 200 });
    shop.setResources(shop.id, ['Magento_Customer::manage', 'Magento_Sales::ship']);
    expect(await get(path)).toMatchObject(unauthorized(resource));
  });
});

describe('customers', () => {
  test('are those that the orders name', async () => {
    const { get } = await connected();
    const filter = 'searchCriteria[filterGroups][0][filters][0]';
    const query = `${filter}[field]=email&${filter}[value]=customer29@example.com`;
    const found = JSON.parse((await get(`rest/V1/customers/search?${query}`)).body);
    expect(found).toMatchObject({
      items: [{ id: 30, email: 'customer29@example.com', website_id: 1 }],
      total_count: 1,
    });
    expect(JSON.parse((await get('rest/V1/customers/30')).body)).toEqual(found.items[0]);
  });

  test('that do not exist are named', async () => {
    const { get } = await connected();
    const { status, body } = await get('rest/V1/customers/41');
    expect([status, JSON.parse(body)]).toEqual([
      404,
      {
        message: 'No such entity with %fieldName = %fieldValue',
        parameters: { fieldName: 'customerId', fieldValue: 41 },
      },
    ]);
  });
});

describe('store views', () => {
  test('are two, of one group and one website, beside those of the admin', async () => {
    const { get } = await connected();
    const codes = async (list: string) =>
      JSON.parse((await get(`rest/V1/store/${list}`)).body).map((one: { code: string }) => one.code);
    expect(await codes('storeViews')).toEqual(['admin', 'default', 'en']);
    expect(await codes('storeGroups')).toEqual(['default', 'main_website_store']);
    expect(await codes('websites')).toEqual(['admin', 'base']);
    expect(await codes('storeConfigs')).toEqual(['default', 'en']);
  });
});

describe('routes', () => {
  test.each(['rest/V1/nothing', 'rest/V1/modules/1', 'rest/nowhere/V1/modules'])(
    '%s is none, for anybody',
    async (path) => {
      const shop = await openShop();
      expect(await rawCall('GET', `${shop.baseUrl}${path}`)).toMatchObject({
        status: 404,
        body: '{"message":"Request does not match any route."}',
      });
    },
  );

  test('an anonymous one answers whatever the signature', async () => {
    const shop = await openShop();
    const headers = { authorization: 'OAuth oauth_consumer_key="nobody", oauth_signature="x"' };
    expect(await rawCall('GET', `${shop.baseUrl}rest/V1/directory/currency`, headers)).toMatchObject({ status: 200 });
  });

  test('magento_version tells no patch level', async () => {
    const shop = await openShop();
    expect((await rawCall('GET', `${shop.baseUrl}magento_version`)).body).toBe('Magento/2.4 (Community)');
  });

  test('nothing of the store is outside its base path', async () => {
    const shop = await openShop({ basePath: '/shop/' });
    const { origin } = new URL(shop.baseUrl);
    expect((await rawCall('GET', `${origin}/other/rest/V1/directory/currency`)).status).toBe(404);
    expect((await rawCall('GET', `${origin}/pohs/rest/V1/directory/currency`)).status).toBe(404);
    expect((await rawCall('GET', `${origin}/shop/rest/V1/directory/currency`)).status).toBe(200);
  });

  test('a store without rewrites answers below index.php only', async () => {
    const shop = await openShop({ indexPhp: true });
    const { origin } = new URL(shop.baseUrl);
    expect((await rawCall('GET', `${origin}/rest/V1/directory/currency`)).status).toBe(404);
    expect((await rawCall('GET', `${origin}/index.php/rest/V1/directory/currency`)).status).toBe(200);
  });
});

describe.each<Generation>(['2.0', '2.4.6', '2.4.8'])('a %s store', (generation) => {
  async function call(path: string, signedAs: Generation) {
    const shop: Shop = await openShop({ generation });
    const { keys, token } = await connect(shop);
    const url = `${shop.baseUrl}${path}`;
    return await signedCall({ method: 'GET', url, ...keys, token, now: shop.clock.now, generation: signedAs });
  }

  test.each([
    'rest/V1/products/ABC%2F10',
    "rest/V1/products/a'b",
    'rest/V1/products/a!b',
    'rest/V1/products/a*b',
    'rest/V1/products/a+b',
    'rest/V1/products/50%25off',
    'rest/V1/products/%C3%A9-%E2%82%AC',
  ])('verifies the target as received: %s', async (path) => {
    expect(await call(path, generation)).toMatchObject({ status: 200 });
  });

  test('refuses what another generation would sign for an awkward path', async () => {
    const other = generation === '2.4.6' ? '2.0' : '2.4.6';
    expect(await call('rest/V1/products/ABC%2F10', other)).toMatchObject({ status: 401 });
  });

  test('refuses what another generation would sign for eleven filter groups', async () => {
    const filters = Array.from(
      { length: 11 },
      (_, at) => `searchCriteria[filter_groups][${at}][filters][0][field]=sku`,
    );
    const path = `rest/V1/products?${filters.join('&')}`;
    expect(await call(path, generation)).toMatchObject({ status: 200 });
    expect(await call(path, generation === '2.4.8' ? '2.4.6' : '2.4.8')).toMatchObject({ status: 401 });
  });
});

import { parse } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import type { Shop } from './shop.ts';
import { connect, openShop, restCall, rowsOf } from './shop.ts';

async function grid(shop: Shop) {
  const page = await fetch(shop.adminUrl);
  return parse(await page.text());
}

async function post(
  shop: Shop,
  path: string,
  fields: Record<string, string> | URLSearchParams = {},
): Promise<Response> {
  const formKey = (await grid(shop)).querySelector('body')?.getAttribute('data-form-key') ?? '';
  const body = new URLSearchParams({ form_key: formKey });
  for (const [name, value] of new URLSearchParams(fields)) body.append(name, value);
  return await fetch(`${shop.adminUrl}${path}`, { method: 'POST', body, redirect: 'manual' });
}

describe('the Integrations grid', () => {
  test('shows name, status and an Activate button, then Reauthorize once the integration is active', async () => {
    const shop = await openShop();
    const row = async () => (await grid(shop)).querySelector('tbody tr')?.structuredText ?? '';
    expect(await row()).toMatch(/Acme[\s\S]*Inactive[\s\S]*Activate[\s\S]*Delete/);
    await connect(shop);
    expect(await row()).toMatch(/Acme[\s\S]*Active[\s\S]*Reauthorize[\s\S]*Delete/);
  });

  test('shows the badge "Integration not secure" unless both URLs are https', async () => {
    const shop = await openShop({ integrations: [] });
    shop.addIntegration({ name: 'A', endpointUrl: 'https://a.example/', identityLinkUrl: 'https://a.example/' });
    shop.addIntegration({ name: 'B', endpointUrl: 'https://b.example/', identityLinkUrl: 'http://b.example/' });
    const badges = (await grid(shop)).querySelectorAll('tbody tr').map((row) => row.querySelector('.badge')?.text);
    expect(badges).toEqual([undefined, 'Integration not secure']);
  });

  test('lists the resources in the dialog that asks for permission', async () => {
    const shop = await openShop();
    const dialog = (await grid(shop)).querySelector(`#permissions-${shop.id}`);
    expect(dialog?.querySelectorAll('li code').map(({ text }) => text)).toEqual(rowsOf(shop).resources);
    expect(dialog?.querySelectorAll('button').map(({ text }) => text)).toEqual(['Cancel', 'Allow']);
  });

  test('escapes what an integration is called', async () => {
    const shop = await openShop({ integrations: [] });
    shop.addIntegration({ name: '<img src=x>', endpointUrl: 'http://a/', identityLinkUrl: 'http://a/' });
    const page = await grid(shop);
    expect(page.querySelector('img')).toBeNull();
    expect(page.querySelector('tbody strong')?.text).toBe('<img src=x>');
  });

  test('is where the base URL leads a person', async () => {
    const shop = await openShop();
    expect((await fetch(shop.baseUrl)).url).toBe(shop.adminUrl);
  });
});

describe('what changes something', () => {
  const paths = (shop: Shop) => [
    `tokensExchange/id/${shop.id}/reauthorize/0/`,
    `tokensExchange/id/${shop.id}/reauthorize/1/`,
    `delete/id/${shop.id}/`,
    `save/id/${shop.id}/`,
    'save/',
    'data/',
  ];

  test('is not triggered by GET', async () => {
    const shop = await openShop();
    for (const path of paths(shop)) expect((await fetch(`${shop.adminUrl}${path}`)).status).toBe(405);
    expect(rowsOf(shop).tokens).toEqual([]);
  });

  test('wants the form key of the page', async () => {
    const shop = await openShop();
    for (const path of paths(shop))
      expect((await fetch(`${shop.adminUrl}${path}`, { method: 'POST' })).status).toBe(403);
    expect(rowsOf(shop).tokens).toEqual([]);
  });
});

describe('Allow', () => {
  test('posts the keys and answers where the popup opens', async () => {
    const shop = await openShop();
    const reply = await post(shop, `tokensExchange/id/${shop.id}/reauthorize/0/`);
    const back = encodeURIComponent(shop.successCallback);
    const popup_url = `http://127.0.0.1:1/login?oauth_consumer_key=${rowsOf(shop).consumer.key}&success_call_back=${back}`;
    expect(await reply.json()).toEqual({ popup_url });
  });

  test('opens no popup after a failed POST; the admin reads why', async () => {
    const shop = await openShop({
      integrations: [{ name: 'Acme', endpointUrl: 'http://127.0.0.1:1/', identityLinkUrl: 'http://127.0.0.1:1/' }],
    });
    expect(await (await post(shop, `tokensExchange/id/${shop.id}/reauthorize/0/`)).json()).toEqual({});
    const alert = (await grid(shop)).querySelector('[role=alert]')?.text;
    expect(alert).toBe(
      'The attempt to post data to consumer failed due to an unexpected error. Please try again later.',
    );
    expect((await grid(shop)).querySelector('[role=alert]')).toBeNull();
  });
});

describe('New Integration and Delete', () => {
  const entered = {
    name: 'New',
    email: 'a@b.example',
    endpoint: 'http://n.example/c',
    identity_link_url: 'http://n.example/l',
  };

  test('saves what was entered', async () => {
    const shop = await openShop();
    const fields = new URLSearchParams({ ...entered, resource: 'Magento_Sales::ship' });
    fields.append('resource', 'Magento_Backend::store');
    expect((await post(shop, 'save/', fields)).status).toBe(303);
    expect(shop.states()[1]).toMatchObject({
      name: 'New',
      endpointUrl: 'http://n.example/c',
      resources: ['Magento_Sales::ship', 'Magento_Backend::store'],
      active: false,
    });
  });

  test.each([{ name: '' }, { name: 'Acme' }, { endpoint: 'javascript:alert(1)' }, { identity_link_url: 'nowhere' }])(
    'refuses %j and says so',
    async (change) => {
      const shop = await openShop();
      await post(shop, 'save/', { ...entered, ...change });
      expect(shop.states()).toHaveLength(1);
      expect((await grid(shop)).querySelector('[role=alert]')).not.toBeNull();
    },
  );

  test('removes a deleted integration from the grid', async () => {
    const shop = await openShop();
    await post(shop, `delete/id/${shop.id}/`);
    expect(shop.state(shop.id)).toBeUndefined();
    expect((await grid(shop)).querySelector('tbody')?.text).toContain("We couldn't find any records.");
  });
});

describe('the data of the store', () => {
  async function message(shop: Shop) {
    return (await grid(shop)).querySelector('#messages p')?.text;
  }

  test('changes by forms whose fields all have a label', async () => {
    const section = (await grid(await openShop())).querySelector('section[aria-labelledby=data-title]');
    expect(section?.querySelectorAll('button').map(({ text }) => text)).toEqual([
      'Place an order',
      'Change a product',
      'Delete a product',
    ]);
    const fields = section?.querySelectorAll('input:not([type=hidden])').map((one) => one.parentNode?.text.trim());
    expect(fields).toEqual(['SKU', 'New price', 'SKU']);
  });

  test('gets an order, a new price, and loses a product', async () => {
    const shop = await openShop();
    expect((await post(shop, 'data/', { change: 'order' })).status).toBe(303);
    expect(await message(shop)).toBe('Order #000000121 has been placed.');
    expect(shop.data.orders.get(121)).toMatchObject({ state: 'new', updated_at: '2026-11-21 12:00:00' });
    await post(shop, 'data/', { change: 'product', sku: 'ABC/10', price: '7.25' });
    expect(await message(shop)).toBe('Product "ABC/10" has been changed.');
    expect(shop.data.products.find('ABC/10')).toMatchObject({ price: 7.25, updated_at: '2026-11-21 12:00:00' });
    await post(shop, 'data/', { change: 'deletion', sku: 'abc/10' });
    expect(shop.data.products.find('ABC/10')).toBeUndefined();
  });

  test.each([
    {},
    { change: 'product', price: '1' },
    { change: 'product', sku: 'a', price: 'x' },
    { change: 'deletion', sku: 'x' },
  ])('stays as it is after %j, and the admin reads why', async (fields) => {
    const shop = await openShop();
    await post(shop, 'data/', fields);
    expect((await grid(shop)).querySelector('[role=alert]')).not.toBeNull();
    expect(shop.data.products.rows()).toHaveLength(250);
  });
});

describe('Edit', () => {
  test('shows what is granted, and what could be', async () => {
    const shop = await openShop();
    shop.setResources(shop.id, ['Magento_Sales::ship', 'Acme_Own::thing']);
    const boxes = (await grid(shop)).querySelectorAll(`#edit-${shop.id} input[name=resource]`);
    const ticked = boxes.filter((box) => box.hasAttribute('checked')).map((box) => box.getAttribute('value'));
    expect(ticked).toEqual(['Magento_Sales::ship', 'Acme_Own::thing']);
    expect(boxes.length).toBeGreaterThan(10);
  });

  test('takes a permission away at once, and gives it back, without a Reauthorize', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    const orders = () => restCall(shop, 'rest/V1/orders?searchCriteria[pageSize]=1', keys, token);
    expect(await orders()).toMatchObject({ status: 200 });
    expect((await post(shop, `save/id/${shop.id}/`, { resource: 'Magento_Catalog::products' })).status).toBe(303);
    expect(await orders()).toMatchObject({ status: 401, body: expect.stringContaining('Magento_Sales::actions_view') });
    await post(shop, `save/id/${shop.id}/`, { resource: 'Magento_Sales::actions_view' });
    expect(await orders()).toMatchObject({ status: 200 });
    expect(rowsOf(shop)).toMatchObject({ name: 'Acme', active: true, resources: ['Magento_Sales::actions_view'] });
  });
});

describe('an integration that a module made', () => {
  const made = { name: 'Module', endpointUrl: 'http://a/', identityLinkUrl: 'http://a/', setupType: 1 } as const;

  test('cannot be deleted in the grid, and the button says why', async () => {
    const shop = await openShop({ integrations: [made] });
    const button = (await grid(shop)).querySelectorAll('tbody button').find(({ text }) => text === 'Delete');
    expect(button?.hasAttribute('disabled')).toBe(true);
    expect(button?.getAttribute('title')).toBe('Uninstall the extension to remove this integration');
  });

  test('stays when its deletion is posted all the same', async () => {
    const shop = await openShop({ integrations: [made] });
    await post(shop, `delete/id/${shop.id}/`);
    expect((await grid(shop)).querySelector('[role=alert]')?.text).toBe(
      "Uninstall the extension to remove integration 'Module'.",
    );
    expect(shop.states()).toHaveLength(1);
  });
});

test('the page at success_call_back closes its window after a second', async () => {
  const shop = await openShop();
  const page = await (await fetch(shop.successCallback)).text();
  expect(page).toMatch(/setTimeout\(\(\) => window\.close\(\), 1000\)/);
});

import { describe, expect, test } from 'vitest';
import { CHANNEL } from './channel-samples.ts';
import { answering, consoleFor, pageOf, textOf } from './setup.ts';
import { BROKEN, STORE } from './store-samples.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');

describe('the list of stores', () => {
  test('asks the API for exactly what the filters say, and leaves empty ones out', async () => {
    const list = answering({ items: [] });
    const { get } = await consoleFor({ routes: { 'GET /v1/connections': list.handler } });
    await get('/console/stores?host=+shop.example.com+&account=&status=unreachable&product=erp&cursor=abc');
    expect(Object.fromEntries(list.asked[0]?.query ?? [])).toEqual({
      host: 'shop.example.com',
      status: 'unreachable',
      product: 'erp',
      limit: '50',
      cursor: 'abc',
    });
    expect(list.asked[0]).toMatchObject({ client: 'operator:olga@example.com', products: 'all' });
  });

  test.each([
    ['https://shop.example.com/de/cart?x=1', 'shop.example.com'],
    ['http://127.0.0.1:8788/', '127.0.0.1:8788'],
    ['shop.example.com/', 'shop.example.com'],
    ['shop.example.com:8443', 'shop.example.com:8443'],
    ['http://', 'http://'],
  ])('takes the host out of the address %s', async (typed, host) => {
    const list = answering({ items: [] });
    const { get } = await consoleFor({ routes: { 'GET /v1/connections': list.handler } });
    await get(`/console/stores?host=${encodeURIComponent(typed)}`);
    expect(list.asked[0]?.query.get('host')).toBe(host);
  });

  test('shows each store with its status in words, and leads to its page', async () => {
    const list = answering({ items: [STORE, BROKEN] });
    const { get } = await consoleFor({ now, routes: { 'GET /v1/connections': list.handler } });
    const page = pageOf(await get('/console/stores'));
    const rows = page.querySelectorAll('tbody tr').map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(rows[0]).toContain('shop.example.comworkserpana@example.com6 days ago');
    expect(rows[1]).toContain('broken.example.commust be reauthorized');
    expect(page.querySelectorAll('tbody a').map((link) => link.getAttribute('href'))).toEqual([
      `/console/stores/${STORE.id}`,
      `/console/stores/${BROKEN.id}`,
    ]);
  });

  test('goes on by the cursor, with the same filters', async () => {
    const list = answering({ items: [STORE], next: 'n3xt' });
    const { get } = await consoleFor({ routes: { 'GET /v1/connections': list.handler } });
    const page = pageOf(await get('/console/stores?status=active'));
    expect(page.querySelector('.pager a')?.getAttribute('href')).toBe('/console/stores?status=active&cursor=n3xt');
  });

  test('says what to do when nothing fits, and when there is nothing yet', async () => {
    const routes = { 'GET /v1/connections': answering({ items: [] }).handler };
    const { get } = await consoleFor({ routes });
    expect(textOf(await get('/console/stores?host=shop'))).toContain('No store fits.');
    expect(textOf(await get('/console/stores'))).toContain('No store has been connected yet.');
  });
});

describe("a store's page", () => {
  const routes = {
    'GET /v1/connections/{id}': answering(BROKEN).handler,
    'POST /v1/connections/{id}/check': answering({ connection: STORE, result: 'alive', milliseconds: 3 }).handler,
    'DELETE /v1/connections/{id}': answering({ connection: STORE, inMagento: '' }).handler,
  };
  const here = `/console/stores/${BROKEN.id}`;

  test('says in one look that it does not work, why not, since when, and what to do', async () => {
    const { get } = await consoleFor({ now, routes });
    const notice = pageOf(await get(here))
      .querySelector('.notice')
      ?.textContent.replaceAll(/\s+/g, ' ');
    expect(notice).toContain('Magento has dropped our access to this store');
    expect(notice).toContain('Magento no longer knows our access token.');
    expect(notice).toContain('Since Nov 25, 2026, 9:30 AM UTC (26 hours ago)');
    expect(notice).toContain('Ask the merchant to press “Reauthorize” in Magento');
  });

  test('leads to the attempts of its host, and does not say that it was never checked', async () => {
    const { checkedAt: _, ...unchecked } = STORE;
    const store = answering(unchecked);
    const { get } = await consoleFor({ now, routes: { ...routes, 'GET /v1/connections/{id}': store.handler } });
    const page = pageOf(await get(here));
    expect(page.textContent).toContain('none since it was connected');
    const links = page.querySelectorAll('main a').map((link) => link.getAttribute('href'));
    expect(links).toContain('/console/attempts?host=shop.example.com');
  });

  test('asks for the integration anew only where Magento no longer has it', async () => {
    const shown = async (reason: 'consumer_unknown' | 'token_rejected') => {
      const store = answering({ ...BROKEN, reason });
      return textOf(
        await (await consoleFor({ now, routes: { ...routes, 'GET /v1/connections/{id}': store.handler } })).get(here),
      );
    };
    expect(await shown('consumer_unknown')).toContain('add the integration in Magento again');
    expect(await shown('token_rejected')).toContain('Ask the merchant to press “Reauthorize”');
  });

  test('is in German for whoever reads German', async () => {
    const { get } = await consoleFor({ now, routes, language: 'de-AT' });
    const answer = await get(here);
    expect(answer.body).toContain('<html lang="de">');
    expect(textOf(answer)).toContain('Magento kennt unser Zugriffstoken nicht mehr.');
  });

  test('has buttons for operators, and tells viewers why they have none', async () => {
    const operator = pageOf(await (await consoleFor({ routes })).get(here));
    expect(operator.querySelectorAll('main form').map((form) => form.getAttribute('action'))).toEqual([
      `${here}/check`,
      `${here}/disconnect`,
    ]);
    const viewer = await (await consoleFor({ routes, role: 'viewer' })).get(here);
    expect(pageOf(viewer).querySelectorAll('main form')).toEqual([]);
    expect(textOf(viewer)).toContain('Ask an operator');
  });

  test('checks the store, says what came out, and writes down who did it', async () => {
    const console = await consoleFor({ now, routes });
    const answer = await console.post(`${here}/check`);
    expect([answer.status, answer.headers?.['location']]).toEqual([303, `${here}?done=store_works`]);
    expect(console.logged).toContainEqual({
      event: 'console_action',
      action: 'check',
      target: BROKEN.id,
      operator: 'olga@example.com',
      sub: 'sub-olga',
      outcome: 'done',
    });
    const page = await console.get(`${here}?done=store_works`);
    expect(textOf(page)).toContain('The store was asked just now, and everything works.');
    expect(pageOf(page).querySelector('.history')?.textContent).toContain('Checked by hand by olga@example.com');
  });

  test.each(['operator', 'viewer'] as const)("leads to the account in the vendor's product, for a %s", async (role) => {
    const accountPages = { erp: 'https://app.acme.example/accounts/{account}?store={host}' };
    const odd = { ...BROKEN, account: { ...BROKEN.account, id: 'a/../b?c=javascript:d#"e' } };
    const own = { 'GET /v1/connections/{id}': answering(odd).handler };
    const link = pageOf(await (await consoleFor({ routes: own, role, accountPages })).get(here)).querySelector(
      'a[href^="https://app.acme.example/"]',
    );
    expect(link?.textContent).toBe('Open in Acme ERP');
    expect(link?.attributes).toMatchObject({
      href: 'https://app.acme.example/accounts/a%2F..%2Fb%3Fc%3Djavascript%3Ad%23%22e?store=broken.example.com',
      rel: 'noopener noreferrer',
      target: '_blank',
    });
  });

  test('leads nowhere without a URL of its product, or without what that names', async () => {
    for (const accountPages of [
      { shop: 'https://a.example/{account}' },
      { erp: 'https://a.example/{vendorAccount}' },
    ]) {
      const answer = await (await consoleFor({ routes, accountPages })).get(here);
      expect(textOf(answer)).not.toContain('Open in');
    }
  });

  describe('names what is not granted', () => {
    const shown = async (store: object, byConnectors: readonly string[] = []) => {
      const { connectors: _, writers: __, lagSeconds: ___, ...shared } = CHANNEL;
      const channel = { ...shared, connectors: {}, writers: {}, missingPermissions: byConnectors };
      const { get } = await consoleFor({
        routes: {
          'GET /v1/connections/{id}': answering({ ...STORE, ...store }).handler,
          'GET /v1/connections/{id}/channels': answering({ items: [channel] }).handler,
        },
      });
      return pageOf(await get(here));
    };
    const missing = async (store: object, byConnectors: readonly string[] = []) => {
      const rows = (await shown(store, byConnectors)).querySelectorAll('dl.facts > div');
      const row = rows.find((one) => one.textContent.startsWith('Missing permissions'));
      return row?.querySelector('dd')?.textContent.replaceAll(/\s+/g, ' ');
    };
    const inactive = { status: 'inactive', reason: 'permission_missing' };

    test('as the tree of Magento shows it, and by its id where the tree has no such thing', async () => {
      const named = ['Magento_Backend::admin', 'Magento_Sales::actions_view', 'Acme_Own::thing'];
      expect(await missing({ ...inactive, missingPermissions: named })).toBe(
        'Sales / Operations / Orders / Actions / View Magento_Sales::actions_viewAcme_Own::thing',
      );
    });

    test('also what connectors of its channels lack, once', async () => {
      const needed = ['Magento_Customer::customer', 'Magento_Customer::customer'];
      expect(await missing({}, needed)).toBe('Customers Magento_Customer::customer');
    });

    test('at the top, where everything else works, with what to do', async () => {
      const warnings = async (store: object, lacked: readonly string[]) =>
        (await shown(store, lacked)).querySelectorAll('.notice.warn').map(({ textContent }) => textContent);
      const [warning = ''] = await warnings({}, ['Magento_Customer::customer']);
      expect(warning).toContain('Customers Magento_Customer::customer');
      expect(warning).toContain('Ask the merchant to tick them');
      expect(await warnings({}, [])).toEqual([]);
      expect(await warnings(inactive, ['Magento_Customer::customer'])).toEqual([]);
    });

    test.each([[undefined], [['Magento_Backend::admin']]])(
      'all, where Magento named %j',
      async (missingPermissions) => {
        expect(await missing({ ...inactive, missingPermissions }, ['Magento_Customer::customer'])).toBe(
          'all, or the integration is not active',
        );
      },
    );

    test('nothing, where nothing is known to be missing', async () => {
      expect(await missing({})).toBeUndefined();
    });
  });

  test('lists what clients of the API did, beside what people did', async () => {
    const { get, deps } = await consoleFor({ now, routes });
    const entry = { at: '2026-11-26T11:00:00.000Z', by: 'client:backend', action: 'check', outcome: 'done' };
    await deps.audit.put(BROKEN.id, { ...entry, id: '1' });
    await deps.audit.put(BROKEN.id, { ...entry, id: '2', action: 'move', outcome: 'account_forbidden' });
    const history = pageOf(await get(here)).querySelector('.history')?.textContent;
    expect(history).toContain('Checked through the API by backend');
    expect(history).toContain('Given to another account through the API (refused: account_forbidden) by backend');
  });

  test('leads to the events about it that failed, and that wait, where there are integrations', async () => {
    const links = async (graphQl?: 'off') =>
      pageOf(await (await consoleFor({ routes, ...(graphQl && { graphQl }) })).get(here))
        .querySelectorAll('main a[href^="/console/deliveries"]')
        .map((link) => link.getAttribute('href'));
    const list = `/console/deliveries?connection=${BROKEN.id}&status=`;
    expect(await links()).toEqual([`${list}FAILED`, `${list}WAITING`]);
    expect(await links('off')).toEqual([]);
  });

  test('asks before it disconnects', async () => {
    const { get, post } = await consoleFor({ routes });
    const details = pageOf(await get(here)).querySelector('details');
    expect(details?.textContent).toContain('The credentials are destroyed');
    expect(details?.querySelector('form')?.getAttribute('action')).toBe(`${here}/disconnect`);
    expect((await post(`${here}/disconnect`)).headers?.['location']).toBe(`${here}?done=disconnected`);
  });
});

import { describe, expect, test } from 'vitest';
import type { ApiHandler } from '../../../functions/adapters/lambda/api-handler.ts';
import type { ChannelView } from '../../../functions/api/contract/channels/channel-views.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { CHANNEL, FAILED_RUN, RUN } from './channel-samples.ts';
import { answering, consoleFor, pageOf, textOf } from './setup.ts';
import { STORE } from './store-samples.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');
const here = `/console/channels/${CHANNEL.id}`;
const { lagSeconds: _, run: __, connectors, ...listed } = CHANNEL;
const LISTED = {
  ...listed,
  host: 'shop.example.com',
  connectors: Object.fromEntries(
    Object.entries(connectors).map(([name, { on, everyMinutes }]) => [name, { on, everyMinutes }]),
  ),
  writers: { stock: { priority: 'store' } },
};

const routes = {
  'GET /v1/connections/{id}': answering(STORE).handler,
  'GET /v1/connections/{id}/channels': answering({ items: [LISTED] }).handler,
  'GET /v1/channels': answering({ items: [LISTED], next: 'n3xt' }).handler,
  'GET /v1/channels/{id}': answering(CHANNEL).handler,
  'GET /v1/channels/{id}/runs': answering({ items: [FAILED_RUN, RUN] }).handler,
  'GET /v1/channels/{id}/changes': answering({ items: [] }).handler,
  'POST /v1/channels/{id}/sync': answering(RUN).handler,
  'PUT /v1/channels/{id}': answering(CHANNEL).handler,
};

const refusing = (code: 'channel_changed' | 'channel_busy'): ApiHandler => {
  return async () => Promise.reject(new Refusal(code));
};

describe('the list of channels', () => {
  test('shows of each its store and status, leads to both pages, and reads none of them whole', async () => {
    const whole = answering(CHANNEL);
    const { get } = await consoleFor({ now, routes: { ...routes, 'GET /v1/channels/{id}': whole.handler } });
    const answer = await get('/console/channels?status=active&product=erp');
    const page = pageOf(answer);
    expect(page.querySelector('tbody tr')?.textContent.replaceAll(/\s+/g, ' ')).toMatch(
      /shop\.example\.com.*Channel …cccccc.*is read.*erp.*6 days ago/,
    );
    expect(whole.asked).toEqual([]);
    expect(page.querySelectorAll('tbody a').map((link) => link.getAttribute('href'))).toEqual([
      `/console/stores/${STORE.id}`,
      here,
    ]);
    expect(page.querySelector('tbody .icon svg')).not.toBeNull();
    expect(page.querySelector('.pager a')?.getAttribute('href')).toBe(
      '/console/channels?status=active&product=erp&cursor=n3xt',
    );
  });

  test('shows how far behind each is and why, and what is left alone since it was paused', async () => {
    const failing = { reason: 'store_timeout', since: '2026-11-26T09:00:00.000Z' };
    const items = [
      { ...LISTED, failing },
      { ...LISTED, status: 'paused', statusSince: '2026-11-24T12:00:00.000Z', failing },
      { ...LISTED, status: 'unavailable', statusSince: '2026-11-26T11:00:00.000Z' },
      { ...LISTED, host: undefined },
    ];
    const { get } = await consoleFor({ now, routes: { ...routes, 'GET /v1/channels': answering({ items }).handler } });
    const page = pageOf(await get('/console/channels'));
    const column = page.querySelectorAll('thead th').findIndex(({ textContent }) => textContent === 'Behind by');
    expect(page.querySelectorAll('tbody tr').map((row) => row.querySelectorAll('td,th')[column]?.textContent)).toEqual([
      expect.stringMatching(/^3 hours\s*The store .+/),
      expect.stringMatching(/^2 days\s*The store .+/),
      '60 minutes',
      '–',
    ]);
    expect(page.querySelectorAll('tbody tr')[3]?.textContent).toContain(STORE.id);
  });

  test('is on the page of the store, too', async () => {
    const page = pageOf(await (await consoleFor({ now, routes })).get(`/console/stores/${STORE.id}`));
    expect(page.querySelector('.rows a')?.getAttribute('href')).toBe(here);
  });
});

describe("a channel's page", () => {
  test('says of each connector how far it is, and what keeps it', async () => {
    const text = textOf(await (await consoleFor({ now, routes })).get(here));
    expect(text).toContain('The store is read, but not all of it.');
    expect(text).toContain('Deliveries are behind by at most 4 minutes.');
    expect(text).toContain('1,500 of 2,000 records imported');
    expect(text).toContain('The integration lacks Magento_Customer::customer in Magento.');
    expect(text).toContain('and to save. It counts at once');
  });

  test('says who made it, or that it came by itself', async () => {
    const shown = async (createdBy: string) => {
      const channel = answering({ ...CHANNEL, createdBy });
      const { get } = await consoleFor({ now, routes: { ...routes, 'GET /v1/channels/{id}': channel.handler } });
      return textOf(await get(here));
    };
    expect(await shown('integration')).toContain('Channel made by itself when the store was connected');
    expect(await shown('cli_1')).toContain('Channel made by cli_1');
  });

  test('calls only those behind that are', async () => {
    const { orders, customers } = CHANNEL.connectors;
    if (!orders || !customers) throw new Error('The sample has both');
    const shown = async (connectors: ChannelView['connectors']) => {
      const channel = answering({ ...CHANNEL, connectors });
      const { get } = await consoleFor({ now, routes: { ...routes, 'GET /v1/channels/{id}': channel.handler } });
      return textOf(await get(here));
    };
    expect(await shown({ orders, customers: { ...customers, lagSeconds: 4 } })).not.toContain('Behind by');
    expect(await shown({ orders: { ...orders, state: 'behind' }, customers })).toContain('Behind by 4 minutes.');
  });

  test('shows the last runs with counts and why they failed, and draws their records', async () => {
    const page = pageOf(await (await consoleFor({ now, routes })).get(here));
    expect(page.textContent).toContain('The connection to the store failed before anything was asked.');
    const bars = page.querySelectorAll('.chart rect');
    expect(bars.map((bar) => [bar.getAttribute('class'), bar.getAttribute('height')])).toEqual([
      ['bar good', '60'],
      ['bar bad', '0'],
    ]);
    expect(page.querySelector('figcaption')?.textContent).toContain('last 2 runs, at most 32 in one');
  });

  test('lets viewers see the switches and change none', async () => {
    const { get, post } = await consoleFor({ now, routes, role: 'viewer' });
    const page = pageOf(await get(here));
    expect(page.querySelectorAll('main form, main input')).toEqual([]);
    expect(page.textContent).toContain('15 minutes');
    expect((await post(`${here}/sync`)).status).toBe(403);
  });

  test('is in German for whoever reads German', async () => {
    const text = textOf(await (await consoleFor({ now, routes, language: 'de' })).get(here));
    expect(text).toContain('1.500 von 2.000 Datensätzen importiert');
    expect(text).toContain('Bestellungen');
  });
});

describe('switching connectors', () => {
  const form = {
    csrf: 'csrf-of-this-session',
    revision: '4',
    was_orders: 'on:5',
    on_orders: '1',
    every_orders: '5',
    was_products: 'on:15',
    every_products: '30',
    was_stock: 'off:30',
    on_stock: '1',
    every_stock: '30',
  };

  test('sends what was changed and nothing else, from the revision that was shown', async () => {
    const change = answering(CHANNEL);
    const { post } = await consoleFor({ now, routes: { ...routes, 'PUT /v1/channels/{id}': change.handler } });
    const answer = await post(`${here}/connectors`, form);
    expect(answer.headers?.['location']).toBe(`${here}?done=channel_saved`);
    expect(JSON.parse(String(change.asked[0]?.body))).toEqual({
      revision: 4,
      connectors: { products: { on: false, everyMinutes: 30 }, stock: { on: true, everyMinutes: 30 } },
    });
  });

  test('brings the form back on a conflict, with what was entered and the present revision', async () => {
    const changed = answering({ ...CHANNEL, revision: 9 });
    const { post, entries } = await consoleFor({
      now,
      routes: {
        ...routes,
        'GET /v1/channels/{id}': changed.handler,
        'PUT /v1/channels/{id}': refusing('channel_changed'),
      },
    });
    const answer = await post(`${here}/connectors`, form);
    const page = pageOf(answer);
    expect(answer.status).toBe(409);
    expect(textOf(answer)).toContain('Somebody else has changed this channel meanwhile. Nothing was saved.');
    expect(page.querySelector('input[name=revision]')?.getAttribute('value')).toBe('9');
    expect(page.querySelector('input[name=on_stock]')?.hasAttribute('checked')).toBe(true);
    expect(page.querySelector('input[name=on_products]')?.hasAttribute('checked')).toBe(false);
    expect(page.querySelector('input[name=every_products]')?.getAttribute('value')).toBe('30');
    expect(entries.get(CHANNEL.id)?.[0]).toMatchObject({ action: 'switch_connectors', outcome: 'refused' });
  });

  test('sets who wins at a conflict, and keeps that choice when the form comes back', async () => {
    const change = answering(CHANNEL);
    const { get, post } = await consoleFor({ now, routes: { ...routes, 'PUT /v1/channels/{id}': change.handler } });
    const shown = pageOf(await get(here)).querySelector('#wins_stock option[selected]');
    expect(shown?.getAttribute('value')).toBe('store');
    const wins = { csrf: form.csrf, revision: '4', was_wins_stock: 'store', wins_stock: 'vendor' };
    const answer = await post(`${here}/connectors`, wins);
    expect(answer.headers?.['location']).toBe(`${here}?done=channel_saved`);
    expect(JSON.parse(String(change.asked[0]?.body))).toEqual({
      revision: 4,
      writers: { stock: { priority: 'vendor' } },
    });
    const busy = await consoleFor({
      now,
      routes: { ...routes, 'PUT /v1/channels/{id}': refusing('channel_changed') },
    });
    const back = await busy.post(`${here}/connectors`, wins);
    expect(back.status).toBe(409);
    expect(pageOf(back).querySelector('#wins_stock option[selected]')?.getAttribute('value')).toBe('vendor');
  });

  test('asks nothing of the API when nothing was changed', async () => {
    const { post } = await consoleFor({
      now,
      routes: { ...routes, 'PUT /v1/channels/{id}': refusing('channel_changed') },
    });
    const answer = await post(`${here}/connectors`, {
      csrf: form.csrf,
      revision: '4',
      was_stock: 'off:30',
      every_stock: '30',
    });
    expect(answer.headers?.['location']).toBe(`${here}?done=channel_as_it_was`);
  });
});

describe("a channel's buttons", () => {
  test('start a run, and lead to its page', async () => {
    const sync = answering(RUN);
    const console = await consoleFor({ now, routes: { ...routes, 'POST /v1/channels/{id}/sync': sync.handler } });
    const answer = await console.post(`${here}/sync`);
    expect(answer.headers?.['location']).toBe(`/console/runs/${RUN.id}?done=run_started`);
    await console.post(`${here}/start-over`, { csrf: console.csrf, full: 'redeliver' });
    expect(sync.asked.map(({ body }) => JSON.parse(String(body)))).toEqual([{}, { full: 'redeliver' }]);
    expect(console.entries.get(CHANNEL.id)?.map(({ action }) => action)).toEqual(['start_over', 'sync']);
  });

  test('ask before all of the store is read anew', async () => {
    const page = pageOf(await (await consoleFor({ now, routes })).get(here));
    const question = page.querySelectorAll('details').find((one) => one.textContent.includes('Start over'));
    expect(question?.textContent).toContain('All of the store is read anew.');
    expect(question?.querySelector('input[name=full][checked]')?.getAttribute('value')).toBe('compare');
  });

  test('offer to resume a paused channel, and nothing that it would refuse', async () => {
    const paused = answering({ ...CHANNEL, status: 'paused', pausedBy: 'operator:olga@example.com' });
    const resumed = answering(CHANNEL);
    const { get, post } = await consoleFor({
      now,
      routes: {
        ...routes,
        'GET /v1/channels/{id}': paused.handler,
        'POST /v1/channels/{id}/resume': resumed.handler,
      },
    });
    const actions = pageOf(await get(here)).querySelectorAll('.actions form');
    expect(actions.map((one) => one.getAttribute('action'))).toEqual([`${here}/resume`]);
    expect((await post(`${here}/resume`)).headers?.['location']).toBe(`${here}?done=channel_resumed`);
  });
});

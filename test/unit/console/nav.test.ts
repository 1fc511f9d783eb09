import { expect, test } from 'vitest';
import { answering, type ConsoleOptions, consoleFor, pageOf, textOf } from './setup.ts';

const STORES = { 'GET /v1/connections': answering({ items: [] }).handler };
const CHANNELS = { 'GET /v1/channels': answering({ items: [] }).handler };

async function listed(options: ConsoleOptions, at = '/console/stores'): Promise<readonly string[]> {
  const page = pageOf(await (await consoleFor(options)).get(at));
  return page.querySelectorAll('nav.pages a').map((link) => link.textContent);
}

test('every page is listed where the settings leave nothing out', async () => {
  const all = ['Overview', 'Stores', 'Attempts', 'Channels', 'Integrations', 'Deliveries', 'Settings'];
  expect(await listed({ routes: { ...STORES, ...CHANNELS } })).toEqual(all);
});

test('channels are not listed where stores are not read', async () => {
  const without = ['Overview', 'Stores', 'Attempts', 'Integrations', 'Deliveries', 'Settings'];
  expect(await listed({ routes: STORES })).toEqual(without);
});

test('integrations and deliveries are not listed where there are none, and are not there', async () => {
  const options = { routes: { ...STORES, ...CHANNELS }, graphQl: 'off' } as const;
  const without = ['Overview', 'Stores', 'Attempts', 'Channels', 'Settings'];
  expect(await listed(options)).toEqual(without);
  expect(await listed(options, '/console/stores/con_1')).toEqual(without);
  for (const path of ['/console/integrations', '/console/deliveries']) {
    const answer = await (await consoleFor(options)).get(path);
    expect(answer.status).toBe(404);
    expect(textOf(answer)).not.toContain('Deliveries');
  }
});

test('a refusal lists the same pages', async () => {
  const refuse = async () => Promise.reject(new Error('no table'));
  const routes = { 'GET /v1/connections': refuse };
  expect(await listed({ routes, graphQl: 'off' })).toEqual(['Overview', 'Stores', 'Attempts', 'Settings']);
});

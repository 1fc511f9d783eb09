import { describe, expect, test } from 'vitest';
import { CHANNEL } from './channel-samples.ts';
import { answering, consoleFor, pageOf } from './setup.ts';
import { STORE } from './store-samples.ts';

const LIST = 'GET /v1/connections/{id}/channels';
const CREATE = 'POST /v1/connections/{id}/channels';
const here = `/console/stores/${STORE.id}`;
const { connectors: _, writers: __, lagSeconds: ___, ...shared } = CHANNEL;
const listed = { ...shared, connectors: {}, writers: {} };
const made = { ...CHANNEL, id: `chn_${'f'.repeat(32)}` };

function routesWith(channels: readonly object[]) {
  const create = answering(made);
  const routes = {
    'GET /v1/connections/{id}': answering(STORE).handler,
    [LIST]: answering({ items: channels }).handler,
    [CREATE]: create.handler,
  };
  return { routes, create };
}

const form = (seen: string) => ({ csrf: 'csrf-of-this-session', seen });

describe('making a channel of a store', () => {
  test('leads to the page where it is chosen what is read: so far, that is nothing', async () => {
    const { routes, create } = routesWith([]);
    const { post } = await consoleFor({ routes });
    const answer = await post(`${here}/channels`, form('0'));
    expect(answer.headers?.['location']).toBe(`/console/channels/${made.id}?done=channel_made`);
    expect(create.asked.map(({ body }) => JSON.parse(String(body)))).toEqual([{ type: 'magento2', connectors: {} }]);
  });

  test('makes one only, however often the button is pressed', async () => {
    const { routes, create } = routesWith([listed]);
    const { post } = await consoleFor({ routes });
    const answer = await post(`${here}/channels`, form('0'));
    expect(answer.headers?.['location']).toBe(`/console/channels/${CHANNEL.id}`);
    expect(create.asked).toEqual([]);
  });

  test('makes a further one where the page shows what there is', async () => {
    const { routes, create } = routesWith([listed]);
    const { get, post } = await consoleFor({ routes });
    const seen = pageOf(await get(here)).querySelector(`form[action="${here}/channels"] input[name=seen]`);
    await post(`${here}/channels`, form(seen?.getAttribute('value') ?? ''));
    expect(create.asked).toHaveLength(1);
  });

  test.each([
    ['to viewers', STORE, 'viewer'],
    ['for a store that is disconnected', { ...STORE, status: 'disconnected' }, 'operator'],
  ] as const)('is not offered %s', async (_, store, role) => {
    const { routes } = routesWith([]);
    const shown = { ...routes, 'GET /v1/connections/{id}': answering(store).handler };
    const { get } = await consoleFor({ routes: shown, role });
    expect(pageOf(await get(here)).querySelector(`form[action="${here}/channels"]`)).toBeNull();
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeChannel } from '../../../functions/api/channels/change-channel.ts';
import { createChannel } from '../../../functions/api/channels/create-channel.ts';
import { listChannels, listChannelsOfConnection } from '../../../functions/api/channels/list-channels.ts';
import { showChannel } from '../../../functions/api/channels/show-channel.ts';
import { connectorsOf } from '../../../functions/channels/channel-types.ts';
import { describedConnectors } from '../../../functions/channels/described-connectors.ts';
import { parseChannelId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

/*
 * Of the vendor's own connectors the API knows what the settings say, and has none of their code.
 */

const REVIEWS = {
  name: 'reviews',
  label: 'Reviews',
  resources: ['Magento_Review::reviews_all', 'Magento_Review::ratings'],
  after: ['products'],
  everyMinutes: 60,
  kind: 'changes',
  path: 'V1/reviews',
} as const;
const OWN = describedConnectors([REVIEWS]);
const REFUSED = { code: 'permission_missing', since: '2026-11-22T11:00:00.000Z' } as const;

let setup: ApiSetup;
let deps: ApiSetup['deps'];
beforeEach(async () => {
  setup = await openApiSetup();
  deps = { ...setup.deps, connectorsOf: (type) => connectorsOf(type, OWN) };
});
afterEach(() => setup.close());

const made = async (connectors: object): Promise<string> =>
  (await ask(createChannel(deps), { id: await setup.connect(), body: { type: 'magento2', connectors } })).json.id;
const show = async (id: string) => (await ask(showChannel(deps), { id })).json;

async function refuse(id: string, name: string): Promise<void> {
  const channel = await deps.channels.find(parseChannelId(id));
  if (channel === undefined) throw new Error('no channel');
  await deps.channels.recordLook(channel, { custom: true, found: { [parseConnectorName(name)]: REFUSED } });
}

test('one that the store grants nothing says which resources it needs, and the others go on', async () => {
  const id = await made({ reviews: {}, orders: {} });
  await refuse(id, 'reviews');
  const { connectors } = await show(id);
  expect(connectors.reviews).toEqual({
    on: true,
    everyMinutes: 60,
    label: 'Reviews',
    state: 'skipped',
    reason: 'permission_missing',
    since: REFUSED.since,
    resources: ['Magento_Review::reviews_all', 'Magento_Review::ratings'],
  });
  expect(connectors.orders).toEqual({ on: true, everyMinutes: 5, label: 'Orders', state: 'waiting' });
});

test('a list names what the store does not grant to connectors that are on', async () => {
  const id = await made({ reviews: {}, orders: {} });
  const listed = async () => {
    const { connection } = await show(id);
    const { items } = (await ask(listChannelsOfConnection(deps), { id: connection })).json;
    expect((await ask(listChannels(deps))).json.items[0].missingPermissions).toEqual(items[0].missingPermissions);
    return items[0].missingPermissions;
  };
  expect(await listed()).toBeUndefined();
  await refuse(id, 'reviews');
  expect(await listed()).toEqual(['Magento_Review::reviews_all', 'Magento_Review::ratings']);
  const { revision } = await show(id);
  await ask(changeChannel(deps), { id, body: { revision, connectors: { reviews: { on: false } } } });
  expect(await listed()).toBeUndefined();
});

test('one that is switched off asks for nothing', async () => {
  const id = await made({ reviews: {}, orders: {} });
  await refuse(id, 'reviews');
  await ask(changeChannel(deps), { id, body: { revision: 1, connectors: { reviews: { on: false } } } });
  expect((await show(id)).connectors.reviews).toEqual({
    on: false,
    everyMinutes: 60,
    label: 'Reviews',
    state: 'off',
  });
});

test('one that the settings name no longer is not shown, and cannot be switched on', async () => {
  const id = await made({ reviews: {}, orders: {} });
  await refuse(id, 'reviews');
  expect((await ask(showChannel(setup.deps), { id })).json.connectors).not.toHaveProperty('reviews');
  const refused = await ask(changeChannel(setup.deps), { id, body: { revision: 1, connectors: { reviews: {} } } });
  expect(refused).toMatchObject({ status: 400, json: { code: 'request_malformed' } });
  expect(refused.json.problems.join()).toContain('connectors.reviews: is unknown');
});

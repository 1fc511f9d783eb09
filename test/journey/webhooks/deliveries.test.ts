import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ApiClientSetup, openApiClientSetup } from '../api-setup.ts';
import { openAuthority } from './authority.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { CLIENT, openTokenProvider, type TokenProvider } from './token-provider.ts';
import { SIGNING_SECRET, writeIntegration } from './written-integration.ts';

let setup: ApiClientSetup;
let receiver: Receiver;
let provider: TokenProvider;
beforeAll(async () => {
  const authority = await openAuthority();
  [receiver, provider] = await Promise.all([openReceiver(authority), openTokenProvider(authority)]);
  setup = await openApiClientSetup({ hostFunctions: authority.hostFunctions, schedules: false });
}, 60_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close(), provider?.close()]));
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer({});
});

const byToken = () => ({ type: 'OAUTH2', clientId: CLIENT.id, tokenUri: provider.tokenUri, scope: 'events', secret: CLIENT.secret }) as const;

test('a store that is connected is posted within two seconds, signed, with a token of the vendor’s own server', async () => {
  await writeIntegration(setup.local, {
    urls: { createUrl: `${receiver.url}/created`, assignUrl: `${receiver.url}/assigned` },
    credentials: byToken(),
    previousSecret: `whsec_${Buffer.alloc(32, 8).toString('base64')}`,
  });
  receiver.answer({ body: '{"success":true,"accountIdentifier":"acme-4711"}' });
  const { id } = await setup.connected();
  await expect.poll(() => receiver.at('/created').length).toBe(1);
  const announced = setup.local.events.find((event) => event['detail-type'] === 'connection.created');
  const [post] = receiver.at('/created');
  expect(post && post.at - Date.parse(String(announced?.detail['time']))).toBeLessThan(2_000);
  expect(post?.method).toBe('POST');
  const payload: unknown = new Webhook(SIGNING_SECRET).verify(post?.body ?? '', { ...post?.headers } as Record<string, string>);
  expect(payload).toMatchObject({
    type: 'connection.created',
    data: { eventType: 'SUBSCRIPTION_ORDER', product: 'demo', connection: id, id: `${announced?.detail['id']}.SUBSCRIPTION_ORDER` },
  });
  expect(await provider.clientOf(post?.headers.authorization)).toBe(CLIENT.id);
  await expect.poll(() => receiver.at('/assigned').length).toBe(1);
  await setup.local.queues.idle();
  expect(await setup.api.connections.get(id)).toMatchObject({ id });
});

import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PING_SOURCE } from '../../../functions/adapters/eventbridge/event-bus.ts';
import { listen } from '../../../infra/local/aws/aws-json.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';
import { openAuthority } from './authority.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { webhookQueueOf } from './webhook-queue.ts';
import { type Wanted, writeIntegration } from './written-integration.ts';

const TYPES = ['SUBSCRIPTION_ORDER', 'SUBSCRIPTION_CHANGE', 'SUBSCRIPTION_CANCEL', 'SUBSCRIPTION_NOTICE'] as const;

let setup: LocalSetup;
let receiver: Receiver;
/** Whose certificate only bears the name of the authority that functions trust. */
let stranger: Receiver;
/** No TLS at all. */
const plain = createServer();
let plainPort: number;
beforeAll(async () => {
  const [authority, strange] = await Promise.all([openAuthority(), openAuthority()]);
  [receiver, stranger] = await Promise.all([openReceiver(authority), openReceiver(strange)]);
  plainPort = await listen(plain, 0);
  setup = await openLocalSetup({}, { hostFunctions: authority.hostFunctions, schedules: false });
}, 180_000);
afterAll(async () => {
  plain.close();
  await Promise.all([setup?.close(), receiver?.close(), stranger?.close()]);
});

async function pinged(wanted: Wanted) {
  const startedAt = setup.now().toISOString();
  const integration = await writeIntegration(setup.local, { at: startedAt, ...wanted });
  const lastTest = { startedAt, version: 'WORKING', types: TYPES, results: [] };
  await integration.publish(1, {}, startedAt, { lastTest });
  const detail = { integration: integration.id, version: 'WORKING', types: TYPES, startedAt };
  const ping = { source: PING_SOURCE, 'detail-type': 'ping', detail };
  setup.local.queues.send(webhookQueueOf(setup.local), JSON.stringify(ping));
  await setup.local.queues.idle();
  return (await integration.read())?.lastTest;
}

test('a ping tells a certificate, a port without TLS, a closed port and silence apart, with times', async () => {
  receiver.answer({ silent: true });
  const test = await pinged({
    urls: {
      createUrl: `${stranger.url}/created`,
      upgradeUrl: `https://127.0.0.1:${plainPort}/`,
      cancelUrl: 'https://127.0.0.1:1/',
      notifyUrl: `${receiver.url}/silent`,
    },
  });
  expect(test?.endedAt).toBeDefined();
  expect(test?.results.map(({ success, error, message, httpStatus }) => [success, error, message, httpStatus])).toEqual(
    [
      [false, 'tls_failed', 'CERT_SIGNATURE_FAILURE', undefined],
      [false, 'tls_failed', expect.stringMatching(/^(?:ERR_SSL_|EPROTO)/), undefined],
      [false, 'unreachable', 'ECONNREFUSED', undefined],
      [false, 'timeout', 'TIMEOUT', undefined],
    ],
  );
  expect(stranger.received).toEqual([]);
  const [, , closed, silent] = test?.results ?? [];
  expect(closed?.milliseconds).toBeLessThan(5_000);
  expect(silent?.milliseconds).toBeGreaterThanOrEqual(14_900);
  expect(silent?.milliseconds).toBeLessThan(20_000);
}, 180_000);

test('a ping says that it is the token which failed, and how, before any URL is asked', async () => {
  const credentials = { type: 'OAUTH2', clientId: 'handfast', secret: 'a-secret' } as const;
  const urls = Object.fromEntries(['createUrl', 'upgradeUrl', 'cancelUrl'].map((name) => [name, `${receiver.url}/x`]));
  receiver.received.length = 0;
  const failed = async (tokenUri: string) => {
    const test = await pinged({ urls, credentials: { ...credentials, tokenUri } });
    const [first] = test?.results ?? [];
    expect(first?.tokenMilliseconds).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(test)).not.toContain(credentials.secret);
    return [first?.error, first?.message];
  };
  expect(await failed(`${stranger.url}/token`)).toEqual(['token_failed', 'tls_failed (CERT_SIGNATURE_FAILURE)']);
  expect(await failed('http://vendor.example/token')).toEqual(['token_failed', expect.any(String)]);
  expect(await failed('https://nowhere.invalid/token')).toEqual([
    'token_failed',
    expect.stringMatching(/^dns_failed \(/),
  ]);
  expect(receiver.received).toEqual([]);
}, 180_000);

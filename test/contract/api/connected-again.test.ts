import { afterEach, beforeEach, expect, test } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { disconnect } from '../../../functions/api/connections/disconnect-connection.ts';
import { moveConnection } from '../../../functions/api/connections/move-connection.ts';
import { showConnection } from '../../../functions/api/connections/show-connection.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { announce } from '../../../functions/exchange/steps/announce.ts';
import { checkOwned } from '../../../functions/exchange/steps/check-owned.ts';
import { linkStore } from '../../../functions/exchange/steps/link-store.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

/*
 * What the vendor hears and reads when a merchant connects a store again: the last steps of the handshake, on the table
 * that the API reads.
 */

const product = parseProductId('demo');
const storeUrl = parseStoreUrl('https://shop.example/');
const ANA = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const BEN = { ...ANA, id: 'ben', label: 'ben@example.com' };

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

/** An attempt that the merchant has agreed to and whose credentials are checked is linked and reported. */
async function link(account = ANA, consumerKey = 'ck') {
  const key = digestOf(consumerKey);
  const activations = openActivationRepository(setup.table, setup.deps.now);
  const ref = { product, key, activation: newActivationId() };
  const secrets = sealed.parse(new Uint8Array([1]));
  const receivedAt = setup.setup.time.toISOString();
  const consumer = consumerIdOf('cs', storeUrl);
  const message = { consumer, activation: ref.activation, storeUrl, secrets, verifierDigest: 'v', receivedAt } as const;
  await activations.begin(ref, { ...message, state: 'received' }, { owner: undefined, seenBefore: false });
  await activations.requested(ref);
  await activations.consent(ref, { decision: 'yes', account, at: receivedAt });
  await activations.granted(ref, secrets, true);
  await activations.checked(ref, ['2.4.8']);
  const keysOf = async () => ({ consumerKey, consumerSecret: 'cs', token: 'at', tokenSecret: 'ats' });
  const vault = { open: keysOf as never, seal: async () => secrets };
  const deps = { ...setup.deps, activations, vault, requireBelowLimit: async () => undefined };
  await linkStore(deps)({ task: 'Link', ...ref });
  await announce({ ...deps, checkOwned: checkOwned(deps) })({ task: 'Announce', ...ref });
  const event = setup.published.at(-1);
  const { json } = await ask(showConnection(setup.deps), { id: Object(event?.detail).connection });
  return { event, shown: json };
}

test('by the same integration, the store is reauthorized', async () => {
  const first = await link();
  const again = await link();
  expect([first.event?.type, again.event?.type]).toEqual(['connection.created', 'connection.reauthorized']);
  expect(again.shown.id).toBe(first.shown.id);
});

test('after it was disconnected, the store is created, with the id it had', async () => {
  const first = await link();
  await ask(disconnect(setup.deps), { id: first.shown.id });
  setup.setup.time = new Date('2026-11-23T12:00:00.000Z');
  const again = await link();
  expect(setup.published.map(({ type }) => type)).toEqual([
    ...['connection.created', 'connection.disconnected', 'connection.created'],
  ]);
  expect(again.shown).toEqual({
    ...first.shown,
    connectedAt: '2026-11-23T12:00:00.000Z',
    statusSince: expect.any(String),
  });
  expect(again.shown).toMatchObject({ status: 'active', statusSince: '2026-11-23T12:00:00.000Z', account: ANA });
});

test('after it was disconnected, its integration serves no other account, until it is moved there', async () => {
  const { shown } = await link();
  await ask(disconnect(setup.deps), { id: shown.id });
  await expect(link(BEN)).rejects.toMatchObject({ code: 'integration_taken' });
  await ask(moveConnection(setup.deps), { id: shown.id, body: { id: BEN.id, label: BEN.label } });
  expect(await link(BEN)).toMatchObject({
    event: { type: 'connection.created', detail: { account: 'https://id.example#ben' } },
    shown: { id: shown.id, status: 'active', account: BEN },
  });
  await expect(link(ANA)).rejects.toMatchObject({ code: 'integration_taken' });
});

test('after it was disconnected, a new integration connects it for whoever made that', async () => {
  const { shown } = await link();
  await ask(disconnect(setup.deps), { id: shown.id });
  expect(await link(BEN, 'another key')).toMatchObject({
    event: { type: 'connection.created', detail: { account: 'https://id.example#ben', connection: shown.id } },
    shown: { status: 'active', account: BEN },
  });
});

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptItem } from '../../../functions/adapters/dynamodb/activations/activation-item.ts';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const AT = '2026-11-21T12:00:00.000Z';
const now = () => new Date(AT);
const storeUrl = parseStoreUrl('https://shop.example/');
const BOX = sealed.parse(new Uint8Array([7]));
const yes = { decision: 'yes', account: { issuer: 'https://id.example', id: 'ana', label: 'ana' }, at: AT } as const;

let table: Awaited<ReturnType<typeof embeddedTable>>;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

/** An attempt whose merchant has agreed and answered. */
async function answered() {
  const activations = openActivationRepository(table, now);
  const ref = { product: parseProductId('demo'), key: digestOf(AT), activation: newActivationId() };
  const consumer = consumerIdOf('s', storeUrl);
  const message = { ...ref, consumer, storeUrl, secrets: BOX, verifierDigest: '', receivedAt: AT, state: 'received' };
  await activations.begin(ref, { ...message, state: 'received' }, { owner: undefined, seenBefore: false });
  await activations.requested(ref);
  const kept = await activations.consent(ref, yes, BOX);
  const attributes = async () => {
    const Key = { pk: attemptItem(ref.activation) };
    return Object.keys((await table.client.send(new GetCommand({ TableName: table.name, Key }))).Item ?? {});
  };
  return { activations, ref, kept, attributes };
}

test('answers are kept with the consent that counts, and with no other', async () => {
  const { activations, ref, kept } = await answered();
  expect(kept.answers).toEqual(BOX);
  const second = await activations.consent(ref, yes, sealed.parse(new Uint8Array([8])));
  expect(second.answers).toEqual(BOX);
});

test('answers go with the consent when the merchant is asked again', async () => {
  const { activations, ref, attributes } = await answered();
  await activations.granted(ref, BOX, true);
  await activations.checked(ref, []);
  await activations.askAgain(ref);
  expect(await attributes()).not.toContain('answers');
});

test.each(['linked', 'failed', 'stop'] as const)('answers do not stay with an attempt that ends by %s', async (end) => {
  const { activations, ref, attributes } = await answered();
  expect(await attributes()).toContain('answers');
  if (end === 'linked') {
    await activations.granted(ref, BOX, true);
    await activations.checked(ref, []);
    await activations.linked(ref, newConnectionId(), { kind: 'created' });
  } else await activations[end](ref, { code: 'store_timeout', at: AT });
  expect(await attributes()).not.toContain('answers');
});

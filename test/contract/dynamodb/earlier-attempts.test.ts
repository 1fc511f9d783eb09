import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ActivationRepository,
  openActivationRepository,
} from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { EARLIER_CONSUMER } from '../../../functions/adapters/dynamodb/activations/earlier-activation.ts';
import { keyItem } from '../../../functions/adapters/dynamodb/keys/key-item.ts';
import { type KeyRepository, openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

/* Items as the version wrote them that kept one attempt per consumer key. */

const product = parseProductId('demo');
const storeUrl = parseStoreUrl('https://shop.example/');
const box = (byte: number) => sealed.parse(new Uint8Array([byte]));
const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const yes = { decision: 'yes', account: ana, at: '2026-11-21T11:30:00.000Z' } as const;
const connection = newConnectionId();

let table: Awaited<ReturnType<typeof embeddedTable>>;
let activations: ActivationRepository;
let keys: KeyRepository;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());
beforeEach(() => {
  const now = () => new Date('2026-11-21T12:00:00Z');
  activations = openActivationRepository(table, now);
  keys = openKeyRepository(table, now);
});

const EXPIRES_AT = Date.parse('2026-11-21T13:30:00Z') / 1000;

async function earlier(stage: string, more: Record<string, unknown> = {}): Promise<ActivationRef> {
  const ref = { product, key: digestOf(randomUUID()), activation: newActivationId() };
  const receivedAt = '2026-11-21T11:30:00.000Z';
  const Item = {
    pk: `ACTIVATION#${product}#${ref.key}`,
    ...{ ...ref, storeUrl, stage, verifierDigest: 'v', receivedAt, expiresAt: EXPIRES_AT },
    ...{
      listing: `ACTIVATION#${product}`,
      host: `${product}#shop.example`,
      listedAs: `${receivedAt}#${ref.activation}`,
    },
    ...more,
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  return ref;
}

const AT_STAGE = {
  received: { secrets: box(1) },
  requested: { secrets: box(1), requestToken: box(2), taskToken: 'token' },
  granted: { requestToken: box(2), credentials: box(3), consent: yes },
  checked: { credentials: box(3), generations: ['2.4.8'], consent: yes },
  linked: { connection, kind: 'created', consent: yes },
  failed: { failure: { code: 'store_busy', at: '2026-11-21T11:40:00.000Z' }, requestToken: box(2) },
} as const;

describe('an attempt that was under way when the stack was upgraded', () => {
  test.each(Object.entries(AT_STAGE))('is found at the stage %s', async (stage, more) => {
    const ref = await earlier(stage, more);
    const { ...kept } = more as Record<string, unknown>;
    delete kept['requestToken'];
    const expected = { ...ref, stage, storeUrl, consumer: EARLIER_CONSUMER, expiresAt: EXPIRES_AT, ...kept };
    expect(await activations.find(ref)).toMatchObject(expected);
    // Once it has an item of its own, too.
    expect(await activations.find(ref)).toMatchObject(expected);
    expect(await activations.find({ ...ref, activation: newActivationId() })).toBeUndefined();
  });

  test('goes on from every stage to its end', async () => {
    const received = await earlier('received', AT_STAGE.received);
    await activations.find(received);
    await activations.requested(received);
    await activations.awaitConsent(received, 'token');
    await activations.consent(received, yes);
    await activations.granted(received, box(3), true);
    await activations.checked(received, ['2.4.8']);
    expect(await activations.close(received)).toBe(true);
    expect(await activations.linked(received, connection, { kind: 'created' })).toMatchObject({ stage: 'linked' });
    const failing = await earlier('granted', AT_STAGE.granted);
    expect((await activations.current(failing)).stage).toBe('granted');
    expect(await activations.failed(failing, AT_STAGE.failed.failure)).toMatchObject({ stage: 'failed' });
  });

  test.each(['requested', 'granted', 'checked'] as const)(
    'is changed at %s even if nobody has read it',
    async (stage) => {
      const ref = await earlier(stage, AT_STAGE[stage]);
      expect(await activations.failed(ref, AT_STAGE.failed.failure)).toMatchObject({ stage: 'failed' });
    },
  );

  test('is asked again where its merchant agreed to replace a version of a connection', async () => {
    const ref = await earlier('requested', { ...AT_STAGE.requested, consent: { ...yes, replaces: 3 } });
    expect(await activations.find(ref)).not.toHaveProperty('consent');
    expect(await activations.consent(ref, yes)).toMatchObject({ consent: yes, taskToken: 'token' });
  });

  test('has its request token with its key, where later attempts find it, until it is spent', async () => {
    const ref = await earlier('requested', AT_STAGE.requested);
    const [token] = (await keys.find(ref))?.tokens ?? [];
    expect(token).toMatchObject({ consumer: EARLIER_CONSUMER, token: box(2), verifierDigest: 'v' });
    const consumer = consumerIdOf('secret', storeUrl);
    const next = { ...ref, consumer, activation: newActivationId(), storeUrl, secrets: box(5), verifierDigest: 'w' };
    expect(await keys.keep(next)).toBe('kept');
    expect((await keys.find(ref))?.tokens).toMatchObject([{ consumer: EARLIER_CONSUMER, token: box(2) }]);
    if (token !== undefined) await keys.dropToken({ ...ref, consumer: EARLIER_CONSUMER }, token);
    expect((await keys.find(ref))?.tokens).toEqual([]);
  });

  test('leaves no secret with its key when it has ended, but a request token', async () => {
    const ref = await earlier('requested', AT_STAGE.requested);
    await activations.failed(ref, AT_STAGE.failed.failure);
    await keys.end({ ...ref, consumer: EARLIER_CONSUMER }, ref.activation, { state: 'failed' });
    const { Item = {} } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: keyItem(ref) } }));
    expect(Object.keys(Item).filter((name) => Item[name] instanceof Uint8Array)).toEqual(['requestToken']);
    expect(Item).not.toHaveProperty('taskToken');
    // The popup still finds it, and what has become of it.
    expect((await keys.find(ref))?.messages).toMatchObject([{ activation: ref.activation }]);
  });

  test('goes on when a message of today arrives beside it', async () => {
    const ref = await earlier('requested', AT_STAGE.requested);
    await activations.find(ref);
    const consumer = consumerIdOf('secret', storeUrl);
    const next = { ...ref, consumer, activation: newActivationId(), storeUrl, secrets: box(5), verifierDigest: 'w' };
    await keys.keep(next);
    expect(await activations.current(ref)).toMatchObject({ stage: 'requested', secrets: box(1) });
    expect((await keys.find(ref))?.messages.map(({ activation }) => activation)).toEqual([next.activation]);
  });
});

test('the record of an attempt that ended before is no attempt, and no crash', async () => {
  const ref = { product, key: digestOf(randomUUID()), activation: newActivationId() };
  const { linked: _, ...ended } = { ...AT_STAGE.failed, linked: undefined };
  const Item = { pk: `ATTEMPT#${ref.activation}`, ...ref, storeUrl, stage: 'failed', ...ended, receivedAt: 'x' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Item, expiresAt: EXPIRES_AT } }));
  expect(await activations.find(ref)).toBeUndefined();
  await expect(activations.current(ref)).rejects.toThrow(expect.objectContaining({ code: 'activation_expired' }));
});

test('the item of a key lies where it lay before', () => {
  const key = digestOf('k');
  expect(keyItem({ product, key })).toBe(`ACTIVATION#${product}#${key}`);
});

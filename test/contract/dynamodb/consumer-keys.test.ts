import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keyItem } from '../../../functions/adapters/dynamodb/keys/key-item.ts';
import { type KeyRepository, openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { addressDigest, CONSUMERS_PER_KEY, consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import {
  digestOf,
  newActivationId,
  newConnectionId,
  parseProductId,
  verifierDigest,
} from '../../../functions/domain/ids.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl, readableOrigin } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
const SHOP = parseStoreUrl('https://shop.example/');
const EVIL = parseStoreUrl('https://evil.example/');
const box = (byte: number) => sealed.parse(new Uint8Array([byte]));
const connection = newConnectionId();

let table: Awaited<ReturnType<typeof embeddedTable>>;
let time: Date;
let keys: KeyRepository;
let ref: { product: typeof product; key: ReturnType<typeof digestOf> };

beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());
beforeEach(() => {
  time = new Date('2026-11-21T12:00:00Z');
  keys = openKeyRepository(table, () => time);
  ref = { product, key: digestOf(randomUUID()) };
});

const later = (seconds: number) => {
  time = new Date(time.getTime() + seconds * 1000);
};

/** Magento's message, or one that somebody else posts with the same key. */
async function message(secret = 'own', verifier = 'first', storeUrl = SHOP) {
  const arrival = {
    ...ref,
    consumer: consumerIdOf(secret, storeUrl),
    activation: newActivationId(),
    storeUrl,
    secrets: box(1),
    verifierDigest: verifierDigest(verifier),
  };
  return { ...arrival, outcome: await keys.keep(arrival) };
}

async function found() {
  const key = await keys.find(ref);
  if (key === undefined) throw new Error('nothing is known of the key');
  return key;
}
const messages = async () => (await found()).messages.map(({ activation }) => activation).toSorted();
/** Everything encrypted in an item, however deep. */
const bytesIn = (value: unknown): Uint8Array[] => {
  if (value instanceof Uint8Array) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
};
const attributes = async () =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: keyItem(ref) } }))).Item ?? {};

describe('messages of one key', () => {
  test('of several secrets and stores lie side by side', async () => {
    const all = [await message('own'), await message('forged'), await message('own', 'first', EVIL)];
    expect(all.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept']);
    expect(await messages()).toEqual(all.map(({ activation }) => activation).toSorted());
  });

  test('of one secret at one store replace each other', async () => {
    await message('own', 'first');
    const first = (await found()).messages[0]?.activation;
    const second = await message('own', 'second');
    expect((await found()).messages).toMatchObject([{ activation: second.activation, supersedes: first }]);
  });

  test('the ninth takes the place of the oldest, whose store has issued no token', async () => {
    const first = await message('own');
    await keys.keepToken(first, { token: box(2), verifierDigest: first.verifierDigest });
    const all = [];
    for (let index = 1; index < CONSUMERS_PER_KEY; index += 1) {
      later(1);
      all.push(await message(`forged ${index}`));
    }
    later(1);
    const ninth = await message('forged 9');
    expect(ninth.outcome).toBe('kept');
    const [evicted, ...stayed] = all.map(({ activation }) => activation);
    expect(await messages()).toEqual([first.activation, ...stayed, ninth.activation].toSorted());
    expect(evicted).toBeDefined();
  });

  test('those whose attempts have ended go first', async () => {
    const all = [];
    for (let index = 0; index < CONSUMERS_PER_KEY; index += 1) {
      later(1);
      all.push(await message(`secret ${index}`));
    }
    const ended = all.at(-1);
    if (ended === undefined) throw new Error('no message');
    await keys.end(ended, ended.activation, { state: 'failed' });
    const ninth = await message('ninth');
    expect(await messages()).toEqual(
      [...all.slice(0, -1).map(({ activation }) => activation), ninth.activation].toSorted(),
    );
  });

  test('a message is dropped where all others have tokens', async () => {
    for (let index = 0; index < CONSUMERS_PER_KEY; index += 1) {
      const one = await message(`secret ${index}`);
      await keys.keepToken(one, { token: box(2), verifierDigest: one.verifierDigest });
    }
    expect((await message('ninth')).outcome).toBe('dropped');
  });

  test('twenty at once leave eight, and each tells what became of it', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, index) => message(`secret ${index}`)));
    expect((await found()).messages.length).toBe(CONSUMERS_PER_KEY);
    const kept = all.filter(({ outcome }) => outcome === 'kept').length;
    expect(kept).toBeGreaterThanOrEqual(CONSUMERS_PER_KEY);
  });
});

describe('a message with a known verifier', () => {
  test('starts anew as long as no popup was opened for the first one', async () => {
    await message();
    const again = await message();
    expect(again.outcome).toBe('kept');
    expect(await messages()).toEqual([again.activation]);
  });

  test('does not supersede itself when its write is tried again, since the answer was lost', async () => {
    const { outcome, ...arrival } = await message();
    expect(outcome).toBe('kept');
    expect(await keys.keep(arrival)).toBe('kept');
    const [own] = (await found()).messages;
    expect(own).toMatchObject({ activation: arrival.activation, state: 'received' });
    expect(own?.supersedes).not.toBe(arrival.activation);
  });

  test('changes nothing while its attempt is under way', async () => {
    const first = await message();
    await keys.open(first, first.activation);
    expect((await message()).outcome).toBe('repeated');
    expect(await messages()).toEqual([first.activation]);
  });

  test('is work to do when the attempt was linked by another verifier, at once', async () => {
    const first = await message();
    await keys.open(first, first.activation);
    await keys.end(first, first.activation, { state: 'linked', verifierSpent: false });
    expect((await message()).outcome).toBe('kept');
  });

  test('is a repetition for some seconds after it linked the store, and work to do later', async () => {
    const first = await message();
    await keys.open(first, first.activation);
    await keys.end(first, first.activation, { state: 'linked', verifierSpent: true });
    expect((await message()).outcome).toBe('repeated');
    later(11);
    expect((await message()).outcome).toBe('kept');
  });

  test('is work to do after a failure, and when the attempt is too old', async () => {
    const first = await message();
    await keys.open(first, first.activation);
    await keys.end(first, first.activation, { state: 'failed' });
    const second = await message();
    expect(second.outcome).toBe('kept');
    await keys.open(second, second.activation);
    later(2 * 60 * 60 + 1);
    expect((await message()).outcome).toBe('kept');
  });
});

describe('the secrets of a message', () => {
  const secretsOf = async () => (await found()).messages.map(({ secrets }) => secrets);

  test('are with it until a popup is opened, and with its attempt alone from then on', async () => {
    const own = await message('own');
    const other = await message('other');
    expect(await secretsOf()).toEqual([box(1), box(1)]);
    await keys.open(own, own.activation);
    await keys.open(other, other.activation);
    expect(await secretsOf()).toEqual([undefined, undefined]);
    expect(bytesIn(await attributes())).toEqual([]);
  });

  test.each(['linked', 'failed'] as const)('are gone when its attempt has %s', async (state) => {
    const own = await message('own');
    await keys.end(own, own.activation, { state });
    expect(bytesIn(await attributes())).toEqual([]);
    expect((await found()).messages).toMatchObject([{ activation: own.activation, state }]);
  });

  test('of a newer message stay when the attempt of the one before it ends', async () => {
    const first = await message('own', 'first');
    await message('own', 'second');
    await keys.end(first, first.activation, { state: 'failed' });
    expect(await secretsOf()).toEqual([box(1)]);
  });

  test('come anew with a message after the end', async () => {
    const first = await message('own');
    await keys.open(first, first.activation);
    await keys.end(first, first.activation, { state: 'failed' });
    expect((await message('own')).outcome).toBe('kept');
    expect(await secretsOf()).toEqual([box(1)]);
  });
});

describe('a pinned key', () => {
  test('takes no other secret at its address, and any at another', async () => {
    const own = await message('own');
    await keys.pin(ref, { address: addressDigest(storeAddress(SHOP)), consumer: own.consumer, connection });
    expect((await message('forged', 'second')).outcome).toBe('forged');
    expect((await message('own', 'second')).outcome).toBe('kept');
    expect((await message('forged', 'second', EVIL)).outcome).toBe('kept');
  });

  test('cannot be pinned to another secret', async () => {
    const own = await message('own');
    const forged = await message('forged');
    const address = addressDigest(storeAddress(SHOP));
    await keys.pin(ref, { address, consumer: own.consumer, connection });
    await keys.pin(ref, { address, consumer: forged.consumer, connection });
    expect((await found()).pins).toEqual([{ address, consumer: own.consumer, connection }]);
  });

  test('is never removed by age', async () => {
    const own = await message('own');
    await keys.pin(ref, { address: addressDigest(storeAddress(SHOP)), consumer: own.consumer, connection });
    later(10 * 365 * 24 * 60 * 60);
    await message('own', 'second');
    await keys.keepToken(own, { token: box(2), verifierDigest: '' });
    await keys.markSeen(ref);
    expect((await attributes())['expiresAt']).toBeGreaterThan(time.getTime() / 1000);
  });
});

describe('a request token', () => {
  test('is held by its consumer alone, for thirty days', async () => {
    const own = await message('own');
    const evil = await message('own', 'first', EVIL);
    await keys.keepToken(own, { token: box(2), verifierDigest: 'v' });
    await keys.keepToken(evil, { token: box(3), verifierDigest: 'w' });
    const { tokens } = await found();
    expect(tokens.map(({ consumer, token }) => [consumer, [...token]])).toEqual(
      expect.arrayContaining([
        [own.consumer, [2]],
        [evil.consumer, [3]],
      ]),
    );
    expect((await attributes())['expiresAt']).toBe(time.getTime() / 1000 + 30 * 24 * 60 * 60);
  });

  test('survives new messages, and is dropped only as the one that was read', async () => {
    const own = await message('own', 'first');
    await keys.keepToken(own, { token: box(2), verifierDigest: 'v' });
    later(60);
    await message('own', 'second');
    const [kept] = (await found()).tokens;
    if (kept === undefined) throw new Error('the token is gone');
    later(60);
    await keys.keepToken(own, { token: box(4), verifierDigest: 'w' });
    await keys.dropToken(own, kept);
    expect((await found()).tokens).toHaveLength(1);
    const [newer] = (await found()).tokens;
    await keys.dropToken(own, newer ?? kept);
    expect((await found()).tokens).toEqual([]);
  });

  test('is not brought back by a write that arrives again after it was spent', async () => {
    const own = await message('own');
    await keys.keepToken(own, { token: box(2), verifierDigest: 'v' });
    const write = { token: box(2), verifierDigest: 'v' };
    // The same write once more changes nothing, as when the SDK tries again.
    await keys.keepToken(own, write);
    const [kept] = (await found()).tokens;
    if (kept === undefined) throw new Error('the token is gone');
    await keys.dropToken(own, kept);
    await expect(keys.keepToken(own, write)).rejects.toThrow();
    expect((await found()).tokens).toEqual([]);
    later(1);
    await keys.keepToken(own, { token: box(3), verifierDigest: 'w' });
    expect((await found()).tokens).toHaveLength(1);
  });
});

test('of messages alone, nothing is left after two hours', async () => {
  await message();
  expect((await attributes())['expiresAt']).toBe(time.getTime() / 1000 + 2 * 60 * 60);
});

test('that a popup was opened with a key is remembered, even without a message', async () => {
  await keys.markSeen(ref);
  const { seenAt } = await found();
  later(60);
  await keys.markSeen(ref);
  expect((await found()).seenAt).toBe(seenAt);
  expect((await message()).outcome).toBe('kept');
});

describe('a key that a popup asked for before any message', () => {
  const DAY = 24 * 60 * 60;
  const lifeSeconds = async () => Number((await attributes())['expiresAt']) - time.getTime() / 1000;

  test('is forgotten after a day, however often it is asked for', async () => {
    await keys.markAsked(ref);
    expect(await lifeSeconds()).toBe(DAY);
    later(60);
    await keys.markAsked(ref);
    expect(await lifeSeconds()).toBe(DAY - 60);
  });

  test('lives on with a message that comes, and stays seen', async () => {
    await keys.markAsked(ref);
    const { seenAt } = await found();
    later(DAY - 60);
    expect((await message()).outcome).toBe('kept');
    expect(await lifeSeconds()).toBeGreaterThan(399 * DAY - 1);
    await keys.markAsked(ref);
    expect((await found()).seenAt).toBe(seenAt);
    expect(seenAt).toBeDefined();
  });

  test('is no longer kept by it where the message came first', async () => {
    await message();
    await keys.markAsked(ref);
    expect(await lifeSeconds()).toBe(2 * 60 * 60);
    await keys.markSeen(ref);
    expect(await lifeSeconds()).toBe(400 * DAY);
  });
});

test('a refused message is kept with its reason and its host, and takes nobody’s place', async () => {
  const own = await message('own');
  const refused = {
    activation: newActivationId(),
    code: 'store_url_refused',
    reason: 'not_https',
    storeUrl: readableOrigin('http://shop.example/x?y'),
    at: time.toISOString(),
  } as const;
  await keys.refuse(ref, refused);
  expect((await found()).refused).toEqual(refused);
  expect(await messages()).toEqual([own.activation]);
});

describe('the list of attempts', () => {
  test('shows the newest message until a popup is opened for it', async () => {
    const first = await message('own');
    const second = await message('other');
    expect(await attributes()).toMatchObject({ activation: second.activation, stage: 'received' });
    expect(await keys.open(first, first.activation)).toBe(true);
    expect(await attributes()).toMatchObject({ activation: second.activation, stage: 'received' });
    expect(await keys.open(second, second.activation)).toBe(true);
    expect(await attributes()).not.toHaveProperty('listing');
    expect(await keys.open(second, second.activation)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { addressDigest } from '../../../functions/domain/handshake/consumer-key.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import {
  attributes,
  box,
  connection,
  EVIL,
  found,
  keys,
  later,
  message,
  ref,
  SHOP,
  time,
  useKeys,
} from './key-setup.ts';

useKeys();

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

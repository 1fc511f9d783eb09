import { describe, expect, test } from 'vitest';
import { CONSUMERS_PER_KEY } from '../../../functions/domain/handshake/consumer-key.ts';
import { newActivationId } from '../../../functions/domain/ids.ts';
import { readableOrigin } from '../../../functions/domain/stores/store-url.ts';
import {
  attributes,
  box,
  bytesIn,
  EVIL,
  found,
  keys,
  later,
  message,
  messages,
  ref,
  time,
  useKeys,
} from './key-setup.ts';

useKeys();

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

import { describe, expect, test } from 'vitest';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import {
  addressDigest,
  type ConsumerMessage,
  consumerIdOf,
  evictable,
  pinAt,
} from '../../../functions/domain/handshake/consumer-key.ts';
import { newActivationId, newConnectionId } from '../../../functions/domain/ids.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

const SHOP = parseStoreUrl('https://shop.example/');
const box = sealed.parse(new Uint8Array([1]));

describe('a consumer', () => {
  test('is one secret at one store address', () => {
    const own = consumerIdOf('secret', SHOP);
    expect(consumerIdOf('secret', parseStoreUrl('https://SHOP.example:443/index.php/'))).toBe(own);
    expect(consumerIdOf('other', SHOP)).not.toBe(own);
    expect(consumerIdOf('secret', parseStoreUrl('https://shop.example/a/'))).not.toBe(own);
    expect(consumerIdOf('secret', parseStoreUrl('https://shop.example:8443/'))).not.toBe(own);
  });
  test('has an id that stays the same from release to release', () => {
    // The first 16 hex digits of sha256("secret\nhttps://shop.example/")
    expect(consumerIdOf('secret', SHOP)).toBe('9e52f2b97c1a0d84');
  });
});

test('a key is pinned per address', () => {
  const pin = {
    address: addressDigest(storeAddress(SHOP)),
    consumer: consumerIdOf('s', SHOP),
    connection: newConnectionId(),
  };
  expect(pinAt({ pins: [pin] }, parseStoreUrl('https://shop.example/index.php/'))).toBe(pin);
  expect(pinAt({ pins: [pin] }, parseStoreUrl('https://shop.example/a/'))).toBeUndefined();
});

describe('the message that has to go', () => {
  const OLDEST = '2026-11-21T10:00:00.000Z';
  const message = (secret: string, at: string, state: ConsumerMessage['state'] = 'received'): ConsumerMessage => ({
    ...{ consumer: consumerIdOf(secret, SHOP), activation: newActivationId(), storeUrl: SHOP, secrets: box },
    ...{ verifierDigest: 'v', receivedAt: `2026-11-21T${at}:00.000Z`, state },
  });
  const token = ({ consumer }: ConsumerMessage) => ({ consumer, token: box, verifierDigest: 'v', at: OLDEST });
  const pin = ({ consumer }: ConsumerMessage) => ({
    address: addressDigest(storeAddress(SHOP)),
    consumer,
    connection: newConnectionId(),
  });
  const [first, second] = [message('first', '11:00'), message('second', '11:01')];

  test('is the oldest', () => {
    expect(evictable({ messages: [second, first], tokens: [], pins: [] }, OLDEST)).toBe(first);
  });
  test.each(['linked', 'failed'] as const)('is one whose attempt is %s, before older ones that are open', (state) => {
    const ended = message('ended', '11:30', state);
    expect(evictable({ messages: [first, second, ended], tokens: [], pins: [] }, OLDEST)).toBe(ended);
  });
  test('is one that is too old to be opened, before one that has ended since', () => {
    const old = message('old', '09:59', 'opened');
    expect(evictable({ messages: [message('e', '11:30', 'failed'), first, old], tokens: [], pins: [] }, OLDEST)).toBe(
      old,
    );
  });
  test('is none whose store has issued a token, nor one that is pinned, even ended', () => {
    const ended = message('ended', '10:30', 'linked');
    const messages = [ended, first, second];
    expect(evictable({ messages, tokens: [token(first)], pins: [pin(ended)] }, OLDEST)).toBe(second);
    const all = { messages, tokens: [token(first), token(second)], pins: [pin(ended)] };
    expect(evictable(all, OLDEST)).toBeUndefined();
  });
});

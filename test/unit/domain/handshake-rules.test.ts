import { describe, expect, test } from 'vitest';
import { accountKey } from '../../../functions/domain/account.ts';
import { ALLOWED_FROM, hasEnded, hasReached, type Stage } from '../../../functions/domain/handshake/stage.ts';
import {
  digestOf,
  newActivationId,
  newConnectionId,
  originConnectionId,
  parseActivationId,
  parseConnectionId,
  parseProductId,
} from '../../../functions/domain/ids.ts';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import { isRefusalCode, Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { CONNECTION_STATUSES, STATUS_ALLOWED_FROM } from '../../../functions/domain/stores/connection-status.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

describe('stages', () => {
  test('move forward only: no stage can be reached from one that follows it', () => {
    const follows = (stage: Stage): Stage[] => ALLOWED_FROM[stage].flatMap((past) => [past, ...follows(past)]);
    for (const stage of Object.keys(ALLOWED_FROM) as Stage[]) expect(follows(stage)).not.toContain(stage);
  });

  test('nothing follows an end', () => {
    const pasts = Object.values(ALLOWED_FROM).flat();
    expect(pasts.filter((stage) => hasEnded(stage))).toEqual([]);
  });

  test('a step that leads to a stage is done at that stage and at later ones, but not after a failure', () => {
    expect(hasReached('checked', 'granted')).toBe(true);
    expect(hasReached('granted', 'granted')).toBe(true);
    expect(hasReached('requested', 'granted')).toBe(false);
    expect(hasReached('failed', 'requested')).toBe(false);
  });
});

describe('connections', () => {
  test('accounts of two providers are two, whatever their ids', () => {
    expect(accountKey({ issuer: 'https://a.example', id: 'b' })).not.toBe(
      accountKey({ issuer: 'https://b.example', id: 'b' }),
    );
  });
  test('no health check changes a disconnected connection: only a handshake brings it back', () => {
    expect(Object.values(STATUS_ALLOWED_FROM).flat()).not.toContain('disconnected');
  });
  test('a change leads to another status', () => {
    for (const status of CONNECTION_STATUSES) expect(STATUS_ALLOWED_FROM[status]).not.toContain(status);
  });
});

describe('ids', () => {
  const product = parseProductId('demo');

  test.each([
    // The first 32 hex digits of sha256("<product>\n<origin>"), as versions without pointers computed them.
    ['demo', 'https://shop.example/', 'con_601282bc6dc5d577d75da200201fd73d'],
    ['demo', 'https://shop.example/fr/index.php/', 'con_601282bc6dc5d577d75da200201fd73d'],
    ['demo', 'https://shop.example:8443/', 'con_bf3718ee53a4bc0a4468dd4b9c8dea3c'],
    ['demo', 'http://localhost/', 'con_f505c18de17ef4c62b72b8f1a48e7596'],
    ['erp', 'https://shop.example/', 'con_9adab1042cf9bfafbdb0cf2ea4fbb368'],
  ])('of before there were pointers: %s, %s has %s', (of, store, id) => {
    expect(originConnectionId(parseProductId(of), parseStoreUrl(store))).toBe(id);
  });
  test('of new connections are random, and can be read back', () => {
    const [one, other] = [newConnectionId(), newConnectionId()];
    expect(one).not.toBe(other);
    expect(parseConnectionId(one)).toBe(one);
  });
  test('a store that comes back keeps the connection id of its origin', () => {
    const first = originConnectionId(product, parseStoreUrl('https://shop.example/'));
    expect(originConnectionId(product, parseStoreUrl('https://SHOP.example:443/index.php/'))).toBe(first);
    // sha256("demo\nhttps://shop.example"), so that no release changes the ids of stores that are connected
    expect(first).toBe('con_601282bc6dc5d577d75da200201fd73d');
  });
  test('one store has a connection for each product', () => {
    const store = parseStoreUrl('https://shop.example/');
    expect(originConnectionId(parseProductId('erp'), store)).not.toBe(originConnectionId(product, store));
  });
  test('a consumer key is kept as its SHA-256 only', () => {
    expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
  test('every attempt has an id of its own, which can be read back', () => {
    const [one, two] = [newActivationId(), newActivationId()];
    expect(one).not.toBe(two);
    expect(parseActivationId(one)).toBe(one);
  });
  test.each(['', 'act_', 'act_123', '../x', `${newActivationId()}x`])('%j is no activation id', (text) => {
    expect(() => parseActivationId(text)).toThrow(Refusal);
  });
  test.each(['', 'Demo', '1demo', 'a/b', 'signin', 'v1', 'a'.repeat(33)])('%j is no product id', (text) => {
    expect(() => parseProductId(text)).toThrow(expect.objectContaining({ code: 'product_unknown' }));
  });
});

describe('refusals', () => {
  test('every refusal answers with an error status and says what to do next', () => {
    for (const [code, words] of Object.entries(REFUSALS)) {
      expect(words.status, code).toBeGreaterThanOrEqual(400);
      expect(words.title, code).not.toMatch(/\.$/);
      expect(words.next.length, code).toBeGreaterThan(15);
    }
  });
  test("a refusal's name is its code: Step Functions matches errors by name", () => {
    expect(new Refusal('store_busy').name).toBe('store_busy');
    expect(isRefusalCode('store_busy')).toBe(true);
    expect(isRefusalCode('toString')).toBe(false);
  });
});

import { describe, expect, test, vi } from 'vitest';
import type { Kept } from '../../functions/adapters/dynamodb/keys/keep-message.ts';
import type { KeyRef } from '../../functions/adapters/dynamodb/keys/key-item.ts';
import type { Arrival } from '../../functions/adapters/dynamodb/keys/message-write.ts';
import { sealed } from '../../functions/adapters/kms/sealed.ts';
import { readCallbackMessage } from '../../functions/callback/callback-message.ts';
import { receiveCallback } from '../../functions/callback/receive-callback.ts';
import { consumerIdOf, type RefusedMessage } from '../../functions/domain/handshake/consumer-key.ts';
import { digestOf } from '../../functions/domain/ids.ts';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { Refusal } from '../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl, type StoreUrl } from '../../functions/domain/stores/store-url.ts';
import { publishedProducts } from '../../functions/products/published-products.ts';

const FORM = 'application/x-www-form-urlencoded';
const fields = {
  oauth_consumer_key: 'k'.repeat(32),
  oauth_consumer_secret: 's'.repeat(32),
  store_base_url: 'https://shop.example/',
  oauth_verifier: 'v'.repeat(32),
};
const form = (changes: Record<string, string | undefined> = {}) =>
  Buffer.from(
    new URLSearchParams(
      Object.entries({ ...fields, ...changes }).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ).toString(),
  );

describe("Magento's message", () => {
  test('is read as Magento writes it', () => {
    const body = Buffer.from(
      `oauth_consumer_key=${'k'.repeat(32)}&oauth_consumer_secret=${'s'.repeat(32)}&store_base_url=http%3A%2F%2F127.0.0.1%3A8082%2F&oauth_verifier=${'v'.repeat(32)}`,
    );
    expect(readCallbackMessage(FORM, body)).toEqual({
      consumerKey: 'k'.repeat(32),
      consumerSecret: 's'.repeat(32),
      verifier: 'v'.repeat(32),
      storeBaseUrl: 'http://127.0.0.1:8082/',
    });
  });

  test('may hold a field that we do not know', () => {
    expect(readCallbackMessage(FORM, form({ later: 'x' })).storeBaseUrl).toBe('https://shop.example/');
  });

  test.each(Object.keys(fields))('without %s is refused by the name of the field', (field) => {
    const missing = expect.objectContaining({ code: 'field_missing', facts: { field } });
    expect(() => readCallbackMessage(FORM, form({ [field]: undefined }))).toThrow(missing);
    expect(() => readCallbackMessage(FORM, form({ [field]: '' }))).toThrow(missing);
  });

  test.each(Object.keys(fields))('with %s twice is refused, even when both say the same', (field) => {
    const twice = Buffer.from(`${form()}&${field}=${encodeURIComponent(Reflect.get(fields, field))}`);
    expect(() => readCallbackMessage(FORM, twice)).toThrow(
      expect.objectContaining({ code: 'field_repeated', facts: { field } }),
    );
  });

  test.each(['K'.repeat(32), 'k'.repeat(31), 'k'.repeat(33), `${'k'.repeat(31)} `, `${'k'.repeat(31)}\u0000`])(
    'with the key %j is refused, without repeating it',
    (oauth_consumer_key) => {
      const refuse = () => readCallbackMessage(FORM, form({ oauth_consumer_key }));
      expect(refuse).toThrow(expect.objectContaining({ facts: { field: 'oauth_consumer_key' } }));
      expect(refuse).toThrow(expect.objectContaining({ message: expect.not.stringContaining(oauth_consumer_key) }));
    },
  );

  test.each(['application/json', 'multipart/form-data', ''])('of type %j is refused', (type) => {
    expect(() => readCallbackMessage(type, form())).toThrow(
      expect.objectContaining({ code: 'media_type_unsupported' }),
    );
  });

  test('of 8 KB is read, of one byte more refused', () => {
    const padded = (bytes: number) =>
      Buffer.concat([form(), Buffer.from('&x='), Buffer.alloc(bytes - form().length - 3, 'y')]);
    expect(readCallbackMessage(FORM, padded(8_192)).storeBaseUrl).toBe('https://shop.example/');
    expect(() => readCallbackMessage(FORM, padded(8_193))).toThrow(expect.objectContaining({ code: 'body_too_large' }));
  });

  test.each(['%', '%zz', '\u0000', 'é'])('with %j in the body is refused', (oddity) => {
    const body = Buffer.concat([form(), Buffer.from(`&x=${oddity}`)]);
    expect(() => readCallbackMessage(FORM, body)).toThrow(expect.objectContaining({ code: 'field_malformed' }));
  });
});

describe('the callback', () => {
  const { find: findProduct } = publishedProducts([{ id: 'demo', name: 'Acme' }]);
  const SECRETS = [fields.oauth_consumer_key, fields.oauth_consumer_secret, fields.oauth_verifier];

  function openCallback(outcome: Kept = 'kept', callable: (store: StoreUrl) => void = () => {}) {
    const seal = vi.fn(async () => sealed.parse(new Uint8Array([1])));
    const keep = vi.fn(async (_: Arrival) => outcome);
    const refuse = vi.fn(async (_: KeyRef, _message: RefusedMessage) => {});
    const recordRefused = vi.fn(async (_: KeyRef, _message: RefusedMessage) => {});
    const log = vi.fn();
    const now = () => new Date('2026-11-21T12:00:00Z');
    const handle = receiveCallback({ findProduct, callable, seal, keys: { keep, refuse }, recordRefused, now, log });
    const answer = (changes: Parameters<typeof form>[0] = {}) =>
      handle({
        route: '',
        product: 'demo',
        query: new URLSearchParams(),
        contentType: FORM,
        acceptLanguage: '',
        cookies: new Map(),
        body: form(changes),
      });
    return { seal, keep, refuse, recordRefused, log, answer };
  }

  test('keeps the keys with one call to KMS and one to the table, and answers shortly', async () => {
    const { seal, keep, refuse, recordRefused, answer } = openCallback();
    const { status, body } = await answer();
    expect([status, body]).toEqual([200, 'OK\n']);
    expect(seal).toHaveBeenCalledExactlyOnceWith(
      { item: `ACTIVATION#demo#${digestOf(fields.oauth_consumer_key)}`, product: 'demo' },
      {
        consumerKey: fields.oauth_consumer_key,
        consumerSecret: fields.oauth_consumer_secret,
        verifier: fields.oauth_verifier,
      },
    );
    expect(keep).toHaveBeenCalledOnce();
    expect([...refuse.mock.calls, ...recordRefused.mock.calls]).toEqual([]);
  });

  test('keeps a message for its consumer: the secret at the address it names', async () => {
    const { keep, answer } = openCallback();
    await answer({ store_base_url: 'https://Shop.example/a/index.php/' });
    const storeUrl = parseStoreUrl('https://shop.example/a/index.php/');
    const consumer = consumerIdOf(fields.oauth_consumer_secret, parseStoreUrl('https://shop.example/a/'));
    expect(keep.mock.calls).toMatchObject([[{ product: 'demo', storeUrl, consumer }]]);
  });

  test('keeps nothing readable of the keys, and logs none of it', async () => {
    const { keep, log, answer } = openCallback();
    await answer();
    const written = JSON.stringify([keep.mock.calls, log.mock.calls]);
    for (const secret of SECRETS) expect(written).not.toContain(secret);
    expect(log).toHaveBeenCalledWith('activation_kept', expect.objectContaining({ host: 'shop.example' }));
  });

  test.each([
    ['repeated', 'activation_repeated'],
    ['forged', 'activation_forged'],
    ['dropped', 'activation_dropped'],
  ] as const)('answers a message that is %s like any other, and counts it', async (outcome, line) => {
    const { log, answer } = openCallback(outcome);
    expect(await answer()).toEqual(await openCallback('kept').answer());
    // No attempt has come of it, so there is no id that anybody could look for.
    expect(log).toHaveBeenCalledExactlyOnceWith(line, { product: 'demo', host: 'shop.example' });
  });

  describe('of a store URL that cannot be called', () => {
    const objection = () => {
      throw new Refusal('store_url_refused', { reason: 'not_https' });
    };

    test('answers 422, and remembers code, reason and host for the popup and for support', async () => {
      const { seal, keep, refuse, recordRefused, log, answer } = openCallback('kept', objection);
      await expect(answer({ store_base_url: 'http://shop.example:8080/secret/' })).rejects.toMatchObject({
        code: 'store_url_refused',
      });
      expect(REFUSALS.store_url_refused.status).toBe(422);
      const ref = { product: 'demo', key: digestOf(fields.oauth_consumer_key) };
      const refused = {
        activation: expect.stringMatching(/^act_/),
        storeUrl: 'http://shop.example:8080/',
        code: 'store_url_refused',
        reason: 'not_https',
        at: '2026-11-21T12:00:00.000Z',
      };
      expect(refuse).toHaveBeenCalledExactlyOnceWith(ref, refused);
      expect(recordRefused).toHaveBeenCalledExactlyOnceWith(ref, refused);
      // One attempt, by one name.
      expect(refuse.mock.calls[0]?.[1].activation).toBe(recordRefused.mock.calls[0]?.[1].activation);
      expect([...seal.mock.calls, ...keep.mock.calls]).toEqual([]);
      expect(log).toHaveBeenCalledExactlyOnceWith('activation_refused', {
        product: 'demo',
        host: 'shop.example:8080',
        code: 'store_url_refused',
        reason: 'not_https',
      });
    });

    test.each(['https://shop.example/?q', 'https://me:hunter2@shop.example/', 'hunter2', 'http://10.0.0.1/'])(
      'keeps and logs no secret of %s',
      async (store_base_url) => {
        const { refuse, recordRefused, log, answer } = openCallback('kept', objection);
        await expect(answer({ store_base_url })).rejects.toMatchObject({ code: 'store_url_refused' });
        const written = JSON.stringify([refuse.mock.calls, recordRefused.mock.calls, log.mock.calls]);
        expect(refuse).toHaveBeenCalledOnce();
        for (const secret of [...SECRETS, 'hunter2']) expect(written).not.toContain(secret);
      },
    );

    test('is no way to hide a fault of our own', async () => {
      const { refuse, answer } = openCallback('kept', () => {
        throw new TypeError('broken');
      });
      await expect(answer()).rejects.toThrow(TypeError);
      expect(refuse).not.toHaveBeenCalled();
    });
  });
});

import { describe, expect, test, vi } from 'vitest';
import { sealed } from '../../functions/adapters/kms/sealed.ts';
import { readCallbackMessage } from '../../functions/callback/callback-message.ts';
import { receiveCallback } from '../../functions/callback/receive-callback.ts';
import { digestOf } from '../../functions/domain/ids.ts';
import { Refusal } from '../../functions/domain/refusals/refusal.ts';
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
      storeUrl: 'http://127.0.0.1:8082/',
    });
  });

  test('may hold a field that we do not know', () => {
    expect(readCallbackMessage(FORM, form({ later: 'x' })).storeUrl).toBe('https://shop.example/');
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
    expect(readCallbackMessage(FORM, padded(8_192)).storeUrl).toBe('https://shop.example/');
    expect(() => readCallbackMessage(FORM, padded(8_193))).toThrow(expect.objectContaining({ code: 'body_too_large' }));
  });

  test.each(['%', '%zz', '\u0000', 'é'])('with %j in the body is refused', (oddity) => {
    const body = Buffer.concat([form(), Buffer.from(`&x=${oddity}`)]);
    expect(() => readCallbackMessage(FORM, body)).toThrow(expect.objectContaining({ code: 'field_malformed' }));
  });
});

describe('the callback', () => {
  const { find: findProduct } = publishedProducts([{ id: 'demo', name: 'Acme' }]);

  function openCallback(outcome: 'kept' | 'repeated' = 'kept') {
    const seal = vi.fn(async () => sealed.parse(new Uint8Array([1])));
    const keep = vi.fn(async () => outcome);
    const log = vi.fn();
    const handle = receiveCallback({ findProduct, callable: () => {}, seal, keep, log });
    const request = {
      route: '',
      product: 'demo',
      query: new URLSearchParams(),
      contentType: FORM,
      acceptLanguage: '',
      cookies: new Map(),
      body: form(),
    };
    return { seal, keep, log, answer: () => handle(request) };
  }

  test('keeps the keys with one call to KMS and one to DynamoDB, and answers shortly', async () => {
    const { seal, keep, answer } = openCallback();
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
  });

  test('keeps nothing readable of the keys, and logs none of it', async () => {
    const { keep, log, answer } = openCallback();
    await answer();
    const written = JSON.stringify([keep.mock.calls, log.mock.calls]);
    for (const secret of [fields.oauth_consumer_key, fields.oauth_consumer_secret, fields.oauth_verifier]) {
      expect(written).not.toContain(secret);
    }
    expect(log).toHaveBeenCalledWith('activation_kept', expect.objectContaining({ host: 'shop.example' }));
  });

  test('answers a repetition like the first time: Magento must open its popup either way', async () => {
    const { log, answer } = openCallback('repeated');
    expect((await answer()).status).toBe(200);
    expect(log).toHaveBeenCalledWith('activation_repeated', expect.anything());
  });

  test('passes a refused store URL on to the handler', async () => {
    const { seal } = openCallback();
    const handle = receiveCallback({
      findProduct,
      callable: () => {
        throw new Refusal('store_url_refused');
      },
      seal,
      keep: async () => 'kept',
      log: () => {},
    });
    const request = {
      route: '',
      product: 'demo',
      query: new URLSearchParams(),
      contentType: FORM,
      acceptLanguage: '',
      cookies: new Map(),
      body: form(),
    };
    await expect(handle(request)).rejects.toThrow(expect.objectContaining({ code: 'store_url_refused' }));
    expect(seal).not.toHaveBeenCalled();
  });
});

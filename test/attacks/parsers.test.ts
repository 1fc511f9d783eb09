import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeText } from '../../functions/adapters/magento/replies/foreign-answer.ts';
import { readModules } from '../../functions/adapters/magento/replies/rest-reply.ts';
import { readToken } from '../../functions/adapters/magento/replies/token-reply.ts';
import { readCallbackMessage } from '../../functions/callback/callback-message.ts';
import { hostOfSuccessCallback, parseSuccessCallback } from '../../functions/domain/handshake/success-callback.ts';
import { parseActivationId, parseKeyDigest, parseProductId } from '../../functions/domain/ids.ts';
import { storeAddress } from '../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../functions/domain/stores/store-url.ts';
import { answered, any, bytes, holds, nearlyMessage, nearlyUrl, odd } from './corpus/hostile-input.ts';
import { tries } from './harness/attack-count.ts';

/** What no reader may take longer for, on input of any size that reaches it. Linear ones take some milliseconds. */
const MOST_MS = 1_000;

describe('the callback’s message', () => {
  test('is read exactly or refused, whatever the bytes', (context) => {
    holds(
      context,
      fc.oneof(
        bytes,
        nearlyMessage.map((text) => Buffer.from(text)),
      ),
      (body) => {
        const message = answered(() => readCallbackMessage('application/x-www-form-urlencoded', Buffer.from(body)));
        if (message === undefined) return;
        for (const token of [message.consumerKey, message.consumerSecret, message.verifier])
          expect(token).toMatch(/^[a-z0-9]{32}$/);
        const store = answered(() => parseStoreUrl(message.storeBaseUrl));
        if (store !== undefined) expect(new URL(store).href).toBe(store);
      },
    );
  });

  test('is refused under any other content type', (context) => {
    holds(
      context,
      any.filter((type) => type !== 'application/x-www-form-urlencoded'),
      (type) => {
        expect(answered(() => readCallbackMessage(type, Buffer.from('')))).toBeUndefined();
      },
    );
  });
});

describe('addresses', () => {
  test('a store URL is plain ASCII, without user, query and fragment, and reads the same a second time', (context) => {
    holds(context, fc.oneof(any, nearlyUrl, fc.webUrl()), (text) => {
      const store = answered(() => parseStoreUrl(text));
      if (store === undefined) return;
      const url = new URL(store);
      expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
      expect(store).toMatch(/^https?:\/\/[\x21-\x7e]+\/$/);
      expect(parseStoreUrl(store)).toBe(store);
      expect(store.startsWith(storeAddress(store))).toBe(true);
    });
  });

  test('a way back is followed to the letter, and a browser reads its host as we do', (context) => {
    const tail = fc.constantFrom(
      '/admin/loginSuccessCallback/key/1/',
      '/loginSuccessCallback/',
      '/../loginSuccessCallback/',
    );
    holds(
      context,
      fc.oneof(
        any,
        nearlyUrl,
        fc.tuple(nearlyUrl, tail).map((parts) => parts.join('')),
      ),
      (text) => {
        const back = parseSuccessCallback(text);
        if (back === undefined) return;
        if (/^[\x21-\x7e]*$/.test(text)) expect(back).toBe(text);
        else expect(new URL(back).href).toBe(new URL(text).href);
        expect(back).toMatch(/^https?:\/\/[^/\\?#@\s]+\/[\x21-\x7e]*$/i);
        const host = hostOfSuccessCallback(back);
        const [authority] = back
          .slice(back.indexOf('//') + 2)
          .toLowerCase()
          .split('/');
        expect([host, `${host}:443`, `${host}:80`]).toContain(authority);
      },
    );
  });
});

describe('ids', () => {
  const ids = [parseProductId, parseActivationId, parseKeyDigest];
  test.for(ids)('%o takes its own shape and nothing else', (parse, context) => {
    holds(
      context,
      fc.oneof(
        any,
        odd,
        fc.uuid().map((id) => `act_${id}`),
        fc.stringMatching(/^[0-9a-f]{64}\n?$/),
      ),
      (text) => {
        const id = answered(() => parse(text));
        if (id !== undefined) expect(id).toMatch(/^(?:[a-z][a-z0-9-]{0,31}|act_[0-9a-f-]{36}|[0-9a-f]{64})$/);
      },
    );
  });
});

describe('no reader takes long', () => {
  const LONG = 64 * 1024;
  const floods = [
    'a',
    '%',
    '%25',
    '+',
    '&',
    '=',
    '.',
    '/',
    '/..',
    ':',
    '[',
    ' ',
    '\0',
    '0',
    'a_',
    'oauth_problem=',
    '<',
    '{"a":',
    '[[',
    'a.',
  ];
  const readers: readonly (readonly [string, (text: string) => unknown])[] = [
    ['readMessage', (text) => readCallbackMessage('application/x-www-form-urlencoded', Buffer.from(text))],
    ['parseStoreUrl', (text) => parseStoreUrl(`https://${text}`)],
    ['parseWayBack', (text) => parseSuccessCallback(`https://a/${text}`)],
    ['parseActivationId', parseActivationId],
    ['parseProductId', parseProductId],
    ['readToken', (body) => readToken({ status: 200, headers: {}, body }, 'request')],
    [
      'readToken of a problem',
      (text) => readToken({ status: 401, headers: {}, body: `oauth_problem=${text}` }, 'request'),
    ],
    ['readModules', (body) => readModules({ status: 200, headers: {}, body })],
    ['safeText', safeText],
  ];
  test.for(readers)('%s', ([, read], context) => {
    tries(context, { attacks: floods.length });
    for (const flood of floods) {
      const text = flood.repeat(Math.ceil(LONG / flood.length));
      const begun = performance.now();
      answered(() => read(text));
      expect(performance.now() - begun, JSON.stringify(flood)).toBeLessThan(MOST_MS);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOfBody, safeText } from '../../functions/adapters/magento/answer.ts';
import { readModules, readRest } from '../../functions/adapters/magento/rest-reply.ts';
import { readToken } from '../../functions/adapters/magento/token-reply.ts';
import { openKeyring } from '../../functions/adapters/session/keyring.ts';
import { beginSession } from '../../functions/adapters/session/session.ts';
import { openSessions } from '../../functions/adapters/session/sessions.ts';
import { readMessage } from '../../functions/callback/message.ts';
import {
  digestOf,
  newActivationId,
  parseActivationId,
  parseKeyDigest,
  parseProductId,
} from '../../functions/handshake/ids.ts';
import { Refusal } from '../../functions/handshake/refusal.ts';
import { identityOf, parseStoreUrl } from '../../functions/handshake/store-url.ts';
import { hostOfWayBack, parseWayBack } from '../../functions/handshake/way-back.ts';
import { readConsentForm } from '../../functions/login/consent-form.ts';
import { tries } from './tally.ts';

const RUNS = 2_000;
/** What no reader may take longer for, on input of any size that reaches it. Linear ones take some milliseconds. */
const MOST_MS = 1_000;

/** Runs a property, and counts its inputs. A reader answers, or refuses with a code: it never fails otherwise. */
function holds<T>(context: Parameters<typeof tries>[0], input: fc.Arbitrary<T>, property: (value: T) => void): void {
  tries(context, { attacks: RUNS });
  fc.assert(fc.property(input, property), { numRuns: RUNS });
}

function answered<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ maxLength: 3_000 }));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 9_000 }),
  any.map((text) => Buffer.from(text)),
);
const key = fc.stringMatching(/^[a-z0-9]{32}$/);
const odd = fc.constantFrom(
  ...[
    '%',
    '%0',
    '%00',
    '%zz',
    '\0',
    '\r\n',
    '+',
    '&',
    '=',
    '&&',
    '==',
    '[]',
    '__proto__',
    'constructor',
    '\ufeff',
    '%EF%BB%BF',
  ],
);
/** Nearly Magento's message: the right fields, some of them twice, missing, or with something stuck to them. */
const nearlyMessage = fc
  .tuple(
    key,
    key,
    fc.oneof(fc.webUrl(), fc.constant('https://shop.example/')),
    key,
    fc.array(odd, { maxLength: 3 }),
    fc.nat(500),
  )
  .map(([consumer, secret, url, verifier, pieces, at]) => {
    const whole = `oauth_consumer_key=${consumer}&oauth_consumer_secret=${secret}&store_base_url=${encodeURIComponent(url)}&oauth_verifier=${verifier}`;
    return `${whole.slice(0, at)}${pieces.join('')}${whole.slice(at)}`;
  });
const nearlyUrl = fc
  .tuple(
    fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:', '//', ''),
    any,
    fc.constantFrom('/', '', '?', '#', '\\', '@x/'),
    any,
  )
  .map((parts) => parts.join(''));

describe('the callback’s message', () => {
  test('is read exactly or refused, whatever the bytes', (context) => {
    holds(
      context,
      fc.oneof(
        bytes,
        nearlyMessage.map((text) => Buffer.from(text)),
      ),
      (body) => {
        const message = answered(() => readMessage('application/x-www-form-urlencoded', Buffer.from(body)));
        if (message === undefined) return;
        for (const token of [message.consumerKey, message.consumerSecret, message.verifier])
          expect(token).toMatch(/^[a-z0-9]{32}$/);
        expect(new URL(message.storeUrl).href).toBe(message.storeUrl);
      },
    );
  });

  test('is refused under any other content type', (context) => {
    holds(
      context,
      any.filter((type) => type !== 'application/x-www-form-urlencoded'),
      (type) => {
        expect(answered(() => readMessage(type, Buffer.from('')))).toBeUndefined();
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
      expect(store.startsWith(`${identityOf(store)}/`)).toBe(true);
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
        const back = parseWayBack(text);
        if (back === undefined) return;
        expect(back).toBe(text);
        expect(back).toMatch(/^https?:\/\/[^/\\?#@\s]+\/[\x21-\x7e]*$/i);
        const host = hostOfWayBack(back);
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

describe('a store’s answers', () => {
  const status = fc.oneof(fc.constantFrom(200, 301, 400, 401, 500, 503), fc.integer({ min: 100, max: 599 }));
  const token = fc.tuple(key, key).map(([one, two]) => `oauth_token=${one}&oauth_token_secret=${two}`);
  const body = fc.oneof(
    any,
    token,
    fc.tuple(token, odd).map((parts) => parts.join('')),
    any.map((text) => `oauth_problem=${text}`),
    fc.json(),
  );

  test('to token calls give a token of plain characters, or a refusal', (context) => {
    holds(context, fc.tuple(status, body), ([code, text]) => {
      const read = answered(() => readToken({ status: code, headers: {}, body: text }, 'access'));
      if (read !== undefined) expect(`${read.token}${read.tokenSecret}`).toMatch(/^[A-Za-z0-9]{32,128}$/);
    });
  });

  test('to REST calls give JSON or a refusal, and module names that are names', (context) => {
    holds(context, fc.tuple(status, fc.oneof(body, fc.json({ maxDepth: 50 }))), ([code, text]) => {
      answered(() => readRest({ status: code, headers: {}, body: text }));
      const names = answered(() => readModules({ status: code, headers: {}, body: text }));
      for (const name of names ?? []) expect(name).toMatch(/^[A-Za-z0-9]+_[A-Za-z0-9]+$/);
    });
  });

  test('leave nothing in a log that is long enough to be a key, or breaks its line', (context) => {
    holds(
      context,
      fc.oneof(
        any,
        fc.tuple(any, key, any).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(safeText(text)).toMatch(/^[\x20-\x7e…]{0,120}$/);
        expect(safeText(text)).not.toMatch(/[a-z0-9]{20}/);
        expect(['nothing', 'a page', 'JSON', 'text']).toContain(kindOfBody(text));
      },
    );
  });
});

describe('the popup’s input', () => {
  test('the consent form is a yes, a no, or not ours', (context) => {
    const form = fc.dictionary(
      fc.constantFrom('decision', 'csrf', 'activation', 'replaces', 'return_to', '__proto__'),
      any,
    );
    const body = fc.oneof(
      bytes,
      form.map((fields) => Buffer.from(new URLSearchParams(fields).toString())),
    );
    holds(
      context,
      fc.tuple(body, fc.constantFrom('application/x-www-form-urlencoded', 'text/plain')),
      ([sent, contentType]) => {
        const request = {
          route: '',
          product: '',
          query: new URLSearchParams(),
          contentType,
          acceptLanguage: '',
          cookies: new Map(),
        };
        const read = answered(() => readConsentForm({ ...request, body: Buffer.from(sent) }));
        if (read === undefined) return;
        expect(['yes', 'no']).toContain(read.decision);
        expect(read.replaces === undefined || Number.isSafeInteger(read.replaces)).toBe(true);
      },
    );
  });

  test('a cookie that we did not make opens nothing, and one of ours opens under its own name only', async (context) => {
    const runs = 300;
    tries(context, { attacks: runs });
    const keyring = openKeyring(
      async () => 's'.repeat(64),
      '',
      () => new Date(),
    );
    const sessions = openSessions('https://handfast.example', keyring, () => new Date());
    const activation = newActivationId();
    const own = beginSession({ product: parseProductId('demo'), key: digestOf('k'), activation });
    const [made = ''] = await sessions.keep(new Map(), own);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(made) ?? [];
    const base64url = fc.stringMatching(/^[A-Za-z0-9_-]{0,300}$/);
    const altered = fc
      .nat(value.length - 1)
      .chain((at) =>
        fc.constantFrom('A', 'B', '.', '=', '', 'é').map((put) => `${value.slice(0, at)}${put}${value.slice(at + 1)}`),
      );
    const forged = fc.oneof(
      any,
      altered,
      fc.array(base64url, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
    );
    const property = fc.asyncProperty(
      forged.filter((text) => text !== value),
      async (text) => {
        expect(await sessions.find(new Map([[name, text]]), activation)).toBeUndefined();
        expect(await sessions.all(new Map([[name, text]]))).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: runs });
    expect(await sessions.find(new Map([[name, value]]), activation)).toEqual(own);
    expect(await sessions.all(new Map([[`${name}0`, value]]))).toEqual([]);
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
    ['readMessage', (text) => readMessage('application/x-www-form-urlencoded', Buffer.from(text))],
    ['parseStoreUrl', (text) => parseStoreUrl(`https://${text}`)],
    ['parseWayBack', (text) => parseWayBack(`https://a/${text}`)],
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginSession } from '../../functions/adapters/cookies/popup-session.ts';
import { openCookieKeyring, openSessions } from '../../functions/adapters/cookies/session-cookies.ts';
import { kindOfBody, safeText } from '../../functions/adapters/magento/replies/foreign-answer.ts';
import { readModules, readRest } from '../../functions/adapters/magento/replies/rest-reply.ts';
import { readToken } from '../../functions/adapters/magento/replies/token-reply.ts';
import { digestOf, newActivationId, parseProductId } from '../../functions/domain/ids.ts';
import { readConsentForm } from '../../functions/popup/steps/consent-form.ts';
import { answered, any, bytes, holds, key, odd } from './corpus/hostile-input.ts';
import { tries } from './harness/attack-count.ts';

/** The bytes that a cookie's parts stand for: the last letter of each has bits that mean nothing. */
const bytesOf = (cookie: string) =>
  cookie
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

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
    const keyring = openCookieKeyring(
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
      forged.filter((text) => bytesOf(text) !== bytesOf(value)),
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

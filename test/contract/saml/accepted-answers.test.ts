import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AllKeys,
  accept,
  ENTITY_ID,
  inSeconds,
  makeAllKeys,
  partsOf,
  providerWith,
  signedAnswer,
  verdict,
} from './answer-setup.ts';
import { assertionXml, attribute, encryptedFor, type Parts, responseXml, signed } from './raw-answer.ts';

let keys: AllKeys;
beforeAll(async () => {
  keys = await makeAllKeys();
});

const by = () => ({ provider: providerWith(keys.provider), keys });
const answered = (changed: Partial<Parts>) => verdict(signedAnswer(keys.provider, changed), by());

describe('an answer counts', () => {
  test('where the assertion is signed, the response, or both', async () => {
    const parts = partsOf();
    const whole = (inside: string) => signed(responseXml(parts, inside), parts.responseId, keys.provider);
    expect(await verdict(signedAnswer(keys.provider), by())).toBe('ana@acme.example');
    expect(await verdict(whole(assertionXml(parts)), by())).toBe('ana@acme.example');
    const both = whole(signed(assertionXml(parts), parts.assertionId, keys.provider));
    expect(await verdict(both, by())).toBe('ana@acme.example');
  });

  test('where the assertion is encrypted, whether the response is signed or what is inside', async () => {
    const parts = partsOf();
    const inside = await encryptedFor(keys.own, signed(assertionXml(parts), parts.assertionId, keys.provider));
    expect(await verdict(responseXml(parts, inside), by())).toBe('ana@acme.example');
    const bare = responseXml(parts, await encryptedFor(keys.own, assertionXml(parts)));
    expect(await verdict(signed(bare, parts.responseId, keys.provider), by())).toBe('ana@acme.example');
    expect(await verdict(bare, by())).toBe('signin_unavailable invalid');
  });

  test('with any of the provider’s certificates, and with no other', async () => {
    const rotating = { provider: providerWith(keys.provider, keys.next), keys };
    expect(await verdict(signedAnswer(keys.provider), rotating)).toBe('ana@acme.example');
    expect(await verdict(signedAnswer(keys.next), rotating)).toBe('ana@acme.example');
    expect(await verdict(signedAnswer(keys.next), by())).toBe('signin_unavailable invalid');
  });

  test('where clocks differ by less than two minutes, either way', async () => {
    expect(await answered({ notBefore: inSeconds(110), issueInstant: inSeconds(110) })).toBe('ana@acme.example');
    expect(await answered({ notOnOrAfter: inSeconds(-110), confirmedUntil: inSeconds(-110) })).toBe('ana@acme.example');
    expect(await answered({ issueInstant: inSeconds(-170) })).toBe('ana@acme.example');
  });

  test('without a destination, which unsigned responses need not have', async () => {
    expect(await answered({ destination: undefined })).toBe('ana@acme.example');
  });

  test('with line breaks in its encoding, and an XML declaration', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${signedAnswer(keys.provider, { nameId: 'Zoë@acme.example' })}`;
    expect(await verdict(xml, by())).toBe('Zoë@acme.example');
  });
});

describe('the account is', () => {
  test('that of the identity provider’s entity id and the NameID', async () => {
    expect(await accept(signedAnswer(keys.provider), by())).toEqual({
      issuer: `saml:${ENTITY_ID}`,
      id: 'ana@acme.example',
      label: 'ana@acme.example',
    });
  });

  test('the attribute that the integration names, of a transient NameID, too', async () => {
    const nameIdFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
    const attributes = attribute('urn:oid:2.5.4.10', 'acme') + attribute('mail', 'ana@acme.example');
    const answer = signedAnswer(keys.provider, { nameIdFormat, nameId: '_x', attributes });
    const named = { accountAttribute: 'urn:oid:2.5.4.10', labelAttribute: 'mail' };
    expect(await accept(answer, { ...by(), attributes: named })).toMatchObject({
      id: 'acme',
      label: 'ana@acme.example (acme)',
    });
  });

  test('not an attribute of a similar name', async () => {
    const answer = signedAnswer(keys.provider, { attributes: attribute('Org', 'acme') + attribute('org2', 'acme') });
    expect(await verdict(answer, { ...by(), attributes: { accountAttribute: 'org' } })).toBe(
      'account_unclear attribute',
    );
  });

  test('shown by itself where the label’s attribute says nothing', async () => {
    const answer = signedAnswer(keys.provider, { attributes: attribute('mail', '\u202e', 'x') });
    const account = await accept(answer, { ...by(), attributes: { labelAttribute: 'mail' } });
    expect(account.label).toBe('ana@acme.example');
  });
});

describe('a provider that lets nobody in', () => {
  test.each([
    ['AuthnFailed', 'signin_refused denied'],
    ['RequestDenied', 'signin_refused denied'],
    ['UnsupportedBinding', 'signin_unavailable status'],
  ])('by %s', async (code, expected) => {
    const STATUS = 'urn:oasis:names:tc:SAML:2.0:status:';
    const answer = responseXml(partsOf({ status: `${STATUS}Responder` }), '').replace(
      `Value="${STATUS}Responder"/>`,
      `Value="${STATUS}Responder"><samlp:StatusCode Value="${STATUS}${code}"/></samlp:StatusCode>`,
    );
    expect(await verdict(answer, by())).toBe(expected);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AllKeys,
  inSeconds,
  makeAllKeys,
  OWN,
  PUBLIC_URL,
  partsOf,
  providerWith,
  signedAnswer,
  verdict,
} from '../../contract/saml/answer-setup.ts';
import {
  assertionXml,
  attribute,
  type Parts,
  responseXml,
  SHA1,
  SHA256,
  signed,
} from '../../contract/saml/raw-answer.ts';
import { tries } from '../harness/attack-count.ts';

/* Answers that somebody made up, changed, or got from the same identity provider for something else. */

let keys: AllKeys;
beforeAll(async () => {
  keys = await makeAllKeys();
});

const by = (more: { readonly allowSha1?: boolean } = {}) => ({ provider: providerWith(keys.provider), keys, ...more });
const answered = (changed: Partial<Parts>) => verdict(signedAnswer(keys.provider, changed), by());

test('what is made here is accepted where nothing is wrong with it', async (context) => {
  tries(context, {});
  expect(await answered({})).toBe('ana@acme.example');
});

describe('nobody is signed in by a signed answer', () => {
  const ELSEWHERE = 'https://other.example/acme/saml';
  test.for<readonly [string, Partial<Parts>, string]>([
    ['for another product', { audience: `${PUBLIC_URL}/other/saml/metadata` }, 'signin_unavailable audience'],
    ['for another deployment', { audience: `${ELSEWHERE}/metadata` }, 'signin_unavailable audience'],
    ['for anybody', { audience: undefined }, 'signin_unavailable audience'],
    ['for an audience that begins with ours', { audience: `${OWN.entityId}/x` }, 'signin_unavailable audience'],
    ['to be brought to another product', { recipient: `${PUBLIC_URL}/other/saml/acs` }, 'signin_unavailable recipient'],
    ['to be brought to another deployment', { recipient: `${ELSEWHERE}/acs` }, 'signin_unavailable recipient'],
    ['with another destination', { destination: `${ELSEWHERE}/acs` }, 'signin_unavailable destination'],
    ['to another request', { confirmedRequest: '_0' }, 'signin_unavailable request'],
    ['to no request, in a response to ours', { confirmedRequest: undefined }, 'signin_unavailable request'],
    ['in a response to another request', { inResponseTo: '_0' }, 'signin_unavailable request'],
    ['of another provider, with the key of ours', { issuer: 'https://evil.example' }, 'signin_unavailable issuer'],
    ['in a response of another provider', { responseIssuer: 'https://evil.example' }, 'signin_unavailable issuer'],
    ['that is old', { confirmedUntil: inSeconds(-121) }, 'signin_refused expired'],
    ['whose conditions are over', { notOnOrAfter: inSeconds(-121) }, 'signin_refused expired'],
    ['that was issued before it was asked for', { issueInstant: inSeconds(-200) }, 'signin_refused expired'],
    ['whose session is over', { sessionEnd: inSeconds(-121) }, 'signin_refused expired'],
    ['from the future', { notBefore: inSeconds(125) }, 'signin_unavailable from_the_future'],
    ['that was issued in the future', { issueInstant: inSeconds(125) }, 'signin_unavailable from_the_future'],
    ['to a sign-in in the future', { authnInstant: inSeconds(125) }, 'signin_unavailable from_the_future'],
    ['that anybody may bring, at any time', { confirmedUntil: undefined }, 'signin_unavailable invalid'],
    [
      'that only the holder of a key may bring',
      { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
      'signin_unavailable confirmation',
    ],
    ['with a condition that nobody knows', { conditions: '<saml:Condition/>' }, 'signin_unavailable conditions'],
    ['with times that are none', { confirmedUntil: '9999' }, 'signin_refused expired'],
    [
      'with a status that says no',
      { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' },
      'signin_unavailable status',
    ],
    ['that names nobody', { nameId: '' }, 'account_unclear subject'],
    [
      'that names somebody else each time',
      { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
      'account_unclear transient',
    ],
    ['that names somebody in invisible letters', { nameId: 'ana\u200b@acme.example' }, 'account_unclear subject'],
    ['that names somebody beyond any length', { nameId: 'a'.repeat(256) }, 'account_unclear subject'],
  ])('%s', async ([, changed, expected], context) => {
    tries(context, { attacks: 1 });
    expect(await answered(changed)).toBe(expected);
  });
});

describe('nobody is signed in by an answer', () => {
  test('without a signature', async (context) => {
    tries(context, { attacks: 1 });
    const parts = partsOf();
    expect(await verdict(responseXml(parts, assertionXml(parts)), by())).toBe('signin_unavailable invalid');
  });

  test('signed by another, whose certificate it brings along', async (context) => {
    tries(context, { attacks: 2 });
    expect(await verdict(signedAnswer(keys.stranger), by())).toBe('signin_unavailable invalid');
    const parts = partsOf();
    const whole = signed(responseXml(parts, assertionXml(parts)), parts.responseId, keys.stranger);
    expect(await verdict(whole, by())).toBe('signin_unavailable invalid');
  });

  test('that was changed after it was signed', async (context) => {
    const changes: readonly (readonly [string, string])[] = [
      ['ana@acme.example', 'ben@acme.example'],
      ['cm:bearer', 'cm:bearer '],
      ['NotOnOrAfter="2', 'NotOnOrAfter="3'],
      ['<ds:SignatureValue>', '<ds:SignatureValue>AA'],
      ['<ds:DigestValue>', '<ds:DigestValue>AA'],
    ];
    tries(context, { attacks: changes.length });
    for (const [from, to] of changes) {
      const answer = signedAnswer(keys.provider);
      expect(answer).toContain(from);
      expect(await verdict(answer.replace(from, to), by()), from).toMatch(/^signin_unavailable /);
    }
  });

  test('signed with SHA-1, unless that is allowed by name', async (context) => {
    const weak = [SHA1, { ...SHA256, digest: SHA1.digest }, { ...SHA256, signature: SHA1.signature }];
    tries(context, { attacks: weak.length });
    for (const algorithms of weak) {
      const answer = signedAnswer(keys.provider, {}, algorithms);
      expect(await verdict(answer, by())).toBe('signin_unavailable sha1');
      expect(await verdict(answer, by({ allowSha1: true }))).toBe('ana@acme.example');
    }
  });

  test('whose weak algorithm is spelled with character references', async (context) => {
    tries(context, { attacks: 1 });
    const answer = signedAnswer(keys.provider, {}, SHA1).replaceAll('sha1', 'sha&#49;');
    expect(await verdict(answer, by())).toBe('signin_unavailable sha1');
  });

  test('with an algorithm that nobody has heard of, or whose key is public', async (context) => {
    const others = [
      'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      'http://www.w3.org/2000/09/xmldsig#dsa-sha1',
      'none',
      '',
    ];
    tries(context, { attacks: others.length });
    for (const algorithm of others) {
      const answer = signedAnswer(keys.provider).replace(SHA256.signature, algorithm);
      expect(await verdict(answer, by())).toBe('signin_unavailable algorithm');
    }
  });

  test('with a comment in the NameID, which some parsers end a name at', async (context) => {
    const names = ['ana@acme.example<!-- -->.evil.example', '<!-- -->ana@acme.example', 'ana<!---->@acme.example'];
    tries(context, { attacks: names.length });
    for (const nameId of names) expect(await answered({ nameId })).toBe('signin_unavailable markup_declared');
    const late = signedAnswer(keys.provider, { nameId: 'ana@acme.example.evil.example' });
    expect(await verdict(late.replace('ana@acme.example.', 'ana@acme.example<!-- -->.'), by())).toBe(
      'signin_unavailable markup_declared',
    );
  });

  test('with an element in the NameID', async (context) => {
    tries(context, { attacks: 1 });
    expect(await answered({ nameId: 'ana@acme.example<x xmlns="urn:x">.evil</x>' })).toBe('account_unclear subject');
  });

  test('with a document type: external entities, entities that grow, defaults of attributes', async (context) => {
    const types = [
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE r SYSTEM "http://169.254.169.254/latest/meta-data/">',
      `<!DOCTYPE r [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n + 1} "&a${n || ''};&a${n || ''};">`).join('')}]>`,
      '<!DOCTYPE r [<!ATTLIST samlp:Response ID CDATA "_x">]>',
    ];
    tries(context, { attacks: types.length });
    for (const type of types) {
      const answer = `${type}${signedAnswer(keys.provider).replace('ana@', '&x;&a20;ana@')}`;
      const startedAt = performance.now();
      expect(await verdict(answer, by())).toBe('signin_unavailable markup_declared');
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
  });

  test('that is no XML, or nested without end, or too large', async (context) => {
    const documents = [
      'SAML',
      '<a>'.repeat(10_000),
      `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`,
      `<?php x?>${signedAnswer(keys.provider)}`,
      `${signedAnswer(keys.provider)}<samlp:Response/>`,
      signedAnswer(keys.provider).replace('<saml:Issuer>', '<saml:Issuer a="1" a="2">'),
      `<a>${' '.repeat(256 * 1024)}</a>`,
    ];
    tries(context, { attacks: documents.length });
    for (const document of documents) {
      expect(await verdict(document, by())).toMatch(/^signin_unavailable (?:not_xml|too_large|structure)$/);
    }
  });

  test('whose account attribute comes twice, or is not there', async (context) => {
    tries(context, { attacks: 3 });
    const attributes = { accountAttribute: 'org' };
    const twice = [attribute('org', 'acme', 'evil'), attribute('org', 'acme') + attribute('org', 'evil'), ''];
    for (const one of twice) {
      const answer = signedAnswer(keys.provider, { attributes: one });
      expect(await verdict(answer, { ...by(), attributes })).toBe('account_unclear attribute');
    }
  });
});

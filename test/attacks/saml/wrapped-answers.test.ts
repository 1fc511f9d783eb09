import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AllKeys,
  makeAllKeys,
  partsOf,
  providerWith,
  signedAnswer,
  verdict,
} from '../../contract/saml/answer-setup.ts';
import { assertionXml, responseXml, signed } from '../../contract/saml/raw-answer.ts';
import { tries } from '../harness/attack-count.ts';

/*
 * XML signature wrapping: a signed element is moved to where it is verified, and another one put where it is read. XSW1 to
 * XSW8 as in "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security 2012), by the numbers that tools give them.
 */

let keys: AllKeys;
beforeAll(async () => {
  keys = await makeAllKeys();
});

/** A signed element in its parts: as it was signed, its signature, and what the attacker would like to be read. */
type Wrapping = { readonly original: string; readonly signature: string; readonly evil: string };

const ISSUER_END = '</saml:Issuer>';
const afterIssuer = (xml: string, inserted: string) => xml.replace(ISSUER_END, `${ISSUER_END}${inserted}`);
const beforeEnd = (xml: string, name: string, inserted: string) => {
  const at = xml.lastIndexOf(`</${name}>`);
  return `${xml.slice(0, at)}${inserted}${xml.slice(at)}`;
};

function apart(xml: string): Wrapping {
  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] ?? '';
  const original = xml.replace(signature, '');
  return { original, signature, evil: evilOf(original) };
}

function evilOf(xml: string): string {
  return xml.replaceAll('ana@', 'eve@').replaceAll('"_response"', '"_evil_r"').replaceAll('"_assertion"', '"_evil_a"');
}

const inside = (xml: string) => /<saml:Assertion .*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';
const response = (content: string) => responseXml(partsOf(), content);

const WRAPPED_RESPONSES: Readonly<Record<string, (of: Wrapping) => string>> = {
  'XSW1: the signed response inside the signature of another': ({ original, signature, evil }) =>
    afterIssuer(evil, beforeEnd(signature, 'ds:Signature', original)),
  'XSW2: the signed response before a signature that another one has': ({ original, signature, evil }) =>
    afterIssuer(evil, original + signature),
};

const WRAPPED_ASSERTIONS: Readonly<Record<string, (of: Wrapping) => string>> = {
  'XSW3: another assertion before the signed one': ({ original, signature, evil }) =>
    response(evil + afterIssuer(original, signature)),
  'XSW4: another assertion around the signed one': ({ original, signature, evil }) =>
    response(beforeEnd(evil, 'saml:Assertion', afterIssuer(original, signature))),
  'XSW5: another assertion with the signature, the signed one at the end': ({ original, signature, evil }) =>
    response(afterIssuer(evil, signature) + original),
  'XSW6: another assertion with the signature, the signed one inside that': ({ original, signature, evil }) =>
    response(afterIssuer(evil, beforeEnd(signature, 'ds:Signature', original))),
  'XSW7: another assertion with the same id in an extension': ({ original, signature, evil }) =>
    response(
      `<samlp:Extensions>${evil.replace('_evil_a', '_assertion')}</samlp:Extensions>${afterIssuer(original, signature)}`,
    ),
  'XSW8: the signed assertion as an object of the signature': ({ original, signature, evil }) =>
    response(
      afterIssuer(evil, beforeEnd(signature, 'ds:Signature', `<ds:Object>${original}</ds:Object>`)).replace(
        '_evil_a',
        '_assertion',
      ),
    ),
};

const MORE: Readonly<Record<string, (of: Wrapping) => string>> = {
  'two assertions, both signed': ({ original, signature }) => {
    const one = afterIssuer(original, signature);
    return response(one + one);
  },
  'an assertion of another namespace before the signed one': ({ original, signature, evil }) =>
    response(
      evil.replaceAll('saml:', 'x:').replace('xmlns:x=', 'xmlns:x="urn:x" xmlns:saml=') +
        afterIssuer(original, signature),
    ),
  'a second value of the signature': ({ original, signature }) =>
    response(
      afterIssuer(original, signature.replace('<ds:KeyInfo>', '<ds:SignatureValue>AA</ds:SignatureValue><ds:KeyInfo>')),
    ),
  'a second description of what is signed': ({ original, signature }) =>
    response(afterIssuer(original, signature.replace('<ds:SignedInfo>', '<ds:SignedInfo/><ds:SignedInfo>'))),
  'a second signature': ({ original, signature }) => response(afterIssuer(original, signature + signature)),
  'a signature of nothing': ({ original, signature }) =>
    response(afterIssuer(evilOf(original), signature.replace('URI="#_assertion"', 'URI=""'))),
  'a response around the response': ({ original, signature }) =>
    response(response(afterIssuer(original, signature)).replace('_response', '_inner')),
  'a signature that another assertion took with it': ({ signature, evil }) => response(afterIssuer(evil, signature)),
};

describe('a signed element is not taken for another by', () => {
  test.for(Object.entries(WRAPPED_RESPONSES))('%s', async ([, wrap], context) => {
    tries(context, { attacks: 1 });
    const parts = partsOf();
    const honest = signed(responseXml(parts, assertionXml(parts)), parts.responseId, keys.provider);
    const by = { provider: providerWith(keys.provider), keys };
    expect(await verdict(honest, by)).toBe('ana@acme.example');
    const wrapped = wrap(apart(honest));
    expect(wrapped).toContain('eve@acme.example');
    expect(await verdict(wrapped, by)).toBe('signin_unavailable structure');
  });

  test.for(Object.entries(WRAPPED_ASSERTIONS))('%s', async ([, wrap], context) => {
    tries(context, { attacks: 1 });
    const wrapped = wrap(apart(inside(signedAnswer(keys.provider))));
    expect(wrapped).toContain('eve@acme.example');
    expect(await verdict(wrapped, { provider: providerWith(keys.provider), keys })).toBe(
      'signin_unavailable structure',
    );
  });

  test.for(Object.entries(MORE))('%s', async ([, wrap], context) => {
    tries(context, { attacks: 1 });
    const parts = apart(inside(signedAnswer(keys.provider)));
    const by = { provider: providerWith(keys.provider), keys };
    expect(await verdict(response(afterIssuer(parts.original, parts.signature)), by)).toBe('ana@acme.example');
    expect(await verdict(wrap(parts), by)).toMatch(/^signin_unavailable (?:structure|invalid)$/);
  });

  test('a reference that is more than an id: libraries write it into an expression', async (context) => {
    const { original, signature } = apart(inside(signedAnswer(keys.provider)));
    const uris = ["#_assertion' or 'a'='a", '#_assertion&quot;]|//*[&quot;', '#_assertion]', '_assertion', '#', ''];
    tries(context, { attacks: uris.length });
    for (const uri of uris) {
      const changed = signature.replace('URI="#_assertion"', `URI="${uri}"`);
      const answer = response(afterIssuer(original, changed));
      const by = { provider: providerWith(keys.provider), keys };
      expect(await verdict(answer, by), uri).toBe('signin_unavailable structure');
    }
  });
});

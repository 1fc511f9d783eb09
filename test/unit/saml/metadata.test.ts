import { beforeAll, describe, expect, test } from 'vitest';
import { parseSamlMetadata } from '../../../functions/adapters/saml/metadata.ts';
import { makeKeys } from '../../contract/saml/certificate.ts';
import { adfs, entraId, keycloak, keyDescriptor, okta, small } from './metadata-samples.ts';

let first: string;
let second: string;

beforeAll(async () => {
  [first, second] = await Promise.all([makeKeys('first'), makeKeys('second')]).then(([a, b]) => [a.base64, b.base64]);
});

/** Why metadata is refused. */
function problemOf(xml: string): unknown {
  try {
    return parseSamlMetadata(xml);
  } catch (error) {
    return Reflect.get(Object(error), 'problem');
  }
}

describe('metadata of well-known identity providers', () => {
  test('Entra ID: both keys of a change count, those of other roles do not', () => {
    expect(parseSamlMetadata(entraId(first, second))).toEqual({
      entityId: 'https://sts.windows.example/0f0f/',
      ssoUrl: 'https://login.microsoftonline.example/0f0f/saml2',
      ssoBinding: 'redirect',
      certificates: [first, second],
    });
  });

  test('Okta: redirect is taken where both are offered, and references in URLs are resolved', () => {
    expect(parseSamlMetadata(okta(first))).toEqual({
      entityId: 'http://www.okta.example/exk1',
      ssoUrl: 'https://acme.okta.example/app/exk1/sso/saml?a=1&b=2',
      ssoBinding: 'redirect',
      certificates: [first],
    });
  });

  test('Keycloak: an entity within entities, a key for encryption that is not one for signatures', () => {
    expect(parseSamlMetadata(keycloak(first, second))).toEqual({
      entityId: 'https://id.example/realms/acme',
      ssoUrl: 'https://id.example/realms/acme/protocol/saml',
      ssoBinding: 'post',
      certificates: [first],
      wantAuthnRequestsSigned: true,
    });
  });

  test('ADFS: a key without use is one for signatures', () => {
    expect(parseSamlMetadata(adfs(first))).toEqual({
      entityId: 'http://adfs.acme.example/adfs/services/trust',
      ssoUrl: 'https://adfs.acme.example/adfs/ls/',
      ssoBinding: 'redirect',
      certificates: [first],
    });
  });
});

describe('metadata that is refused', () => {
  test.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'has_doctype'],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>', 'has_doctype'],
    ['a DOCTYPE, be it empty', '<!doctype a><a/>', 'has_doctype'],
    ['more than 512 KB', `<a>${'x'.repeat(512 * 1024)}</a>`, 'too_large'],
    ['elements nested without end', '<a>'.repeat(100_000), 'not_xml'],
    ['nested elements that are closed', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`, 'not_xml'],
    ['nothing', '', 'not_xml'],
    ['text', 'https://id.example/metadata', 'not_xml'],
    ['half a document', okta('AAAA').slice(0, 300), 'not_xml'],
    ['a web page', '<html><body>Sign in</body></html>', 'not_metadata'],
    [
      'a provider of SAML 1.1 only',
      small({ protocol: 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"' }),
      'no_provider',
    ],
    ['no entity id', small({ entityId: '' }), 'no_entity_id'],
    ['an entity id beyond its length', small({ entityId: `https://id.example/${'x'.repeat(1024)}` }), 'no_entity_id'],
    ['no URL to sign in', small({ services: '' }), 'no_sso_url'],
    [
      'no binding that browsers follow',
      small({
        services:
          '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://id.example/soap"/>',
      }),
      'no_sso_url',
    ],
    [
      'a URL that is script',
      small({
        services:
          '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="javascript:alert(1)"/>',
      }),
      'no_sso_url',
    ],
    ['no certificate', small({}), 'no_certificate'],
    ['a certificate that is none', small({ keys: keyDescriptor('AAAA', 'signing') }), 'no_certificate'],
  ])('%s', (_what, xml, problem) => {
    expect(problemOf(xml)).toBe(problem);
  });

  test('an RSA key of less than 2,048 bits, or one of another kind, as xml-crypto checks none', async () => {
    const [short, curve] = await Promise.all([
      makeKeys('short', { keySize: 1024 }),
      makeKeys('curve', { keyType: 'ec' }),
    ]);
    expect(problemOf(small({ keys: keyDescriptor(short.base64, 'signing') }))).toBe('no_certificate');
    expect(problemOf(small({ keys: keyDescriptor(curve.base64, 'signing') }))).toBe('no_certificate');
  });

  test('a key for encryption alone', () => {
    expect(problemOf(small({ keys: keyDescriptor(first, 'encryption') }))).toBe('no_certificate');
  });

  test('two providers: nobody can tell which is meant', () => {
    const two = small({ keys: keyDescriptor(first, 'signing') });
    expect(
      problemOf(
        `<x:EntitiesDescriptor xmlns:x="urn:oasis:names:tc:SAML:2.0:metadata">${two}${two}</x:EntitiesDescriptor>`,
      ),
    ).toBe('several_providers');
  });

  test('its message says what to do and repeats nothing of the document', () => {
    expect(() => parseSamlMetadata(small({ entityId: 'https://id.example/secret' }))).toThrow(
      'The identity provider has no signing certificate with an RSA key of at least 2,048 bits.',
    );
  });
});

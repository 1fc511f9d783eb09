import { beforeAll, describe, expect, test } from 'vitest';
import { authnRequest } from '../../../functions/adapters/saml/authn-request.ts';
import { makeKeyPair } from '../../../functions/adapters/saml/make-key-pair.ts';
import { parseSamlMetadata } from '../../../functions/adapters/saml/metadata.ts';
import type { SamlKeyPair } from '../../../functions/adapters/saml/service-provider.ts';
import { serviceProviderMetadata } from '../../../functions/adapters/saml/sp-metadata.ts';
import { accept, OWN, REQUEST } from './answer-setup.ts';
import { makeKeys, type TestKeys } from './certificate.ts';
import { samlify } from './samlify-module.ts';
import { openSamlify, type SamlifyOptions } from './samlify-provider.ts';

/* The whole of one sign-in with an independent identity provider, that reads our metadata as we read its. */

let provider: TestKeys;
let keyPair: SamlKeyPair;
beforeAll(async () => {
  [provider, keyPair] = await Promise.all([makeKeys('samlify'), makeKeyPair('connect.example', new Date())]);
});

async function handshake(options: SamlifyOptions = {}) {
  const idp = openSamlify('https://id.example', provider, serviceProviderMetadata(OWN, keyPair), options);
  const described = parseSamlMetadata(idp.metadata);
  const sent = await authnRequest(OWN, keyPair, described, { id: REQUEST.id, again: options.again ?? false });
  const asked = await idp.readRequest(sent);
  const xml = Buffer.from(await idp.answer(asked, 'ana@example.com'), 'base64').toString('utf8');
  const own = { ...keyPair, base64: '' };
  const keys = { provider, next: provider, stranger: provider, own };
  return { asked, described, account: accept(xml, { provider: described, keys }) };
}

describe('samlify as identity provider', () => {
  test.each(['redirect', 'post'] as const)('takes a signed request by %s, and signs in', async (binding) => {
    const { asked, described, account } = await handshake({ binding });
    expect(described.ssoBinding).toBe(binding);
    expect(asked).toMatchObject({ id: REQUEST.id, issuer: OWN.entityId, acs: OWN.acsUrl, forceAuthn: undefined });
    expect(await account).toEqual({
      issuer: 'saml:https://id.example/metadata',
      id: 'ana@example.com',
      label: 'ana@example.com',
    });
  });

  test('is asked to sign in anew where the merchant wants another account', async () => {
    expect((await handshake({ again: true })).asked.forceAuthn).toBe('true');
  });

  test('may sign the whole message', async () => {
    expect((await (await handshake({ signMessage: true })).account).id).toBe('ana@example.com');
  });

  test('may encrypt what it says, with the certificate of our metadata', async () => {
    expect((await (await handshake({ encrypt: true })).account).id).toBe('ana@example.com');
  });

  test('does not take a request that was signed with another key', async () => {
    const other = await makeKeyPair('connect.example', new Date());
    const idp = openSamlify('https://id.example', provider, serviceProviderMetadata(OWN, other), {});
    const sent = await authnRequest(OWN, keyPair, parseSamlMetadata(idp.metadata), { id: REQUEST.id, again: false });
    await expect(idp.readRequest(sent)).rejects.toThrow();
  });

  test('finds nothing wrong with our metadata', () => {
    const read = samlify.SPMetadata(serviceProviderMetadata(OWN, keyPair));
    expect(read.getEntityID()).toBe(OWN.entityId);
    expect(read.getAssertionConsumerService('post')).toBe(OWN.acsUrl);
    expect([read.isAuthnRequestSigned(), read.isWantAssertionsSigned()]).toEqual([true, true]);
  });
});

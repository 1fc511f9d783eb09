import { beforeAll, describe, expect, test } from 'vitest';
import { openVendorSender, type VendorReply } from '../../../functions/adapters/http/vendor-request.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import type { SamlSignIn } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { openIdentityProviders } from '../../../functions/saml/identity-providers.ts';
import { keycloak, okta } from '../../unit/saml/metadata-samples.ts';
import { makeKeys } from './certificate.ts';
import { ACME } from './routes-setup.ts';

const METADATA_URL = 'https://id.example/metadata';
const AT = Date.parse('2026-11-21T12:00:00Z');

let certificate: string;
beforeAll(async () => {
  certificate = (await makeKeys('provider')).base64;
});

/** A product that signs in so, and what its metadata URL answers. */
function opened(signIn: Partial<SamlSignIn>, answers: readonly Partial<VendorReply>[] = []) {
  const asked: string[] = [];
  let clock = AT;
  const integration = newIntegrationId();
  const identityProviderOf = openIdentityProviders({
    signInOf: async () => ({ integration, signIn: { kind: 'saml', ...signIn } }),
    send: async ({ url }) => {
      asked.push(url);
      return { status: 200, headers: {}, body: undefined, ...answers[asked.length - 1] };
    },
    allowLoopback: false,
    now: () => new Date(clock),
  });
  return {
    asked,
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    provider: async () => (await identityProviderOf(ACME)).provider,
  };
}

describe('metadata by URL', () => {
  test('is fetched when it is needed, and remembered for ten minutes', async () => {
    const product = opened({ metadataUrl: METADATA_URL }, [
      { body: okta(certificate) },
      { body: keycloak(certificate, certificate) },
    ]);
    expect((await product.provider()).entityId).toBe('http://www.okta.example/exk1');
    product.pass(599);
    expect((await product.provider()).entityId).toBe('http://www.okta.example/exk1');
    product.pass(1);
    expect((await product.provider()).entityId).toBe('https://id.example/realms/acme');
    expect(product.asked).toEqual([METADATA_URL, METADATA_URL]);
  });

  test('that cannot be used is asked for again at the next sign-in', async () => {
    const product = opened({ metadataUrl: METADATA_URL }, [
      { status: 302 },
      { body: undefined },
      { body: okta(certificate) },
    ]);
    await expect(product.provider()).rejects.toMatchObject({ facts: { reason: 'metadata_not_found' } });
    await expect(product.provider()).rejects.toMatchObject({ facts: { reason: 'metadata_too_large' } });
    expect((await product.provider()).certificates).toEqual([certificate]);
  });

  test('is fetched by the guarded sender: an address that is not public is not called', async () => {
    const send = openVendorSender({ allowLoopbackStores: false, allowedPorts: [] }, async () => [
      { address: '169.254.169.254', family: 4 },
    ]);
    const integration = newIntegrationId();
    const of = openIdentityProviders({
      signInOf: async () => ({ integration, signIn: { kind: 'saml', metadataUrl: METADATA_URL } }),
      ...{ send, allowLoopback: false, now: () => new Date(AT) },
    });
    await expect(of(ACME)).rejects.toMatchObject({
      code: 'signin_unavailable',
      facts: { reason: 'metadata_unreachable' },
    });
  });

  test('that was pasted is not fetched', async () => {
    const provider = {
      entityId: 'x',
      ssoUrl: 'https://id.example/sso',
      ssoBinding: 'post',
      certificates: [certificate],
    } as const;
    const product = opened({ provider, metadataUrl: METADATA_URL });
    expect(await product.provider()).toEqual(provider);
    expect(product.asked).toEqual([]);
  });

  test('that leads browsers over plain http is refused', async () => {
    const provider = {
      entityId: 'x',
      ssoUrl: 'http://id.example/sso',
      ssoBinding: 'post',
      certificates: [certificate],
    } as const;
    await expect(opened({ provider }).provider()).rejects.toMatchObject({ facts: { reason: 'sso_url' } });
  });
});

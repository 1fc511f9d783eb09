import { generateServiceProviderMetadata } from '@node-saml/node-saml';
import type { SamlKeyPair, ServiceProvider } from './service-provider.ts';

/** What an identity provider has to know of a product (SAML 2.0 Metadata §2.4.4). The same at every call. */
export function serviceProviderMetadata(
  { entityId, acsUrl }: ServiceProvider,
  { privateKey, certificate }: SamlKeyPair,
): string {
  return generateServiceProviderMetadata({
    issuer: entityId,
    callbackUrl: acsUrl,
    generateUniqueId: () => '_metadata',
    privateKey,
    publicCerts: certificate,
    decryptionPvk: privateKey,
    decryptionCert: certificate,
    wantAssertionsSigned: true,
    // Whatever format the identity provider is set to.
    identifierFormat: null,
  });
}

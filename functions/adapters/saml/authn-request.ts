import { SAML } from '@node-saml/node-saml';
import type { SamlRequestId } from '../../domain/handshake/saml-request.ts';
import type { SamlProvider } from '../../domain/integrations/merchant-sign-in.ts';
import type { SamlKeyPair, ServiceProvider } from './service-provider.ts';

export type AuthnRequest = {
  readonly id: SamlRequestId;
  /** Whether a merchant who is signed in there is asked to sign in all the same. */
  readonly again: boolean;
};

/** How the browser brings it to the identity provider. */
export type SentRequest =
  | { readonly binding: 'redirect'; readonly url: string }
  | { readonly binding: 'post'; readonly url: string; readonly samlRequest: string };

/** A signed AuthnRequest (SAML 2.0 Core §3.4), by the binding that the identity provider takes. */
export async function authnRequest(
  { entityId, acsUrl }: ServiceProvider,
  { privateKey, certificate }: SamlKeyPair,
  { ssoUrl, ssoBinding, certificates }: SamlProvider,
  { id, again }: AuthnRequest,
): Promise<SentRequest> {
  const saml = new SAML({
    issuer: entityId,
    callbackUrl: acsUrl,
    entryPoint: ssoUrl,
    idpCert: [...certificates],
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    generateUniqueId: () => id,
    forceAuthn: again,
    // What the provider is set to: names of any format are read, and a password need not be how the merchant signs in.
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    // Only the redirect binding deflates (SAML 2.0 Bindings §3.4.4.1 and §3.5.4).
    skipRequestCompression: ssoBinding === 'post',
  });
  if (ssoBinding === 'redirect')
    return { binding: 'redirect', url: await saml.getAuthorizeUrlAsync('', undefined, {}) };
  const { SAMLRequest } = await saml.getAuthorizeMessageAsync('');
  return { binding: 'post', url: ssoUrl, samlRequest: String(SAMLRequest) };
}

/** What an admin enters in Magento for a product's integration: `endpoint_url` and `identity_link_url`. */
export type ProductUrls = { readonly callback: string; readonly identityLink: string };

/** @param publicUrl origin at which Magento and merchants reach this deployment */
export function productUrls(publicUrl: string, product: string): ProductUrls {
  const origin = publicUrl.replace(/\/+$/, '');
  return { callback: `${origin}/${product}/callback`, identityLink: `${origin}/${product}/login` };
}

/** Where merchants come back to from the deployment's own OpenID provider: its redirect URI. */
export function signInReturnUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/signin/return`;
}

/** What is registered at a provider of the product's own. */
export type OwnSignInUrls = {
  /** OpenID Connect. */
  readonly redirectUri: string;
  /** SAML 2.0, where Handfast is the service provider: its entity id is where its metadata are. */
  readonly entityId: string;
  readonly assertionConsumerServiceUrl: string;
};

export function ownSignInUrls(publicUrl: string, product: string): OwnSignInUrls {
  const base = `${publicUrl.replace(/\/+$/, '')}/${product}`;
  return {
    redirectUri: `${base}/signin/return`,
    entityId: `${base}/saml/metadata`,
    assertionConsumerServiceUrl: `${base}/saml/acs`,
  };
}

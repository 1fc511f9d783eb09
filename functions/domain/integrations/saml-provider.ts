/** What is used of a SAML identity provider's metadata. */
export type SamlProvider = {
  readonly entityId: string;
  /** Where the browser takes an AuthnRequest. */
  readonly ssoUrl: string;
  readonly ssoBinding: 'redirect' | 'post';
  /** Base64 of DER. Several while the provider changes its key; a signature by any of them counts. */
  readonly certificates: readonly string[];
  readonly wantAuthnRequestsSigned?: boolean;
};

import { samlIssuer } from '../account.ts';
import type { Sealed } from '../ciphertext.ts';

/** How we authenticate at the token endpoint; absent: as the provider's metadata says. */
export const CLIENT_AUTHENTICATIONS = ['client_secret_basic', 'client_secret_post'] as const;

/** How an AuthnRequest travels to the identity provider. */
export const SSO_BINDINGS = ['redirect', 'post'] as const;

/** Part of an account's key, of a cookie and of an index: longer ones are refused. SAML's `saml:` and escapes included. */
export const ISSUER_MAX_CHARACTERS = 500;

/** OpenID Connect: we are a client of the vendor's provider. */
export type OpenIdConnectSignIn = {
  readonly kind: 'openIdConnect';
  readonly issuer: string;
  readonly clientId: string;
  /** `{secret}`. Dropped when the issuer or the client id changes. */
  readonly secret?: Sealed | undefined;
  readonly scope: string;
  /** Path of names to the claim that names the account. */
  readonly accountClaim: readonly string[];
  readonly clientAuthentication?: (typeof CLIENT_AUTHENTICATIONS)[number] | undefined;
};

/** SAML 2.0: we are a service provider of the vendor's identity provider. */
export type SamlSignIn = {
  readonly kind: 'saml';
  /** Where metadata were given as XML. */
  readonly provider?: SamlProvider | undefined;
  /** Where they are fetched when they are needed. */
  readonly metadataUrl?: string | undefined;
  /** The attribute that names the account; absent: the NameID does. */
  readonly accountAttribute?: string | undefined;
  readonly labelAttribute?: string | undefined;
  readonly allowSha1?: true | undefined;
};

/** What is used of an identity provider's metadata. */
export type SamlProvider = {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly ssoBinding: (typeof SSO_BINDINGS)[number];
  /** Base64 DER, for signing or for no use that is named; several while they are being replaced. */
  readonly certificates: readonly string[];
  readonly wantAuthnRequestsSigned?: boolean | undefined;
};

/** How merchants sign in to connect a store to a product. Without one: at the deployment's own provider. */
export type MerchantSignIn = OpenIdConnectSignIn | SamlSignIn;

/** True for the address of a discovery document, which is no issuer: OpenID Connect Discovery 1.0 §4 adds that path to one. */
export function isDiscoveryAddress(issuer: string): boolean {
  return issuer.toLowerCase().includes('/.well-known/');
}

/** The issuer of the accounts that merchants have by it; undefined where only the metadata at a URL say so. */
export function issuerOf(signIn: MerchantSignIn): string | undefined {
  if (signIn.kind === 'openIdConnect') return signIn.issuer;
  return signIn.provider && samlIssuer(signIn.provider.entityId);
}

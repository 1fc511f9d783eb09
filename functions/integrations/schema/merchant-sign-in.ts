/** How merchants sign in: what answers hold, and what the mutation takes. */
export const MERCHANT_SIGN_IN = /* GraphQL */ `
enum MerchantClientAuthentication { client_secret_basic client_secret_post }
"""How merchants sign in to connect a store, and what is to be registered at your provider, for each linked product."""
union MerchantSignIn = MerchantOpenIdConnect | MerchantSaml
type MerchantOpenIdConnect { issuer: String! clientId: String! "Secrets are never shown." hasSecret: Boolean! scope: String! "The path of names to the claim that names the account." accountClaim: [String!]! clientAuthentication: MerchantClientAuthentication redirectUris: [MerchantRedirectUri!]! }
type MerchantRedirectUri { product: ID! slug: String! redirectUri: String! }
"""What was read of the metadata; null where they are fetched from metadataUrl."""
type MerchantSaml { entityId: String ssoUrl: String certificates: [MerchantCertificate!]! metadataUrl: String "Null: the NameID names the account." accountAttribute: String labelAttribute: String allowSha1: Boolean! serviceProviders: [MerchantServiceProvider!]! }
type MerchantCertificate { "SHA-256, in hex." fingerprint: String! validUntil: DateTime! }
type MerchantServiceProvider { product: ID! slug: String! entityId: String! assertionConsumerServiceUrl: String! metadataUrl: String! }

enum MerchantSignInStep { DISCOVERY KEYS CLIENT METADATA }
"""A step that fails is the last one."""
type MerchantSignInTest { success: Boolean! steps: [MerchantSignInTestStep!]! }
type MerchantSignInTestStep { step: MerchantSignInStep! success: Boolean! "url_refused, dns_failed, tls_failed, unreachable, timeout, status, answer, issuer_differs, keys_missing, secret_missing, client_refused or metadata_invalid" errorCode: String message: String milliseconds: Int }

"""One of both; neither: merchants sign in at the deployment's own provider. Replaced as a whole."""
input MerchantSignInInput {
  id: ID!
  revision: Int
  openIdConnect: MerchantOpenIdInput
  saml: MerchantSamlInput
}
input MerchantOpenIdInput {
  issuer: String!
  clientId: String!
  "Stays when it is left out, unless issuer or clientId change."
  clientSecret: String
  "openid email by default."
  scope: String
  "sub by default; for a nested claim, the path of names to it."
  accountClaim: [String!]
  "By default as the provider's metadata say."
  clientAuthentication: MerchantClientAuthentication
}
input MerchantSamlInput {
  "One of both. A document is read once, a URL whenever it is needed."
  metadataXml: String
  metadataUrl: String
  "The NameID by default, which must not be a transient one then."
  accountAttribute: String
  labelAttribute: String
  "Only for identity providers that cannot sign otherwise."
  allowSha1: Boolean = false
}
`;

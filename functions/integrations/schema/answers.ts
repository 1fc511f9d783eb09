/** What answers hold. */
export const ANSWERS = /* GraphQL */ `
enum ProductIntegrationVersion { WORKING PUBLISHED }
enum ProductIntegrationType { FULL_INTEGRATION }
enum ProductIntegrationEventType { SUBSCRIPTION_ORDER SUBSCRIPTION_CHANGE SUBSCRIPTION_CANCEL SUBSCRIPTION_NOTICE SUBSCRIPTION_STATUS USER_ASSIGNMENT USER_UNASSIGNMENT CHANNEL_NOTICE }
enum OutboundCredentialsType { OAUTH2 BASIC NONE }
enum OutboundGrantType { client_credentials }
enum OpenIdConnectClientCreationMethod { PER_SUBSCRIPTION PER_MARKETPLACE PER_ENVIRONMENT }
enum OpenIdConnectGrantType { AUTHORIZATION_CODE REFRESH_TOKEN }
enum PayloadStyle { EVENT_URL STANDARD_WEBHOOK }
enum DeliveryStatus { WAITING DELIVERED ACCEPTED FAILED DISCARDED }
"""WAITING: to be sent, or taken by a URL whose result is to come (ACCEPTED), longest due first. FAILED: given up, newest first; those that failed before this could be asked are missing."""
enum UnsettledDeliveryStatus { WAITING FAILED }
enum FindingSeverity { ERROR WARNING }
enum FormFieldType { TEXT CHOICE NUMBER CHECKBOX }

interface UserError { message: String! path: [String!] code: String! }
"""Why nothing was changed. Codes are stable; the path names the argument."""
type Problem implements UserError { message: String! path: [String!] code: String! }
"""What would fail, or may surprise, once events are sent."""
type Finding { severity: FindingSeverity! code: String! path: [String!]! message: String! }

type ProductIntegration {
  "Of a published version: its own id, which its sourceId was published under."
  id: ID!
  "WORKING, PUBLISHED for the version that events use, or the id of an earlier version."
  version: String!
  type: ProductIntegrationType
  number: Int
  "Grows with every change of the working configuration. Of a published version: the one that was published."
  revision: Int!
  sourceId: ID
  name: String
  createdOn: DateTime
  lastModified: DateTime
  createUrl: String
  upgradeUrl: String
  cancelUrl: String
  notifyUrl: String
  eventStatusUrl: String
  assignUrl: String
  unassignUrl: String
  channelUrl: String
  payloadStyle: PayloadStyle!
  outboundCredentials: OutboundCredentials
  "The last characters of the secret that events are signed with."
  signingSecretHint: String
  singleSignOn: SingleSignOnConfiguration
  "How merchants sign in; null: at the deployment's own provider."
  merchantSignIn: MerchantSignIn
  "Questions that merchants answer before they connect a store."
  formFields: [FormField!]!
  "The channel that stores get when they are connected; null: none."
  channel: ChannelDefaults
  inboundClients: [InboundClient!]!
  products(first: Int = 20, after: String): ProductConnection!
  published: ProductIntegration
  "Published versions, newest first; at most 20 are kept."
  history(first: Int = 20): [ProductIntegration!]!
  "What the version was published with."
  note: String
  "Whether the working configuration differs from the published one."
  changedSincePublished: Boolean!
  readOnlyInConsole: Boolean!
  findings: [Finding!]!
  lastTest: ProductIntegrationTest
  "False once nothing has worked for five days: nothing is sent until they are enabled again."
  deliveriesEnabled: Boolean!
  "Since when nothing has worked, notices of channels apart; null while something does."
  failingSince: DateTime
  "Kinds whose URL has answered 410, or CHANNEL_NOTICE after five days of failures: nothing is sent there until something is published or deliveries are enabled."
  goneEventTypes: [ProductIntegrationEventType!]!
  deliveries(first: Int = 20, after: String, status: DeliveryStatus): DeliveryConnection!
  audit(first: Int = 20, after: String): AuditConnection!
}
type OutboundCredentials { type: OutboundCredentialsType! clientId: String tokenUri: String grantType: OutboundGrantType scope: String username: String "Secrets are never shown." hasSecret: Boolean! }
type InboundClient { clientId: ID! scopes: [String!]! createdOn: DateTime! "Who generated it: revoking them leaves it. Null for one that gets no tokens." createdBy: String "When it last got a token, to the hour; null for one that has got none for 400 days." lastUsedOn: DateTime }
union SingleSignOnConfiguration = BookmarkConfiguration | OpenIdConnectConfiguration | SamlConfiguration
type BookmarkConfiguration { url: String! }
type OpenIdConnectConfiguration { clientCreationMethod: OpenIdConnectClientCreationMethod grantTypes: [OpenIdConnectGrantType!] redirectUrls: [String!] allowOidcScope: Boolean allowUserScopes: Boolean allowRoleScopes: Boolean allowedScopes: [String!] initiateLoginUrl: String logoutUrl: String }
type SamlConfiguration { version: String serviceProviderEntityId: String assertionConsumerServiceUrl: String serviceProviderInitiatedLoginUrl: String metadataUrl: String nameId: String nameIdFormat: String relayState: String identityProviderEntityId: String }
type LocalizedText { language: String! text: String! }
type FormField { key: String! type: FormFieldType! labels: [LocalizedText!]! help: [LocalizedText!] required: Boolean! pattern: String choices: [FormChoice!] }
type FormChoice { value: String! labels: [LocalizedText!]! }
type ProductIntegrationTest { startedOn: DateTime! "Null while it is under way." endedOn: DateTime version: String! eventTypes: [ProductIntegrationEventType!]! "Null while it is under way." success: Boolean results: [ProductIntegrationTestResult!]! "Null where it was not tried, or is under way." signIn: MerchantSignInTest }
type ProductIntegrationTestResult { eventType: ProductIntegrationEventType! url: String success: Boolean! httpStatus: Int milliseconds: Int tokenMilliseconds: Int "url_missing, url_refused, dns_failed, tls_failed, unreachable, timeout, token_failed, status or answer" errorCode: String message: String }
type Product {
  id: ID!
  version: String!
  "Names the product in the URLs that merchants enter in Magento."
  slug: String
  name: String
  supportUrl: String
  languages: [String!]
  "A data: URL."
  logo: String
  revision: Int!
  "Of the deployment's settings: changed there alone."
  readOnly: Boolean!
  createdOn: DateTime
  lastModified: DateTime
  integration: ProductIntegration
  callbackUrl: String
  loginUrl: String
}
type Delivery { "Also the webhook-id of every attempt." id: ID! eventId: ID! integrationId: ID! type: ProductIntegrationEventType! event: String! product: ID connection: ID status: DeliveryStatus! createdOn: DateTime! attempts: [DeliveryAttempt!]! nextAttemptOn: DateTime "What your system said of the event." answer: DeliveryAnswer }
type DeliveryAnswer { success: Boolean! accountIdentifier: String errorCode: String message: String }
type DeliveryAttempt { on: DateTime! httpStatus: Int milliseconds: Int errorCode: String }
"""The revision is that of the working configuration afterwards."""
type AuditEntry { id: ID! on: DateTime! by: String! action: String! revision: Int! fields: [String!]! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type ProductIntegrationConnection { nodes: [ProductIntegration!]! pageInfo: PageInfo! }
type ProductConnection { nodes: [Product!]! pageInfo: PageInfo! }
type DeliveryConnection { nodes: [Delivery!]! pageInfo: PageInfo! }
type AuditConnection { nodes: [AuditEntry!]! pageInfo: PageInfo! }

type ProductPayload { product: Product userErrors: [UserError!] }
type DeleteProductPayload { deletedId: ID userErrors: [UserError!] }
type ProductIntegrationPayload { productIntegration: ProductIntegration userErrors: [UserError!] }
"""signingSecret is shown here and by its rotation, never again; a repetition shows none."""
type CreateProductIntegrationPayload { productIntegration: ProductIntegration signingSecret: String userErrors: [UserError!] }
type DeleteProductIntegrationPayload { deletedId: ID userErrors: [UserError!] }
type BookmarkConfigurationPayload { bookmarkConfiguration: BookmarkConfiguration userErrors: [UserError!] }
type OpenIdConnectConfigurationPayload { openIdConnectConfiguration: OpenIdConnectConfiguration userErrors: [UserError!] }
type SamlConfigurationPayload { samlConfiguration: SamlConfiguration userErrors: [UserError!] }
type ProductIntegrationInboundClient { clientId: String! clientSecret: String! scopes: [String!]! "Where it gets its tokens: client credentials, RFC 6749." tokenUrl: String! createdOn: DateTime! }
"""The secret is shown here, never again. The same twice: nested, and flat as AppDirect's reference has it."""
type InboundClientPayload { productIntegrationInboundClient: ProductIntegrationInboundClient clientId: String clientSecret: String scopes: [String!] tokenUrl: String createdOn: DateTime userErrors: [UserError!] }
type SigningSecretPayload { signingSecret: String previousValidUntil: DateTime userErrors: [UserError!] }
type ReplayPayload { queued: Int! "Whether there is more to replay than one call does." more: Boolean! userErrors: [UserError!] }
`;

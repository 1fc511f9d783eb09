/** What mutations take. */
export const INPUTS = /* GraphQL */ `
input ProductIntegrationFilter { "Part of the name, in any case." name: String linkedProductId: ID }
input CreateProductInput {
  "A UUID chosen by the caller, so that a repetition changes nothing."
  id: ID
  name: String!
  "Never changes. Made from the name by default."
  slug: String
  "https or mailto."
  supportUrl: String
  languages: [String!]
  "A PNG of at most 10 KB: base64, or a whole data: URL."
  logo: String
}
input UpdateProductInput { id: ID! revision: Int name: String supportUrl: String languages: [String!] logo: String }
input DeleteProductInput { id: ID! revision: Int }
input CreateProductIntegrationInput {
  "A UUID chosen by the caller, so that a repetition changes nothing."
  id: ID
  name: String
  "A number that names the integration wherever an id is asked for."
  number: Int
  createUrl: String
  upgradeUrl: String
  cancelUrl: String
  notifyUrl: String
  eventStatusUrl: String
  assignUrl: String
  unassignUrl: String
  channelUrl: String
  payloadStyle: PayloadStyle
  outboundCredentials: OutboundCredentialsInput
  formFields: [FormFieldInput!]
}
"""What is left out stays as it is; null removes."""
input UpdateProductIntegrationInput {
  id: ID!
  "The revision that was read; another one is refused as REVISION_CONFLICT."
  revision: Int
  name: String
  createUrl: String
  upgradeUrl: String
  cancelUrl: String
  notifyUrl: String
  eventStatusUrl: String
  assignUrl: String
  unassignUrl: String
  channelUrl: String
  payloadStyle: PayloadStyle
  "Replaced as a whole. A secret that is left out stays, unless it would go to somebody else."
  outboundCredentials: OutboundCredentialsInput
  formFields: [FormFieldInput!]
}
input DeleteProductIntegrationInput { id: ID! revision: Int }
input OutboundCredentialsInput { type: OutboundCredentialsType! clientId: String clientSecret: String tokenUri: String grantType: OutboundGrantType scope: String username: String password: String }
input LocalizedTextInput { language: String! text: String! }
input FormChoiceInput { value: String! labels: [LocalizedTextInput!]! }
input FormFieldInput { key: String! type: FormFieldType! "One of them in English (en), for languages that have none." labels: [LocalizedTextInput!]! help: [LocalizedTextInput!] required: Boolean = false "As in HTML, for TEXT." pattern: String choices: [FormChoiceInput!] }
input BookmarkConfigurationInput { integrationConfigurationId: ID! revision: Int url: String! }
input UpdateBookmarkConfigurationInput { integrationConfigurationId: ID! revision: Int url: String }
input OpenIdConnectConfigurationInput { integrationConfigurationId: ID! revision: Int clientCreationMethod: OpenIdConnectClientCreationMethod! grantTypes: [OpenIdConnectGrantType!]! redirectUrls: [String!]! allowOidcScope: Boolean allowUserScopes: Boolean allowRoleScopes: Boolean allowedScopes: [String!] initiateLoginUrl: String! logoutUrl: String }
input UpdateOpenIdConnectConfigurationInput { integrationConfigurationId: ID! revision: Int clientCreationMethod: OpenIdConnectClientCreationMethod grantTypes: [OpenIdConnectGrantType!] redirectUrls: [String!] allowOidcScope: Boolean allowUserScopes: Boolean allowRoleScopes: Boolean allowedScopes: [String!] initiateLoginUrl: String logoutUrl: String }
input SamlConfigurationInput { integrationConfigurationId: ID! revision: Int version: String! serviceProviderEntityId: String! assertionConsumerServiceUrl: String! serviceProviderInitiatedLoginUrl: String "Where the service provider's metadata lies." metadataUrl: String nameId: String nameIdFormat: String relayState: String identityProviderEntityId: String }
input UpdateSamlConfigurationInput { integrationConfigurationId: ID! revision: Int version: String serviceProviderEntityId: String assertionConsumerServiceUrl: String serviceProviderInitiatedLoginUrl: String metadataUrl: String nameId: String nameIdFormat: String relayState: String identityProviderEntityId: String }
input RemoveSingleSignOnInput { integrationConfigurationId: ID! revision: Int }
input GenerateProductIntegrationInboundClientInput { id: ID! "events:read and events:write by default. Any of the API's that the caller has." scopes: [String!] }
input RevokeInboundClientInput { id: ID! clientId: ID! }
input RotateSigningSecretInput { id: ID! "The signingSecretHint that was read; another one is refused as REVISION_CONFLICT. So a repetition changes nothing." replaces: String "0 to 168: for how long events are signed with both." keepPreviousForHours: Int = 24 }
input TriggerProductIntegrationPingTestInput { id: ID! version: ProductIntegrationVersion = WORKING "All that have a URL by default; with signIn, none." eventTypes: [ProductIntegrationEventType!] "Tries merchants' sign-in: discovery, keys, client secret; SAML metadata." signIn: Boolean = false }
input PublishProductIntegrationInput { integrationId: ID! revision: Int note: String "Refuses to publish while findings hold an ERROR." requireReady: Boolean = false }
input RollbackProductIntegrationInput { integrationId: ID! revision: Int "Id of a version of the history." toId: ID! }
input LinkProductIntegrationInput { productId: ID! integrationId: ID! }
input UnlinkProductIntegrationInput { productId: ID! integrationId: ID! }
input IntegrationIdInput { id: ID! }
input ReplayDeliveriesInput { integrationId: ID! "At most 100." ids: [ID!] "All that failed or were discarded since then." failedSince: DateTime }
`;

/** What can be asked and done. */
export const OPERATIONS = /* GraphQL */ `
"""Milliseconds since 1970; read as a number or as ISO 8601."""
scalar DateTime

type Query {
  "Takes the id of an integration, its number, or the id of a published version."
  productIntegration(id: ID!, version: ProductIntegrationVersion = WORKING): ProductIntegration
  productIntegrations(first: Int = 20, after: String, version: ProductIntegrationVersion = WORKING, filter: ProductIntegrationFilter): ProductIntegrationConnection!
  "Takes a product's id, or its slug."
  product(id: ID!): Product
  products(first: Int = 20, after: String): ProductConnection!
  delivery(id: ID!): Delivery
  "Of all integrations that you see. A page may hold fewer than first."
  deliveries(status: UnsettledDeliveryStatus!, "About this store alone: the id of its connection." connection: ID, first: Int = 20, after: String): DeliveryConnection!
  "Who changed what of an integration, newest first; of a deleted one too."
  auditEntries(integrationId: ID!, first: Int = 20, after: String): AuditConnection!
}

type Mutation {
  createProduct(input: CreateProductInput!): ProductPayload!
  updateProduct(input: UpdateProductInput!): ProductPayload!
  deleteProduct(input: DeleteProductInput!): DeleteProductPayload!
  createProductIntegration(input: CreateProductIntegrationInput!): CreateProductIntegrationPayload!
  updateProductIntegration(input: UpdateProductIntegrationInput!): ProductIntegrationPayload!
  deleteProductIntegration(input: DeleteProductIntegrationInput!): DeleteProductIntegrationPayload!
  addProductIntegrationBookmarkConfiguration(input: BookmarkConfigurationInput!): BookmarkConfigurationPayload!
  updateProductIntegrationBookmarkConfiguration(input: UpdateBookmarkConfigurationInput!): BookmarkConfigurationPayload!
  addProductIntegrationOpenIdConnectConfiguration(input: OpenIdConnectConfigurationInput!): OpenIdConnectConfigurationPayload!
  updateProductIntegrationOpenIdConnectConfiguration(input: UpdateOpenIdConnectConfigurationInput!): OpenIdConnectConfigurationPayload!
  addProductIntegrationSamlConfiguration(input: SamlConfigurationInput!): SamlConfigurationPayload!
  updateProductIntegrationSamlConfiguration(input: UpdateSamlConfigurationInput!): SamlConfigurationPayload!
  removeProductIntegrationSingleSignOnConfiguration(input: RemoveSingleSignOnInput!): ProductIntegrationPayload!
  "Takes effect when it is published. Without openIdConnect and saml: the deployment's own provider."
  setProductIntegrationMerchantSignIn(input: MerchantSignInInput!): ProductIntegrationPayload!
  "Which connectors begin by themselves when a store is connected. Takes effect when it is published."
  setProductIntegrationChannel(input: ProductIntegrationChannelInput!): ProductIntegrationPayload!
  generateProductIntegrationInboundClient(input: GenerateProductIntegrationInboundClientInput!): InboundClientPayload!
  revokeProductIntegrationInboundClient(input: RevokeInboundClientInput!): ProductIntegrationPayload!
  rotateProductIntegrationSigningSecret(input: RotateSigningSecretInput!): SigningSecretPayload!
  "Sends a test event to each URL asked for. Results appear in lastTest."
  triggerProductIntegrationPingTest(input: TriggerProductIntegrationPingTestInput!): ProductIntegrationPayload!
  "Answers with the published version."
  publishProductIntegration(input: PublishProductIntegrationInput!): ProductIntegrationPayload!
  "Publishes a version of the history again, and restores every field of the working configuration from it."
  rollbackProductIntegration(input: RollbackProductIntegrationInput!): ProductIntegrationPayload!
  linkProductIntegration(input: LinkProductIntegrationInput!): ProductPayload!
  unlinkProductIntegration(input: UnlinkProductIntegrationInput!): ProductPayload!
  enableProductIntegrationDeliveries(input: IntegrationIdInput!): ProductIntegrationPayload!
  "Delivers again, each under the id it had."
  replayDeliveries(input: ReplayDeliveriesInput!): ReplayPayload!
}
`;

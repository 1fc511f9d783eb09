/** All of an integration that a file can hold. */
const WORKING = `
  id number revision name createUrl upgradeUrl cancelUrl notifyUrl eventStatusUrl assignUrl unassignUrl channelUrl payloadStyle
  outboundCredentials { type clientId tokenUri scope username hasSecret }
  formFields {
    key type labels { language text } help { language text } required pattern
    choices { value labels { language text } }
  }
  singleSignOn {
    __typename
    ... on BookmarkConfiguration { url }
    ... on OpenIdConnectConfiguration {
      clientCreationMethod grantTypes redirectUrls allowOidcScope allowUserScopes allowRoleScopes allowedScopes
      initiateLoginUrl logoutUrl
    }
    ... on SamlConfiguration {
      version serviceProviderEntityId assertionConsumerServiceUrl serviceProviderInitiatedLoginUrl metadataUrl nameId
      nameIdFormat relayState identityProviderEntityId
    }
  }
  merchantSignIn {
    __typename
    ... on MerchantOpenIdConnect { issuer clientId hasSecret scope accountClaim clientAuthentication }
    ... on MerchantSaml {
      entityId ssoUrl certificates { fingerprint validUntil } metadataUrl accountAttribute labelAttribute allowSha1
    }
  }
  channel { connectors { name everyMinutes } }`;

export const TEST = `
  lastTest {
    startedOn endedOn version eventTypes success
    results { eventType url success httpStatus milliseconds tokenMilliseconds errorCode message }
    signIn { success steps { step success errorCode message milliseconds } }
  }`;

export const WORKING_QUERY = `query ($id: ID!) { productIntegration(id: $id) { ${WORKING} } }`;

export const SHOW_QUERY = `query ($id: ID!) {
  productIntegration(id: $id) {
    ${WORKING}
    createdOn lastModified signingSecretHint changedSincePublished readOnlyInConsole
    published { id revision note lastModified }
    history { id revision note lastModified }
    findings { severity code path message }
    products(first: 50) { nodes { slug name } }
    inboundClients { clientId scopes lastUsedOn }
    deliveriesEnabled failingSince goneEventTypes
    ${TEST}
  }
}`;

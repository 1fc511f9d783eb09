import * as z from 'zod/mini';

/** What a version is made of, working or published. Secrets are not among it: whether there is one is. */
export const VERSION_FIELDS = `fragment VersionFields on ProductIntegration {
  name createUrl upgradeUrl cancelUrl notifyUrl eventStatusUrl assignUrl unassignUrl channelUrl payloadStyle
  outboundCredentials { type clientId tokenUri scope username hasSecret }
  singleSignOn { __typename
    ... on BookmarkConfiguration { url }
    ... on OpenIdConnectConfiguration { clientCreationMethod grantTypes redirectUrls allowOidcScope allowUserScopes
      allowRoleScopes allowedScopes initiateLoginUrl logoutUrl }
    ... on SamlConfiguration { version serviceProviderEntityId assertionConsumerServiceUrl
      serviceProviderInitiatedLoginUrl metadataUrl nameId nameIdFormat relayState identityProviderEntityId } }
  merchantSignIn { __typename
    ... on MerchantOpenIdConnect { issuer clientId hasSecret scope accountClaim clientAuthentication }
    ... on MerchantSaml { entityId ssoUrl metadataUrl accountAttribute labelAttribute allowSha1 } }
  formFields { key type required pattern labels { language text } help { language text }
    choices { value labels { language text } } }
  channel { connectors { name everyMinutes } }
}`;

const text = z.nullish(z.string());
const texts = z.nullish(z.array(z.string()));
const flag = z.nullish(z.boolean());

const EVENT_URLS = {
  createUrl: text,
  upgradeUrl: text,
  cancelUrl: text,
  notifyUrl: text,
  eventStatusUrl: text,
  assignUrl: text,
  unassignUrl: text,
  channelUrl: text,
};

const credentials = z.object({
  type: z.enum(['OAUTH2', 'BASIC', 'NONE']),
  clientId: text,
  tokenUri: text,
  scope: text,
  username: text,
  hasSecret: z.boolean(),
});

const singleSignOn = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('BookmarkConfiguration'), url: z.string() }),
  z.object({
    __typename: z.literal('OpenIdConnectConfiguration'),
    clientCreationMethod: text,
    grantTypes: texts,
    redirectUrls: texts,
    allowOidcScope: flag,
    allowUserScopes: flag,
    allowRoleScopes: flag,
    allowedScopes: texts,
    initiateLoginUrl: text,
    logoutUrl: text,
  }),
  z.object({
    __typename: z.literal('SamlConfiguration'),
    version: text,
    serviceProviderEntityId: text,
    assertionConsumerServiceUrl: text,
    serviceProviderInitiatedLoginUrl: text,
    metadataUrl: text,
    nameId: text,
    nameIdFormat: text,
    relayState: text,
    identityProviderEntityId: text,
  }),
]);

const merchantSignIn = z.discriminatedUnion('__typename', [
  z.object({
    __typename: z.literal('MerchantOpenIdConnect'),
    issuer: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    scope: z.string(),
    accountClaim: z.array(z.string()),
    clientAuthentication: text,
  }),
  z.object({
    __typename: z.literal('MerchantSaml'),
    entityId: text,
    ssoUrl: text,
    metadataUrl: text,
    accountAttribute: text,
    labelAttribute: text,
    allowSha1: z.boolean(),
  }),
]);

const localized = z.array(z.object({ language: z.string(), text: z.string() }));
export type LocalizedText = z.output<typeof localized>;

const formField = z.object({
  key: z.string(),
  type: z.string(),
  required: z.boolean(),
  pattern: text,
  labels: localized,
  help: z.nullish(localized),
  choices: z.nullish(z.array(z.object({ value: z.string(), labels: localized }))),
});

/** The members that the fragment asks for. */
export const versionFields = {
  name: text,
  ...EVENT_URLS,
  payloadStyle: z.enum(['EVENT_URL', 'STANDARD_WEBHOOK']),
  outboundCredentials: z.nullish(credentials),
  singleSignOn: z.nullish(singleSignOn),
  merchantSignIn: z.nullish(merchantSignIn),
  formFields: z.array(formField),
  channel: z.nullish(z.object({ connectors: z.array(z.object({ name: z.string(), everyMinutes: z.number() })) })),
};

const version = z.object(versionFields);
export type Version = z.output<typeof version>;

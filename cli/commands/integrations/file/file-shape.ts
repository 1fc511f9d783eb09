import * as z from 'zod';
import { FORM_FIELD_TYPES, PAYLOAD_STYLES } from '../../../../functions/domain/integrations/integration.ts';

const SECRET = 'must be {"fromEnvironment": "NAME"}: secrets do not belong in this file';
const XML = 'must be the document, or {"fromFile": "metadata.xml"}';

/** Secrets are named, so that the file can be kept in version control. */
const secret = z.strictObject(
  { fromEnvironment: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable') },
  { error: (issue) => (issue.code === 'invalid_type' ? SECRET : undefined) },
);
const text = z.string();
const localized = z.array(z.strictObject({ language: text, text }));
const choice = z.strictObject({ value: text, labels: localized });

const outboundCredentials = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('OAUTH2'),
    clientId: text.optional(),
    clientSecret: secret.optional(),
    tokenUri: text.optional(),
    grantType: z.literal('client_credentials').optional(),
    scope: text.optional(),
  }),
  z.strictObject({ type: z.literal('BASIC'), username: text.optional(), password: secret.optional() }),
  z.strictObject({ type: z.literal('NONE') }),
]);

const formField = z.strictObject({
  key: text,
  type: z.enum(FORM_FIELD_TYPES),
  labels: localized,
  help: localized.optional(),
  required: z.boolean().optional(),
  pattern: text.optional(),
  choices: z.array(choice).optional(),
});

const singleSignOn = z.strictObject({
  bookmark: z.strictObject({ url: text }).optional(),
  openIdConnect: z
    .strictObject({
      clientCreationMethod: z.enum(['PER_SUBSCRIPTION', 'PER_MARKETPLACE', 'PER_ENVIRONMENT']),
      grantTypes: z.array(z.enum(['AUTHORIZATION_CODE', 'REFRESH_TOKEN'])),
      redirectUrls: z.array(text),
      allowOidcScope: z.boolean().optional(),
      allowUserScopes: z.boolean().optional(),
      allowRoleScopes: z.boolean().optional(),
      allowedScopes: z.array(text).optional(),
      initiateLoginUrl: text,
      logoutUrl: text.optional(),
    })
    .optional(),
  saml: z
    .strictObject({
      version: text,
      serviceProviderEntityId: text,
      assertionConsumerServiceUrl: text,
      serviceProviderInitiatedLoginUrl: text.optional(),
      metadataUrl: text.optional(),
      nameId: text.optional(),
      nameIdFormat: text.optional(),
      relayState: text.optional(),
      identityProviderEntityId: text.optional(),
    })
    .optional(),
});

const merchantSignIn = z.strictObject({
  openIdConnect: z
    .strictObject({
      issuer: text,
      clientId: text,
      clientSecret: secret.optional(),
      scope: text.optional(),
      accountClaim: z.array(text).optional(),
      clientAuthentication: z.enum(['client_secret_basic', 'client_secret_post']).optional(),
    })
    .optional(),
  saml: z
    .strictObject({
      metadataXml: z.union([text, z.strictObject({ fromFile: text })], { error: XML }).optional(),
      metadataUrl: text.optional(),
      accountAttribute: text.optional(),
      labelAttribute: text.optional(),
      allowSha1: z.boolean().optional(),
    })
    .optional(),
});

/** An integration as a file has it: GraphQL's names, and all of the working configuration. */
export const INTEGRATION_FILE = z.strictObject({
  id: z.uuid('must be a UUID in lower case, which you choose once').lowercase(),
  number: z.int().nonnegative().optional(),
  name: text.optional(),
  createUrl: text.optional(),
  upgradeUrl: text.optional(),
  cancelUrl: text.optional(),
  notifyUrl: text.optional(),
  eventStatusUrl: text.optional(),
  assignUrl: text.optional(),
  unassignUrl: text.optional(),
  channelUrl: text.optional(),
  payloadStyle: z.enum(PAYLOAD_STYLES).optional(),
  outboundCredentials: outboundCredentials.optional(),
  formFields: z.array(formField).optional(),
  singleSignOn: singleSignOn.refine(...onlyOne()).optional(),
  merchantSignIn: merchantSignIn.refine(...onlyOne()).optional(),
  channel: z
    .strictObject({ connectors: z.array(z.strictObject({ name: text, everyMinutes: z.int() })).optional() })
    .optional(),
});
export type IntegrationFile = z.infer<typeof INTEGRATION_FILE>;

function onlyOne(): [(members: object) => boolean, string] {
  return [(members) => Object.keys(members).length <= 1, 'must have one member, since there is one way'];
}

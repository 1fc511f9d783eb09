import * as z from 'zod/mini';
import {
  SIGN_IN_ERRORS,
  SIGN_IN_STEPS,
  type SignInTest,
} from '../../../domain/integrations/deliveries/sign-in-test.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import {
  CLIENT_AUTHENTICATIONS,
  type MerchantSignIn,
  type SamlProvider,
  SSO_BINDINGS,
} from '../../../domain/integrations/merchant-sign-in.ts';
import { sealed } from '../../kms/sealed.ts';

const text = z.optional(z.string());

const samlProvider = z.object({
  entityId: z.string(),
  ssoUrl: z.string(),
  ssoBinding: z.enum(SSO_BINDINGS),
  certificates: z.array(z.string()),
  wantAuthnRequestsSigned: z.optional(z.boolean()),
}) satisfies z.ZodMiniType<SamlProvider>;

/** How merchants sign in, as working configurations and snapshots hold it. */
export const merchantSignIn = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('openIdConnect'),
    issuer: z.string(),
    clientId: z.string(),
    secret: z.optional(sealed),
    scope: z.string(),
    accountClaim: z.array(z.string()),
    clientAuthentication: z.optional(z.enum(CLIENT_AUTHENTICATIONS)),
  }),
  z.object({
    kind: z.literal('saml'),
    provider: z.optional(samlProvider),
    metadataUrl: text,
    accountAttribute: text,
    labelAttribute: text,
    allowSha1: z.optional(z.literal(true)),
  }),
]) satisfies z.ZodMiniType<MerchantSignIn>;

/** What a test of it found. */
export const signInTest = z.object({
  success: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(SIGN_IN_STEPS),
      success: z.boolean(),
      error: z.optional(z.enum(SIGN_IN_ERRORS)),
      message: text,
      milliseconds: z.optional(z.number()),
    }),
  ),
}) satisfies z.ZodMiniType<SignInTest>;

/** Of the client secret: whoever signs merchants in opens nothing else of an integration. */
export function signInContext(integration: IntegrationId) {
  return { item: `SIGN_IN#${integration}`, product: 'integration' } as const;
}

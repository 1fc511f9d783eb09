import * as z from 'zod/mini';
import type { SingleSignOn } from '../../domain/integrations/integration.ts';
import { text, url } from './texts.ts';

const MAX_URLS = 20;
const short = text(500);

/** What each way into the product is described by. */
export const SIGN_ON_SHAPES = {
  bookmark: z.object({ url }),
  openIdConnect: z.object({
    clientCreationMethod: z.enum(['PER_SUBSCRIPTION', 'PER_MARKETPLACE', 'PER_ENVIRONMENT']),
    grantTypes: z.array(z.enum(['AUTHORIZATION_CODE', 'REFRESH_TOKEN'])),
    redirectUrls: z.array(url).check(z.maxLength(MAX_URLS, `must have at most ${MAX_URLS} entries`)),
    allowOidcScope: z.optional(z.boolean()),
    allowUserScopes: z.optional(z.boolean()),
    allowRoleScopes: z.optional(z.boolean()),
    allowedScopes: z.optional(z.array(short).check(z.maxLength(50, 'must have at most 50 entries'))),
    initiateLoginUrl: url,
    logoutUrl: z.optional(url),
  }),
  saml: z.object({
    version: short,
    serviceProviderEntityId: url,
    assertionConsumerServiceUrl: url,
    serviceProviderInitiatedLoginUrl: z.optional(url),
    metadataUrl: z.optional(url),
    nameId: z.optional(short),
    nameIdFormat: z.optional(short),
    relayState: z.optional(text(2_048)),
    identityProviderEntityId: z.optional(url),
  }),
} as const satisfies Record<SingleSignOn['kind'], z.ZodMiniType>;

/** Members of a configuration, whatever its kind. */
export type SignOnMembers = Readonly<Record<string, unknown>>;

export function membersOf(signOn: SingleSignOn): SignOnMembers {
  return signOn.kind === 'bookmark' ? { url: signOn.url } : signOn.configuration;
}

import * as z from 'zod/mini';

const openIdConnect = z.object({
  /** `<activation id>.<random>`: names the cookie for the return, and binds the answer to it. */
  state: z.string(),
  nonce: z.string(),
  /** The PKCE code verifier. */
  verifier: z.string(),
  /** Names the configuration that it was begun with, see `configurationName`; absent: the deployment's own. */
  configuration: z.optional(z.string()),
});

const saml = z.object({
  kind: z.literal('saml'),
  /** Id of the request: names its item. */
  request: z.string(),
  configuration: z.string(),
});

export type PendingOpenIdSignIn = Readonly<z.infer<typeof openIdConnect>>;
export type PendingSamlSignIn = Readonly<z.infer<typeof saml>>;

/** What must be remembered while the merchant is at the provider. Used once. */
export const pendingSignIn = z.union([saml, openIdConnect]);
export type PendingSignIn = PendingOpenIdSignIn | PendingSamlSignIn;

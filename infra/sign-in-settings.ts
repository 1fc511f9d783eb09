import * as z from 'zod';

/** What an operator sets of the OpenID provider that merchants sign in at. */
export const signInSettings = z.strictObject({
  /** Issuer URL of the OpenID provider; its discovery document lies below it. */
  issuer: z.url('must be a URL'),
  clientId: z.string().min(1, 'must not be empty'),
  /** Name of the Secrets Manager secret whose string is the client secret. None: a public client, PKCE alone. */
  clientSecretName: z.string().min(1, 'must not be empty').optional(),
  /** Scopes to ask for, space-separated. */
  scope: z
    .string()
    .refine((scope) => scope.split(' ').includes('openid'), 'must hold the scope openid')
    .default('openid email'),
  /** The ID token's claim that names the account a store is tied to: `sub`, or an organisation's. */
  accountClaim: z.string().min(1, 'must not be empty').default('sub'),
});

import * as z from 'zod';

const name = z.string().min(1, 'must not be empty');

/** What an operator sets of the OpenID provider that merchants sign in at. */
export const signInSettings = z
  .strictObject({
    /** Issuer URL of the OpenID provider; its discovery document lies below it. */
    issuer: z.url('must be a URL'),
    clientId: name,
    /**
     * Name of the Secrets Manager secret whose string is the client secret, or the private key for `private_key_jwt`:
     * one JWK, or a PEM. None: a public client, PKCE alone.
     */
    clientSecretName: name.optional(),
    /**
     * How Handfast proves to be the registered client. By default with the client secret, in the header or in the
     * body, as the provider's metadata says.
     */
    clientAuthentication: z.enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt']).optional(),
    /** Scopes to ask for, space-separated. */
    scope: z
      .string()
      .refine((scope) => scope.split(' ').includes('openid'), 'must hold the scope openid')
      .default('openid email'),
    /**
     * The claim that names the account a store is tied to: `sub`, or an organisation's such as `org_id` or
     * `https://acme.example/org`. A list leads to a nested claim: `["organization", "id"]`.
     */
    accountClaim: z.union([name, z.array(name).min(1, 'must not be empty')]).default('sub'),
  })
  .refine((signIn) => signIn.clientAuthentication === undefined || signIn.clientSecretName !== undefined, {
    path: ['clientSecretName'],
    message: 'must be set when clientAuthentication is',
  });

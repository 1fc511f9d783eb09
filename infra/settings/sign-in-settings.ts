import * as z from 'zod';
import { isDiscoveryAddress } from '../../functions/domain/integrations/merchant-sign-in.ts';
import { required } from './reading/messages.ts';

const name = z.string('must be text in quotes').min(1, 'must not be empty');
const CLIENT_ID = 'the client id that your provider gave you';
const ISSUER = 'the issuer URL of your OpenID provider, such as https://login.acme.example';
const DISCOVERY_ADDRESS = 'must be the issuer, not the address of its discovery document: leave out /.well-known/…';
const AUTHENTICATIONS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
const SCOPE = 'must be scopes with spaces between them, openid among them';
const SECRET_MISSING = { path: ['clientSecretName'], message: 'must be set when clientAuthentication is' };
const CLAIM = 'must be the name of a claim, or a list of names that leads to a nested one';

/** How Handfast is registered with an OpenID provider. */
const client = z.strictObject({
  /** Issuer URL of the OpenID provider; its discovery document lies below it. */
  issuer: z
    .url({ error: required(ISSUER, 'must be a URL') })
    .refine((issuer) => !isDiscoveryAddress(issuer), DISCOVERY_ADDRESS),
  clientId: z.string({ error: required(CLIENT_ID, 'must be text in quotes') }).min(1, 'must not be empty'),
  /**
   * Name of the Secrets Manager secret whose string is the client secret, or the private key for `private_key_jwt`:
   * one JWK, or a PEM. None: a public client, PKCE alone.
   */
  clientSecretName: name.optional(),
  /**
   * How Handfast proves to be the registered client. By default with the client secret, in the header or in the
   * body, as the provider's metadata says.
   */
  clientAuthentication: z
    .enum(AUTHENTICATIONS, `must be ${AUTHENTICATIONS.map((one) => `"${one}"`).join(' or ')}`)
    .optional(),
  /** Scopes to ask for, space-separated. */
  scope: z
    .string(SCOPE)
    .refine((scope) => scope.split(' ').includes('openid'), SCOPE)
    .default('openid email'),
});

/** The name of a claim, or a path of names. */
export const claimSetting = z.union([name, z.array(name).min(1, 'must not be empty')], CLAIM);

/** What an operator sets of the OpenID provider that merchants sign in at. */
export const signInSettings = client
  .extend({
    /**
     * The claim that names the account a store is tied to: `sub`, or an organisation's such as `org_id` or
     * `https://acme.example/org`. A list leads to a nested claim: `["organization", "id"]`.
     */
    accountClaim: claimSetting.default('sub'),
  })
  .refine(hasItsSecret, SECRET_MISSING);

/** What an operator sets of the OpenID provider that people of the console sign in at. */
export const consoleSignInSettings = client.refine(hasItsSecret, SECRET_MISSING);

function hasItsSecret(signIn: Pick<z.output<typeof client>, 'clientAuthentication' | 'clientSecretName'>): boolean {
  return signIn.clientAuthentication === undefined || signIn.clientSecretName !== undefined;
}

import { createHash } from 'node:crypto';
import type { SignIn } from '../../adapters/lambda/environment.ts';
import type { MerchantSignIn as OpenIdClient } from '../../adapters/oidc/merchant-sign-in.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { IntegrationId } from '../../domain/integrations/integration-ids.ts';
import type { MerchantSignIn, OpenIdConnectSignIn } from '../../domain/integrations/merchant-sign-in.ts';
import type { SignInOf } from '../../products/product-sign-in.ts';

/** Where merchants sign in to connect a store to a product. */
export type Provider =
  | ({ readonly kind: 'openIdConnect'; readonly configuration: string | undefined } & OpenIdClient)
  | { readonly kind: 'saml'; readonly configuration: string };
export type ProviderOf = (product: ProductId) => Promise<Provider>;

/** What an OpenID client of an integration's is made of. */
export type OwnClient = {
  readonly product: ProductId;
  readonly integration: IntegrationId;
  readonly signIn: OpenIdConnectSignIn;
};

export type Deps = {
  readonly signInOf: SignInOf;
  /** The deployment's own, for products that have none. */
  readonly deploymentClient: OpenIdClient;
  readonly openClient: (client: OwnClient) => OpenIdClient;
};

/** More products than one function signs merchants in to within a few minutes. */
const CLIENTS_REMEMBERED = 100;

/** The provider of a product, as its integration is published now. */
export function openProviders({ signInOf, deploymentClient, openClient }: Deps): ProviderOf {
  const clients = new Map<string, OpenIdClient>();
  return async (product) => {
    const own = await signInOf(product);
    if (own === undefined) return { kind: 'openIdConnect', configuration: undefined, ...deploymentClient };
    const { integration, signIn } = own;
    const configuration = configurationName(integration, signIn);
    if (signIn.kind === 'saml') return { kind: 'saml', configuration };
    // Its redirect URI is the product's. A secret may be rotated while merchants sign in.
    const name = `${product}\n${configuration}\n${Buffer.from(signIn.secret ?? []).toString('base64')}`;
    const client = clients.get(name) ?? openClient({ product, integration, signIn });
    if (!clients.has(name) && clients.size >= CLIENTS_REMEMBERED) clients.clear();
    clients.set(name, client);
    return { kind: 'openIdConnect', configuration, ...client };
  };
}

/**
 * Names what a sign-in is configured by, except for the secret, in few letters, since cookies carry it: one that was begun
 * with another configuration is not completed with this one.
 */
function configurationName(integration: IntegrationId, signIn: MerchantSignIn): string {
  const { secret: _, ...named } = { secret: undefined, ...signIn };
  const text = JSON.stringify([integration, named]);
  return createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 22);
}

/** As the settings of the deployment name an OpenID client: the secret's id is the integration's. */
export function clientSettings({ integration, signIn }: OwnClient): SignIn {
  const { issuer, clientId, scope, accountClaim, clientAuthentication, secret } = signIn;
  return {
    issuer,
    clientId,
    scope,
    accountClaim: [...accountClaim],
    ...(clientAuthentication !== undefined && { clientAuthentication }),
    ...(secret !== undefined && { clientSecretId: integration }),
  };
}

import type { AccessTokens } from '../../adapters/access-tokens/access-tokens.ts';
import type { ClientRepository } from '../../adapters/dynamodb/client-repository.ts';
import type { IntegrationRepository } from '../../adapters/dynamodb/integrations/integration-repository.ts';
import type { ProductRepository } from '../../adapters/dynamodb/integrations/product-repository.ts';
import type { AuthorizerContext } from '../../adapters/lambda/authorizer-context.ts';
import type { RegisteredClient } from '../../domain/api/registered-client.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { IntegrationId } from '../../domain/integrations/integration-ids.ts';
import type { ReadToken } from './authorize.ts';

export type Deps = {
  readonly tokens: Pick<AccessTokens, 'verify'>;
  readonly clients: Pick<ClientRepository, 'find'>;
  readonly integrations: Pick<IntegrationRepository, 'find'>;
  readonly products: Pick<ProductRepository, 'find'>;
};

/**
 * Clients that were made at run time. A token says what was asked for; what its client may do now counts as well, so
 * that whoever is revoked, or whose products were unlinked, is out once API Gateway has forgotten its last answer.
 */
export function ownCallers(deps: Deps): ReadToken {
  return async (token, now) => {
    const claims = await deps.tokens.verify(token, now);
    if (claims === undefined) return undefined;
    const client = await deps.clients.find(claims.client);
    if (client === undefined || client.revokedAt !== undefined) return undefined;
    if (client.integration !== claims.integration) return undefined;
    const products = await productsOf(deps, client);
    if (products === undefined) return undefined;
    const scopes = claims.scopes.filter((scope) => client.scopes.includes(scope));
    return { client: client.id, scopes, products, integration: client.integration, expiresAt: claims.expiresAt };
  };
}

/** @returns undefined for a client that its integration does not list: then nobody was told its secret, or it is gone */
async function productsOf(
  deps: Deps,
  { id, kind, integration: of, products: ceiling }: RegisteredClient,
): Promise<AuthorizerContext['products'] | undefined> {
  if (kind === 'operator') return of === undefined ? (ceiling ?? 'all') : undefined;
  const integration = of && (await deps.integrations.find(of));
  if (!integration?.clients.some(({ clientId }) => clientId === id)) return undefined;
  const linked = await Promise.all(integration.products.map((slug) => isLinked(deps, slug, integration.id)));
  const own = integration.products.filter((_, index) => linked[index]);
  return ceiling === undefined ? own : own.filter((slug) => ceiling.includes(slug));
}

/** An integration counts a product before it is linked, and until it no longer is: the product itself decides. */
async function isLinked({ products }: Deps, slug: ProductId, integration: IntegrationId): Promise<boolean> {
  const product = await products.find(slug);
  return product?.integration === integration && product.deletedAt === undefined;
}

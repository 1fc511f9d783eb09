import type { AccessTokens } from '../../adapters/access-tokens/access-tokens.ts';
import type { ClientRepository } from '../../adapters/dynamodb/clients/client-repository.ts';
import type { IntegrationRepository } from '../../adapters/dynamodb/integrations/integration-repository.ts';
import type { ProductRepository } from '../../adapters/dynamodb/integrations/product-repository.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { findLive } from '../live-client.ts';
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
    const client = claims && (await deps.clients.find(claims.client));
    if (claims === undefined || client === undefined || client.integration !== claims.integration) return undefined;
    const live = await findLive(deps, client);
    if (live === undefined) return undefined;
    const scopes = claims.scopes.filter((scope) => client.scopes.includes(scope));
    const caller = { client: client.id, scopes, integration: client.integration, expiresAt: claims.expiresAt };
    if (live.integration === undefined) return { ...caller, products: client.products ?? 'all' };
    const linked = await linkedProducts(deps, live.integration);
    return { ...caller, products: linked.filter((slug) => client.products?.includes(slug) ?? true) };
  };
}

/** An integration counts a product before it is linked, and until it no longer is: the product itself decides. */
async function linkedProducts(
  { products }: Deps,
  { id, products: counted }: Pick<Integration, 'id' | 'products'>,
): Promise<readonly ProductId[]> {
  const found = await Promise.all(counted.map((slug) => products.find(slug)));
  return found.flatMap((product) =>
    product?.integration === id && product.deletedAt === undefined ? [product.slug] : [],
  );
}

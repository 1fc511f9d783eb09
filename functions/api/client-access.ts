import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { ApiRequest } from '../adapters/lambda/api-handler.ts';
import type { ApiClient } from '../adapters/lambda/environment.ts';
import { type ProductId, parseConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { PublishedProducts } from '../products/published-products.ts';

/** The products that a caller may see, in the settings' order. Rejects with Refusal `client_unknown`. */
export type ProductsOf = (caller: Pick<ApiRequest, 'client' | 'products'>) => Promise<readonly ProductId[]>;

/**
 * @param clients those of the settings, which bind whoever is not bound by the authorizer; undefined when every such
 *   client sees everything
 */
export function clientAccess(
  products: PublishedProducts['ids'],
  clients: readonly ApiClient[] | undefined,
): ProductsOf {
  const bound = clients && new Map(clients.map((client) => [client.id, client.products]));
  return async ({ client, products: own }) => {
    const all = await products();
    if (own === 'all') return all;
    if (own !== 'as-bound') return all.filter((product) => own.includes(product));
    if (bound === undefined) return all;
    if (!bound.has(client)) throw new Refusal('client_unknown');
    const named = bound.get(client);
    return named === undefined ? all : all.filter((product) => named.includes(product));
  };
}

/**
 * The products that a question is about: the one it names, or all that the client sees.
 *
 * @throws Refusal `product_unknown` for one that the client does not see, whether there is one or not
 */
export function requestedProducts(seen: readonly ProductId[], named: string | undefined): readonly ProductId[] {
  if (named === undefined) return seen;
  const product = seen.find((one) => one === named);
  if (product === undefined) throw new Refusal('product_unknown');
  return [product];
}

/**
 * The connection that a path names.
 *
 * @throws Refusal `connection_unknown`, for one of a product that the client does not see, too
 */
export async function requireConnection(
  {
    productsOf,
    connections,
  }: { readonly productsOf: ProductsOf; readonly connections: Pick<ConnectionRepository, 'find'> },
  request: ApiRequest,
): Promise<Connection> {
  const seen = await productsOf(request);
  const connection = await connections.find(parseConnectionId(request.parameters['id'] ?? ''));
  if (connection === undefined || !seen.includes(connection.product)) throw new Refusal('connection_unknown');
  return connection;
}

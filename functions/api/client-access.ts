import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { ApiRequest } from '../adapters/lambda/api-handler.ts';
import type { ApiClient } from '../adapters/lambda/environment.ts';
import { type ProductId, parseConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { PublishedProducts } from '../products/published-products.ts';

/** The products that a client may see, in the settings' order. Rejects with Refusal `client_unknown`. */
export type ProductsOf = (client: string) => Promise<readonly ProductId[]>;

/** @param clients undefined when every client that the authorizer lets in sees everything */
export function clientAccess(
  products: PublishedProducts['ids'],
  clients: readonly ApiClient[] | undefined,
): ProductsOf {
  const bound = clients && new Map(clients.map((client) => [client.id, client.products]));
  return async (client) => {
    const all = await products();
    if (bound === undefined) return all;
    if (!bound.has(client)) throw new Refusal('client_unknown');
    const own = bound.get(client);
    return own === undefined ? all : all.filter((product) => own.includes(product));
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
  const seen = await productsOf(request.client);
  const connection = await connections.find(parseConnectionId(request.parameters['id'] ?? ''));
  if (connection === undefined || !seen.includes(connection.product)) throw new Refusal('connection_unknown');
  return connection;
}

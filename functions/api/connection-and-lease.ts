import type { Connection, ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { ApiRequest } from '../adapters/lambda/api-handler.ts';
import { type ConnectionId, type ProductId, parseConnectionId } from '../domain/ids.ts';
import { acquireLease, type LeaseDeps, type Place, release } from '../stores/store-lease.ts';
import { type ProductsOf, requireConnection } from './client-access.ts';

/** Products of the connections that this function has met. An id is made of its product, so this never changes. */
export type Owners = Map<ConnectionId, ProductId>;

export type Deps = LeaseDeps & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find'>;
  readonly owners: Owners;
};

/** More than one function is likely to meet in its life; beyond, it begins anew. */
const OWNERS_MAX = 10_000;

/**
 * The connection that a path names, and a place among the calls to its store. Both are asked for at once where this
 * function has met the connection before and the client may see it: nobody takes places at stores of others.
 *
 * @throws Refusal as `requireConnection`
 */
export async function connectionAndLease(
  deps: Deps,
  request: ApiRequest,
): Promise<{ connection: Connection; place: Place }> {
  const seen = deps.productsOf(request.client);
  const id = parseConnectionId(request.parameters['id'] ?? '');
  const owner = deps.owners.get(id);
  const early = owner !== undefined && seen.includes(owner) ? acquireLease(deps, id) : undefined;
  try {
    const connection = await requireConnection(deps, request);
    if (deps.owners.size >= OWNERS_MAX) deps.owners.clear();
    deps.owners.set(id, connection.product);
    return { connection, place: early ?? acquireLease(deps, id) };
  } catch (error) {
    if (early !== undefined) await release(deps, early);
    throw error;
  }
}

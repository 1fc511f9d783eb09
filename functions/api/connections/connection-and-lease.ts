import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiRequest } from '../../adapters/lambda/api-handler.ts';
import { type ConnectionId, type ProductId, parseConnectionId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { acquireLease, type LeaseDeps, type StoreLease } from '../../stores/store-lease.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';

/** Products of the connections that this function has read before. A connection never changes its product. */
export type Owners = Map<ConnectionId, ProductId>;

export type Deps = LeaseDeps & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find'>;
  readonly owners: Owners;
};

/** More than one function is likely to read in its life; beyond that, the map is cleared. */
const OWNERS_MAX = 10_000;

/**
 * The connection that a path names, and a lease for a call to its store. Both are requested at once where this
 * function has read the connection before and the client may see it: nobody acquires leases at other clients' stores.
 *
 * @returns a lease that the caller disposes of
 * @throws Refusal as `requireConnection`
 */
export async function connectionAndLease(
  deps: Deps,
  request: ApiRequest,
): Promise<{ connection: Connection; lease: StoreLease }> {
  const seen = await deps.productsOf(request);
  const id = parseConnectionId(request.parameters['id'] ?? '');
  const owner = deps.owners.get(id);
  await using unused = new AsyncDisposableStack();
  const early = owner !== undefined && seen.includes(owner) ? unused.use(acquireLease(deps, id)) : undefined;
  const connection = await requireConnection(deps, request);
  if (deps.owners.size >= OWNERS_MAX) deps.owners.clear();
  deps.owners.set(id, connection.product);
  unused.move();
  return { connection, lease: early ?? acquireLease(deps, id) };
}

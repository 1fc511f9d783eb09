import type { Connection, Connections } from '../adapters/dynamodb/connection-repository.ts';
import type { ApiRequest } from '../adapters/lambda/api-handler.ts';
import { type ConnectionId, type ProductId, parseConnectionId } from '../domain/ids.ts';
import { giveBack, type Place, type SlotNeeds, takePlace } from '../stores/store-lease.ts';
import { connectionOf, type ProductsOf } from './client-access.ts';

/** Products of the connections that this function has met. An id is made of its product, so this never changes. */
export type Owners = Map<ConnectionId, ProductId>;

export type Needs = SlotNeeds & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<Connections, 'find'>;
  readonly owners: Owners;
};

/** More than one function is likely to meet in its life; beyond, it begins anew. */
const OWNERS_MAX = 10_000;

/**
 * The connection that a path names, and a place among the calls to its store. Both are asked for at once where this
 * function has met the connection before and the client may see it: nobody takes places at stores of others.
 *
 * @throws Refusal as `connectionOf`
 */
export async function reach(needs: Needs, request: ApiRequest): Promise<{ connection: Connection; place: Place }> {
  const seen = needs.productsOf(request.client);
  const id = parseConnectionId(request.parameters['id'] ?? '');
  const owner = needs.owners.get(id);
  const early = owner !== undefined && seen.includes(owner) ? takePlace(needs, id) : undefined;
  try {
    const connection = await connectionOf(needs, request);
    if (needs.owners.size >= OWNERS_MAX) needs.owners.clear();
    needs.owners.set(id, connection.product);
    return { connection, place: early ?? takePlace(needs, id) };
  } catch (error) {
    if (early !== undefined) await giveBack(needs, early);
    throw error;
  }
}

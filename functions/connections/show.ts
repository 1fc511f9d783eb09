import type { ApiDeed } from '../adapters/edge/api-door.ts';
import type { Connections } from '../adapters/table/connections.ts';
import { answer } from './answer.ts';
import { nothing } from './contract/requests.ts';
import { readQuery } from './read.ts';
import { connectionOf, type ProductsOf } from './tenancy.ts';
import { viewOf } from './view.ts';

export type Needs = {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<Connections, 'find'>;
};

/** `GET /v1/connections/{id}` */
export function showConnection(needs: Needs): ApiDeed {
  return async (request) => {
    readQuery(request, nothing);
    return answer(viewOf(await connectionOf(needs, request)));
  };
}

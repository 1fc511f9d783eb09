import type { Connections } from '../adapters/dynamodb/connection-repository.ts';
import type { ApiDeed } from '../adapters/lambda/api-handler.ts';
import { connectionOf, type ProductsOf } from './client-access.ts';
import { nothing } from './contract/requests.ts';
import { viewOf } from './contract/views.ts';
import { answer } from './json-answer.ts';
import { readQuery } from './read-request.ts';

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

import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { viewOf } from '../contract/connection-view.ts';
import { nothing } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find'>;
};

/** `GET /v1/connections/{id}` */
export function showConnection(deps: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    return answer(viewOf(await requireConnection(deps, request)));
  };
}

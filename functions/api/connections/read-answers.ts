import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { answersOf } from '../../stores/connection-answers.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { nothing } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly log: typeof log;
};

/** `GET /v1/connections/{id}/answers`: what the merchant answered. They may be personal, so each read is logged. */
export function readAnswers(deps: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    const connection = await requireConnection(deps, request);
    const answers = await answersOf(deps, connection);
    const { product, connection: id } = connection;
    deps.log('answers_read', { product, connection: id, client: request.client });
    return answer({ connection: id, answers });
  };
}

import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { credentialsOf } from '../../stores/health-check.ts';
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

/** `GET /v1/connections/{id}/credentials`, for clients that sign requests themselves. Each read is logged. */
export function readCredentials(deps: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    const connection = await requireConnection(deps, request);
    const keys = await credentialsOf(deps, connection);
    const { product, generations } = connection;
    deps.log('credentials_read', { product, connection: connection.connection, client: request.client });
    return answer({
      connection: connection.connection,
      storeUrl: connection.storeUrl,
      ...(generations[0] && { generation: generations[0] }),
      consumerKey: keys.consumerKey,
      consumerSecret: keys.consumerSecret,
      accessToken: keys.token,
      accessTokenSecret: keys.tokenSecret,
    });
  };
}

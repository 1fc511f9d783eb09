import type { Connections } from '../adapters/dynamodb/connection-repository.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { ApiDeed } from '../adapters/lambda/api-handler.ts';
import type { log } from '../adapters/lambda/log.ts';
import { credentialsOf } from '../stores/health-check.ts';
import { connectionOf, type ProductsOf } from './client-access.ts';
import { nothing } from './contract/requests.ts';
import { answer } from './json-answer.ts';
import { readQuery } from './read-request.ts';

export type Needs = {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<Connections, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly log: typeof log;
};

/** `GET /v1/connections/{id}/credentials`, for those who sign themselves. Who read them is written down. */
export function readCredentials(needs: Needs): ApiDeed {
  return async (request) => {
    readQuery(request, nothing);
    const connection = await connectionOf(needs, request);
    const keys = await credentialsOf(needs, connection);
    const { product, generations } = connection;
    needs.log('credentials_read', { product, connection: connection.connection, client: request.client });
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

import { randomUUID } from 'node:crypto';
import type { Connection, Connections } from '../adapters/dynamodb/connection-repository.ts';
import type { ApiDeed } from '../adapters/lambda/api-handler.ts';
import type { log } from '../adapters/lambda/log.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { type Needs as TellNeeds, tell } from '../stores/outbox.ts';
import { connectionOf, type ProductsOf } from './client-access.ts';
import { viewOf } from './contract/views.ts';
import { answer } from './json-answer.ts';
import { readNoBody } from './read-request.ts';

export type Needs = TellNeeds & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<Connections, 'find' | 'disconnect' | 'told'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

const ROUNDS = 3;

/** Magento has no call for it: the token stays valid there until somebody takes it away. */
const IN_MAGENTO =
  'The credentials are destroyed here. In Magento the token lives on until the merchant deletes the integration ' +
  '(System > Extensions > Integrations), or switches it off there if it belongs to a module.';

/** `DELETE /v1/connections/{id}`: destroys the credentials and keeps the record. A repetition changes nothing. */
export function disconnect(needs: Needs): ApiDeed {
  return async (request) => {
    readNoBody(request);
    for (let round = 0; round < ROUNDS; round += 1) {
      const standing = await connectionOf(needs, request);
      await tell(needs, standing);
      if (standing.status === 'disconnected') return told(standing);
      const at = needs.now().toISOString();
      const untold = { id: `evt_${randomUUID()}`, status: 'disconnected', at } as const;
      const done = await needs.connections.disconnect(standing, at, untold);
      if (done === undefined) continue;
      const { product, connection } = standing;
      needs.log('connection_disconnected', { product, connection, client: request.client });
      await tell(needs, done);
      return told(done);
    }
    throw new Refusal('interrupted');
  };
}

const told = (connection: Connection) => answer({ connection: viewOf(connection), inMagento: IN_MAGENTO });

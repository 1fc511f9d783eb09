import { randomUUID } from 'node:crypto';
import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { type Deps as OutboxDeps, publishOutbox } from '../../stores/outbox.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { viewOf } from '../contract/connection-view.ts';
import { answer } from '../json-answer.ts';
import { readNoBody } from '../read-request.ts';

export type Deps = OutboxDeps & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find' | 'disconnect' | 'markPublished'>;
  readonly channels: Pick<ChannelRepository, 'ofConnection' | 'cutOff'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

const ROUNDS = 3;

/** Magento has no call for it: the token stays valid there until somebody revokes it. */
const IN_MAGENTO =
  'The credentials are destroyed here. In Magento the token lives on until the merchant deletes the integration ' +
  '(System > Extensions > Integrations), or switches it off there if it belongs to a module.';

/** `DELETE /v1/connections/{id}`: destroys the credentials and keeps the record. A repetition changes nothing. */
export function disconnect(deps: Deps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    for (let round = 0; round < ROUNDS; round += 1) {
      const existing = await requireConnection(deps, request);
      await publishOutbox(deps, existing);
      if (existing.status === 'disconnected') {
        await cutOffChannels(deps, existing);
        return shown(existing);
      }
      const at = deps.now().toISOString();
      const outbox = { id: `evt_${randomUUID()}`, status: 'disconnected', at } as const;
      const done = await deps.connections.disconnect(existing, at, outbox);
      if (done === undefined) continue;
      const { product, connection } = existing;
      deps.log('connection_disconnected', { product, connection, client: request.client });
      await publishOutbox(deps, done);
      await cutOffChannels(deps, done);
      return shown(done);
    }
    throw new Refusal('interrupted');
  };
}

/**
 * Nobody gets records of this store any more. They are deleted by whoever hears of the event, however many there are:
 * `functions/sync/dispatch/connection-event.ts`.
 */
async function cutOffChannels({ channels, now }: Deps, { connection }: Connection): Promise<void> {
  const at = now().toISOString();
  for (const { channel } of await channels.ofConnection(connection)) await channels.cutOff(channel, at);
}

function shown(connection: Connection): HttpResponse {
  return answer({ connection: viewOf(connection), inMagento: IN_MAGENTO });
}

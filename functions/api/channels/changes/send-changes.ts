import type { BatchRepository } from '../../../adapters/dynamodb/channels/changes/batch-repository.ts';
import type { ConnectionRepository } from '../../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler, ApiRequest } from '../../../adapters/lambda/api-handler.ts';
import { type log, logUnexpectedError } from '../../../adapters/lambda/log.ts';
import { type StartWritingDeps, startWriting } from '../../../channels/runs/start-writing.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import { type BatchId, keyedBatchId, newBatchId } from '../../../domain/sync/changes/change-ids.ts';
import type { Writer } from '../../../domain/sync/changes/writer.ts';
import type { Channel, ChannelTypeName } from '../../../domain/sync/channel.ts';
import { type ConnectorName, parseConnectorName } from '../../../domain/sync/channel-ids.ts';
import { batchViewOf } from '../../contract/channels/batch-view-of.ts';
import { sendChangesQuery } from '../../contract/channels/batches.ts';
import { answer } from '../../json-answer.ts';
import { readQuery } from '../../read-request.ts';
import { type ChannelAccess, requireChannel } from '../channel-access.ts';
import { readChanges } from './read-changes.ts';

export type Deps = ChannelAccess &
  StartWritingDeps & {
    readonly connections: Pick<ConnectionRepository, 'find'>;
    readonly batches: Pick<BatchRepository, 'accept'>;
    readonly writersOf: (type: ChannelTypeName) => readonly Writer[];
    readonly log: typeof log;
  };

/** Printable ASCII, as of any header. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * `POST /v1/channels/{id}/changes`: accepts changes, which are written as soon as the store can take them. One that is
 * down, or a channel that is paused, gets them later; one that is disconnected never would.
 */
export function sendChanges(deps: Deps): ApiHandler {
  return async (request) => {
    const { connector: name } = readQuery(request, sendChangesQuery);
    const channel = await requireChannel(deps, request);
    const connector = writtenConnector(deps, channel, name);
    const batchId = idOf(request, channel);
    const { changes, digest } = readChanges(request);
    const connection = await deps.connections.find(channel.connection);
    if (connection === undefined || connection.status === 'disconnected') throw new Refusal('connection_disconnected');
    const batch = await deps.batches.accept({
      ...{ batch: batchId, channel: channel.channel, product: channel.product, connector, changes },
      ...{ createdBy: request.client, digest: `${connector} ${digest}` },
    });
    const facts = { product: channel.product, connection: channel.connection, channel: channel.channel };
    deps.log('changes_accepted', { ...facts, batch: batch.batch, client: request.client, lines: batch.lines });
    if (channel.status === 'active') await begin(deps, channel);
    return answer(batchViewOf(batch), 202);
  };
}

/** They are accepted, whatever becomes of this: what was not started is within minutes. */
async function begin(deps: StartWritingDeps, { channel }: Channel): Promise<void> {
  try {
    await startWriting(deps, channel);
  } catch (error) {
    logUnexpectedError(error, { task: 'start-writing', channel });
  }
}

/** @throws Refusal `idempotency_key_malformed` */
function idOf({ idempotencyKey: key }: ApiRequest, { channel }: Channel): BatchId {
  if (key === undefined) return newBatchId();
  if (!KEY.test(key)) throw new Refusal('idempotency_key_malformed');
  return keyedBatchId(channel, key);
}

/** @throws Refusal `connector_unknown`, `connector_not_written` */
function writtenConnector({ writersOf }: Pick<Deps, 'writersOf'>, channel: Channel, name: string): ConnectorName {
  const connector = parseConnectorName(name);
  if (writersOf(channel.type).some((writer) => writer.name === connector)) return connector;
  throw new Refusal(Object.hasOwn(channel.connectors, connector) ? 'connector_not_written' : 'connector_unknown');
}

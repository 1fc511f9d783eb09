import type { RecordLog } from '../../../adapters/dynamodb/channels/log/record-log.ts';
import type { ApiHandler } from '../../../adapters/lambda/api-handler.ts';
import { recordCursor } from '../../../channels/record-cursor.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Channel } from '../../../domain/sync/channel.ts';
import { type ConnectorName, parseConnectorName } from '../../../domain/sync/channel-ids.ts';
import { RECORDS_MAX, recordsQuery } from '../../contract/channels/record-pages.ts';
import { answer } from '../../json-answer.ts';
import { readQuery } from '../../read-request.ts';
import { type ChannelAccess, requireChannel } from '../channel-access.ts';
import { placeOf } from './begin-of-page.ts';
import { readNewestPage } from './newest-page.ts';
import { readRecordPage } from './record-page.ts';

export type Deps = ChannelAccess & { readonly recordLog: RecordLog };

/**
 * `GET /v1/channels/{id}/records`: what became of a connector's records, oldest first unless asked for the newest. `next` is
 * always there: with it, a reader of the oldest asks again later.
 */
export function readRecords(deps: Deps): ApiHandler {
  return async (request) => {
    const { connector: name, cursor, limit = RECORDS_MAX, order = 'oldest' } = readQuery(request, recordsQuery);
    const channel = await requireChannel(deps, request);
    const stream = { channel: channel.channel, connector: connectorOf(channel, name) };
    const extent = await deps.recordLog.extent(stream);
    if (extent.isDeleted) throw new Refusal('records_deleted');
    const from = await placeOf(deps.recordLog, stream, extent, { cursor, order });
    const read = order === 'newest' ? readNewestPage : readRecordPage;
    const { items, next, more } = await read(deps.recordLog, stream, extent, { limit, from });
    const rest = { next: recordCursor(stream, next, order), more };
    // The lines are JSON already: parsed again, they would lose the digits of some numbers.
    return answer(`{"items":[${items.join(',')}],${JSON.stringify(rest).slice(1)}`);
  };
}

/** @throws Refusal `connector_unknown` */
function connectorOf({ connectors }: Channel, name: string): ConnectorName {
  const connector = parseConnectorName(name);
  if (!Object.hasOwn(connectors, connector)) throw new Refusal('connector_unknown');
  return connector;
}

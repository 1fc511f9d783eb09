import * as z from 'zod/mini';
import { SOURCE } from '../../functions/adapters/eventbridge/event-bus.ts';
import { EVENTS } from '../../functions/adapters/eventbridge/event-schemas.ts';
import { EVENTS_VERSION, type EventType } from '../../functions/domain/events.ts';
import { describe, plain, type Schema } from './json-schema.ts';

/** What each event means, and when it comes. */
export const MEANINGS = {
  'activation.failed':
    'An attempt to connect a store ended without success. Not sent for attempts that nobody finished.',
  'connection.created': 'A store was connected that was not before, or had been disconnected.',
  'connection.reauthorized': 'A connected store was connected again, to the same account: its credentials are new.',
  'connection.moved':
    'A store belongs to another account: a merchant confirmed it in the popup, or you moved it by the API. `account` is the new one.',
  'connection.needs_reauthorization': 'Magento no longer takes the credentials. Only the merchant can issue others.',
  'connection.inactive':
    'The integration is not active in Magento, as after an update of its module, or has no permissions left.',
  'connection.unreachable':
    'No health check could use the store for three days: no connection, no answer, or an error. `reason` says which.',
  'connection.recovered': 'The credentials open the store again, which they did not before.',
  'connection.disconnected': 'You gave the connection up by the API. Its credentials are destroyed.',
  'connection.accepted':
    'Your system, which had answered a delivery with 202, has sent the result: success. See `integrations-deliveries.md`.',
  'connection.rejected':
    'Your system answered a delivery with `success: false`. The store stays connected; `reason` is the code it gave.',
  'records.available':
    'New lines are in the change log of a connector: `GET /v1/channels/{id}/records`. One event for each look. See `sync.md`.',
  'channel.imported': 'The first import of a connector is done: its change log holds every record of the store.',
  'channel.run_failed': 'A run of a channel ended without success. It is tried again; `reason` says what was wrong.',
  'channel.run_held':
    'So many records are missing in the store that nothing was deleted: confirm the run, or stop it. See `sync.md`.',
  'changes.finished':
    'Each change of a batch that you sent has its result: `GET /v1/channels/{id}/changes/{batch}`. See `sync.md`.',
  'integration.disabled':
    'Nothing could be delivered to the URLs of an integration for five days. It is switched off until somebody enables it.',
} as const satisfies Record<EventType, string>;

const MEMBERS: Readonly<Record<string, string>> = {
  id: 'The same for every repetition of one event: keep it to tell repetitions by.',
  version: 'Counts changes that a listener could stumble over. New members are none.',
  product: 'Id of the product.',
  host: "The store's host, with a port that is not the default one.",
  time: 'When it happened: ISO 8601, UTC.',
  activation: 'Id of the attempt, as in `/v1/activations`. Absent of what the API did.',
  connection: 'Id of the connection, as in `/v1/connections`.',
  account: 'Issuer and account claim, joined by `#`, as `account` in `/v1/connections` takes it.',
  previousAccount: 'The account it belonged to before, in the same form.',
  status: 'What the connection is now.',
  delivery: 'Id of the delivery that was answered.',
  integration: 'Id of the integration.',
  channel: 'Id of the channel, as in `/v1/channels`.',
  connector: 'Name of the connector, such as `orders`.',
  run: 'Id of the run, as in `/v1/runs/{id}`.',
  batch: 'Id of the batch, as in `/v1/channels/{id}/changes/{batch}`.',
  counts: 'How many changes have each result.',
  from: 'Cursor with which the new lines begin.',
  to: 'Cursor behind them.',
  delivered: 'How many lines are records that are new or changed.',
  deleted: 'How many lines are deletions.',
  held: 'How many deletions wait for a confirmation.',
  failingSince: 'Since when nothing could be delivered: ISO 8601, UTC.',
  reason: 'Code of what led to it. Absent for good news.',
};

/** A JSON Schema of whole events, as EventBridge hands them to a target; `$defs` holds their details by type. */
export function eventsSchema(): Schema {
  const types = Object.entries(EVENTS);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:handfast:events:${EVENTS_VERSION}`,
    title: `Events of Handfast, version ${EVENTS_VERSION}`,
    description: 'Any event with the source `handfast`. Members may come that are not named here.',
    type: 'object',
    required: ['source', 'detail-type', 'detail'],
    properties: { source: { const: SOURCE }, 'detail-type': { enum: types.map(([type]) => type) } },
    oneOf: types.map(([type]) => ({
      properties: { 'detail-type': { const: type }, detail: { $ref: `#/$defs/${type}` } },
    })),
    $defs: Object.fromEntries(types.map(([type, shape]) => [type, detailOf(type, shape)])),
  };
}

function detailOf(type: string, shape: z.ZodMiniType): Schema {
  const { $schema: _, ...schema } = plain(z.toJSONSchema(shape, { io: 'input' }));
  const own = Object.entries(MEMBERS).filter(([name]) => schema.properties?.[name] !== undefined);
  const meaning = Object.entries(MEANINGS).filter(([name]) => name === type);
  const words = Object.fromEntries([...meaning.map(([, text]) => ['', text]), ...own]);
  return describe(type, schema, { [type]: words }, true);
}

import * as z from 'zod/mini';
import { type ConnectionId, parseConnectionId, parseProductId } from '../../../domain/ids.ts';
import {
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryAttempt,
  type VendorAnswer,
} from '../../../domain/integrations/deliveries/delivery.ts';
import { groupOf, type UrlGroup } from '../../../domain/integrations/deliveries/url-groups.ts';
import { INTEGRATION_EVENT_TYPES } from '../../../domain/integrations/event-urls.ts';
import {
  type DeliveryId,
  type IntegrationId,
  parseDeliveryId,
  parseIntegrationId,
  type SnapshotId,
} from '../../../domain/integrations/integration-ids.ts';
import { announcement } from '../../eventbridge/event-schemas.ts';
import { minted } from '../../fields/minted-field.ts';

const attempt = z.object({
  at: z.string(),
  httpStatus: z.optional(z.number()),
  milliseconds: z.optional(z.number()),
  error: z.optional(z.string()),
}) satisfies z.ZodMiniType<DeliveryAttempt>;

const answer = z.object({
  success: z.boolean(),
  accountIdentifier: z.optional(z.string()),
  errorCode: z.optional(z.string()),
  message: z.optional(z.string()),
}) satisfies z.ZodMiniType<VendorAnswer>;

/**
 * A delivery as the table holds it. Its status is called `state` there: the indexes show `status` of every item, and would
 * be written with every change of it. Product and connection are those of the event.
 */
const deliveryItem = z.object({
  pk: z.string(),
  integration: minted<IntegrationId>(),
  snapshot: minted<SnapshotId>(),
  type: z.enum(INTEGRATION_EVENT_TYPES),
  event: announcement,
  state: z.enum(DELIVERY_STATUSES),
  tries: z.number(),
  attempts: z.array(attempt),
  createdAt: z.string(),
  nextAt: z.optional(z.string()),
  answer: z.optional(answer),
  ping: z.optional(z.literal(true)),
});

/** @throws Error for an item that is no delivery */
export function parseDelivery(attributes: unknown): Delivery {
  const { pk, state: status, ...found } = deliveryItem.parse(attributes);
  const id = parseDeliveryId(pk.slice(deliveryKey('').length));
  if (id === undefined) throw new Error('The table holds a delivery without an id');
  const { detail } = found.event;
  return {
    ...found,
    id,
    status,
    product: parseProductId('product' in detail ? detail.product : ''),
    ...('connection' in detail && { connection: parseConnectionId(detail.connection) }),
  };
}

/** The attributes of a delivery, without those that list it. */
export function toItem(delivery: Delivery): Record<string, unknown> {
  const { id, status, product: _, connection: __, ...rest } = delivery;
  return { ...rest, pk: deliveryKey(id), state: status };
}

export function deliveryKey(delivery: DeliveryId | ''): string {
  return `DELIVERY#${delivery}`;
}

/** How many partitions hold what is due, and what has failed: one partition of an index takes 1,000 writes a second. */
export const DUE_SHARDS = 4;

/** The partition of the index `byProduct` that holds a share of the deliveries that are due. */
export function dueListing(shard: number): string {
  return `DUE#${shard}`;
}

/** The partition of the same index that holds a share of those that have failed. */
export function failedListing(shard: number): string {
  return `FAILED#${shard}`;
}

export function shardOf(delivery: DeliveryId): number {
  return Number.parseInt(delivery.slice(-2), 16) % DUE_SHARDS;
}

/** The partition of the index `byHost` that holds an integration's deliveries. */
export function deliveryListing(integration: IntegrationId): string {
  return `DELIVERY#${integration}`;
}

/** Of one that is due: names integration, kind and store, so that they are known without reading the item. */
export function dueAs(
  { id, integration, type, connection }: Pick<Delivery, 'id' | 'integration' | 'type' | 'connection'>,
  nextAt: string,
): string {
  return `${nextAt}#${integration}#${id}#${type}${ofConnection(connection)}`;
}

/** What a list of due deliveries shows of one. */
export type DueRow = {
  readonly id: DeliveryId;
  readonly integration: IntegrationId;
  readonly group: UrlGroup;
  readonly dueAs: string;
};

export function parseDueRow(attributes: Record<string, unknown>): DueRow | undefined {
  const sorted = String(attributes['listedAs']);
  // Rows of earlier versions end with the id.
  const [, integrationText = '', idText = '', typeText] = sorted.split('#');
  const type = INTEGRATION_EVENT_TYPES.find((one) => one === typeText);
  const [id, integration] = [parseDeliveryId(idText), parseIntegrationId(integrationText)];
  if (id === undefined || integration === undefined) return undefined;
  return { id, integration, group: type === undefined ? 'events' : groupOf(type), dueAs: sorted };
}

/** Of one that is done. */
export function doneAs({ id, createdAt, connection }: Pick<Delivery, 'id' | 'createdAt' | 'connection'>): string {
  return `${createdAt}#${id}${ofConnection(connection)}`;
}

/** How the place of a delivery in lists ends, if it is about a store. Rows of earlier versions have none. */
export function ofConnection(connection: ConnectionId | undefined): string {
  return connection === undefined ? '' : `#${connection}`;
}

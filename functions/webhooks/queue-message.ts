import * as z from 'zod/mini';
import { DELIVERIES_SOURCE, PING_SOURCE, SOURCE } from '../adapters/eventbridge/event-bus.ts';
import { announcement } from '../adapters/eventbridge/event-schemas.ts';
import type { Announcement } from '../domain/events.ts';
import { INTEGRATION_EVENT_TYPES, type IntegrationEventType } from '../domain/integrations/event-urls.ts';
import { type IntegrationId, parseIntegrationId } from '../domain/integrations/integration-ids.ts';

export type Ping = {
  readonly integration: IntegrationId;
  readonly version: 'WORKING' | 'PUBLISHED';
  readonly types: readonly IntegrationEventType[];
  readonly signIn?: true | undefined;
  readonly startedAt: string;
};

/** What the queue brings. */
export type QueueMessage =
  | { readonly kind: 'event'; readonly event: Announcement }
  | { readonly kind: 'ping'; readonly ping: Ping }
  | { readonly kind: 'due' }
  /** An event that a newer version publishes. */
  | { readonly kind: 'unknown' };

const fromBus = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });
const fromSchedule = z.union([z.object({ due: z.literal(true) }), z.object({ at: z.string() })]);
const ping = z.object({
  integration: z.string(),
  version: z.enum(['WORKING', 'PUBLISHED']),
  types: z.array(z.enum(INTEGRATION_EVENT_TYPES)),
  signIn: z.optional(z.literal(true)),
  startedAt: z.string(),
});

/** @throws Error for what is neither an event of the bus nor a message of the schedule */
export function readQueueMessage(body: string): QueueMessage {
  const read: unknown = JSON.parse(body);
  const { data: event } = fromBus.safeParse(read);
  if (event === undefined) {
    fromSchedule.parse(read);
    return { kind: 'due' };
  }
  if (event.source === DELIVERIES_SOURCE) return { kind: 'due' };
  if (event.source === PING_SOURCE) return pingIn(event.detail);
  const announced = announcement.safeParse({ type: event['detail-type'], detail: event.detail });
  return event.source === SOURCE && announced.success ? { kind: 'event', event: announced.data } : { kind: 'unknown' };
}

function pingIn(detail: unknown): QueueMessage {
  const asked = ping.parse(detail);
  const integration = parseIntegrationId(asked.integration);
  return integration === undefined ? { kind: 'unknown' } : { kind: 'ping', ping: { ...asked, integration } };
}

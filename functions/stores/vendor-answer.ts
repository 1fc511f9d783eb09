import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { EventBus } from '../adapters/eventbridge/event-bus.ts';
import type { log } from '../adapters/lambda/log.ts';
import { type Announcement, EVENTS_VERSION } from '../domain/events.ts';
import type { Delivery, VendorAnswer } from '../domain/integrations/deliveries/delivery.ts';
import type { IntegrationEventType } from '../domain/integrations/event-urls.ts';

export type Deps = {
  readonly connections: Pick<ConnectionRepository, 'recordAnswer'>;
  readonly announce: EventBus['announce'];
  readonly now: () => Date;
  readonly log: typeof log;
};

/** Those whose answers say what the vendor makes of the connection itself. */
const OF_THE_CONNECTION: readonly IntegrationEventType[] = [
  'SUBSCRIPTION_ORDER',
  'SUBSCRIPTION_CHANGE',
  'SUBSCRIPTION_CANCEL',
];

/**
 * Applies what the vendor's system said of an event: it is kept with the connection, and announced where it is bad news or
 * was waited for. To be called before the delivery is recorded as done: a repetition has the same event id.
 *
 * @param waitedFor it comes after a 202
 */
export async function applyVendorAnswer(
  deps: Deps,
  delivery: Delivery,
  answer: VendorAnswer,
  waitedFor: boolean,
): Promise<void> {
  const { id, connection, type, integration, event } = delivery;
  // What is said of such a report would be reported again.
  if (connection === undefined || type === 'SUBSCRIPTION_STATUS' || delivery.ping) return;
  const { success, errorCode: code, message } = answer;
  if (OF_THE_CONNECTION.includes(type)) {
    const at = deps.now().toISOString();
    const said = { status: success ? 'accepted' : 'rejected', code, message, at } as const;
    await deps.connections.recordAnswer(connection, said, success ? answer.accountIdentifier : undefined);
  }
  if (!success) deps.log('event_rejected', { delivery: id, connection, integration, type });
  // Of a hint that records can be read: it says nothing of the connection.
  if (type === 'CHANNEL_NOTICE') return;
  const announced = announcementOf(delivery, event, answer, deps.now());
  if (announced !== undefined && (waitedFor || !success)) await deps.announce(announced);
}

/** The vendor has the event and will say later what became of it. */
export async function recordPending(
  deps: Pick<Deps, 'connections' | 'now'>,
  { connection, type }: Delivery,
): Promise<void> {
  if (connection === undefined || !OF_THE_CONNECTION.includes(type)) return;
  await deps.connections.recordAnswer(connection, { status: 'pending', at: deps.now().toISOString() });
}

function announcementOf(
  { id, integration }: Delivery,
  { detail }: Announcement,
  { success, errorCode }: VendorAnswer,
  now: Date,
): Announcement | undefined {
  if (!('account' in detail)) return undefined;
  const { product, host, connection, account } = detail;
  const shared = { version: EVENTS_VERSION, product, host, time: now.toISOString(), connection, account };
  const about = { ...shared, delivery: id, integration };
  if (success) return { type: 'connection.accepted', detail: { id: `evt_${id}_accepted`, ...about } };
  const reason = errorCode ?? 'UNKNOWN_ERROR';
  return { type: 'connection.rejected', detail: { id: `evt_${id}_rejected`, ...about, reason } };
}

import type { Delivery as Outcome } from '../adapters/lambda/queue-handler.ts';
import type { Announcement } from '../domain/events.ts';
import { type ProductId, parseConnectionId, parseProductId } from '../domain/ids.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import { typesOf } from '../domain/integrations/deliveries/event-map.ts';
import { isGone } from '../domain/integrations/deliveries/gone-urls.ts';
import { DEFER_AFTER_MS, hasFailedFor } from '../domain/integrations/deliveries/retry-schedule.ts';
import { failingSinceOf, groupOf } from '../domain/integrations/deliveries/url-groups.ts';
import { type IntegrationEventType, URL_OF_TYPE } from '../domain/integrations/event-urls.ts';
import type { Integration, IntegrationFields } from '../domain/integrations/integration.ts';
import { deliveryIdOf, type SnapshotId } from '../domain/integrations/integration-ids.ts';
import type { Deps } from './dependencies.ts';
import { recordAttempt } from './record-attempt.ts';
import { sendEvent } from './send-event.ts';

/** Longer than an attempt takes: a token, the event, another token, and the event again. */
const LEASE_MS = 90_000;
/** Only one that failed at once is tried again here: silent URLs would keep functions waiting for nothing. */
const FAST_MS = 5_000;

/** What an event meets: the integration of its product, and the published configuration. */
export type Published = { readonly integration: Integration; readonly fields: IntegrationFields };

/** Whether nothing is to be sent to the URL of a kind: it was switched off, and nothing was published since. */
export function isSwitchedOff(integration: Integration, type: IntegrationEventType): boolean {
  return !integration.health.enabled || isGone(integration, type);
}

/** Sends an event to every URL that is set for its kinds, or leaves that to a pass. */
export async function receiveEvent(deps: Deps, event: Announcement): Promise<Outcome> {
  if (!('product' in event.detail)) return 'done';
  const product = await deps.products.find(parseProductId(event.detail.product));
  if (product?.integration === undefined || product.deletedAt !== undefined) return 'done';
  const integration = await deps.integrations.find(product.integration);
  if (integration?.published === undefined) return 'done';
  const snapshot = await deps.integrations.snapshot(integration.published.id);
  if (snapshot === undefined) throw new Error('A published configuration is not there');
  const { fields } = snapshot;
  const types = typesOf(event).filter((type) => Boolean(fields.urls[URL_OF_TYPE[type]]));
  const about = { event, product: product.slug, integration, snapshot: snapshot.id };
  await Promise.all(
    types.map((type) => deliver(deps, { integration, fields }, deliveryOf({ ...about, type }, deps.now()))),
  );
  return 'done';
}

type About = {
  readonly event: Announcement;
  readonly product: ProductId;
  readonly integration: Integration;
  readonly snapshot: SnapshotId;
  readonly type: IntegrationEventType;
};

function deliveryOf({ event, product, integration, snapshot, type }: About, now: Date): Delivery {
  const { detail } = event;
  return {
    id: deliveryIdOf(detail.id, type, integration.id),
    integration: integration.id,
    snapshot,
    type,
    event,
    product,
    ...('connection' in detail && { connection: parseConnectionId(detail.connection) }),
    status: isSwitchedOff(integration, type) ? 'DISCARDED' : 'WAITING',
    tries: 0,
    attempts: [],
    createdAt: now.toISOString(),
  };
}

async function deliver(deps: Deps, published: Published, delivery: Delivery): Promise<void> {
  const now = deps.now();
  const isOff = delivery.status === 'DISCARDED';
  const since = failingSinceOf(published.integration.health, groupOf(delivery.type));
  const isDeferred = isOff || hasFailedFor(since, now, DEFER_AFTER_MS);
  const leaseUntil = new Date(now.getTime() + LEASE_MS).toISOString();
  const isNew = isDeferred
    ? await deps.deliveries.create({ ...delivery, ...(!isOff && { nextAt: now.toISOString() }) }, undefined)
    : await deps.deliveries.create(delivery, leaseUntil);
  if (isNew && isDeferred) return;
  // Its function may have ended without an answer; then the message is delivered again.
  const own = isNew ? delivery : await deps.deliveries.takeOver(delivery.id, now.toISOString(), leaseUntil);
  if (own === undefined) return;
  if (isOff) await deps.deliveries.record(own, { status: 'DISCARDED' });
  else await tryTwice(deps, published, own);
}

async function tryTwice(deps: Deps, { integration, fields }: Published, delivery: Delivery): Promise<void> {
  const first = await sendEvent(deps, integration, fields, delivery);
  const isFast = (first.milliseconds ?? 0) + (first.tokenMilliseconds ?? 0) < FAST_MS;
  const { delivery: waiting, ownNextAt } = await recordAttempt(deps, integration, delivery, first, isFast);
  if (waiting === undefined || ownNextAt === undefined) return;
  await deps.pause(Math.max(0, Date.parse(ownNextAt) - deps.now().getTime()));
  await recordAttempt(deps, integration, waiting, await sendEvent(deps, integration, fields, waiting));
}

import { createHash, randomUUID } from 'node:crypto';
import type { ProductId } from '../ids.ts';
import type { Minted } from '../minted.ts';

/** A UUID: names an integration for as long as it exists. */
export type IntegrationId = Minted<string, 'IntegrationId'>;
/** A UUID: names one published snapshot of an integration. */
export type SnapshotId = Minted<string, 'SnapshotId'>;
/** A UUID: names a product in GraphQL. Magento's URLs name it by its slug, which is its `ProductId`. */
export type ProductUuid = Minted<string, 'ProductUuid'>;
/** Names one event on its way to one URL; also the `webhook-id` of every attempt. */
export type DeliveryId = Minted<string, 'DeliveryId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns undefined for what is no UUID in lower case: nothing is called so */
export function parseIntegrationId(text: string): IntegrationId | undefined {
  return UUID.test(text) ? (text as IntegrationId) : undefined;
}

/** @returns undefined for what is no UUID in lower case: nothing is called so */
export function parseSnapshotId(text: string): SnapshotId | undefined {
  return UUID.test(text) ? (text as SnapshotId) : undefined;
}

/** @returns undefined for what is no UUID in lower case: nothing is called so */
export function parseProductUuid(text: string): ProductUuid | undefined {
  return UUID.test(text) ? (text as ProductUuid) : undefined;
}

export function newIntegrationId(): IntegrationId {
  return randomUUID() as string as IntegrationId;
}

export function newProductUuid(): ProductUuid {
  return randomUUID() as string as ProductUuid;
}

/** The UUID of a product of the settings, which have slugs only. */
export function settingsProductUuid(slug: ProductId): ProductUuid {
  return uuidFrom(`product\n${slug}`) as ProductUuid;
}

/** A snapshot's id follows from what it is a copy of, so that a repeated publish finds the first one's. */
export function snapshotIdOf(integration: IntegrationId, revision: number): SnapshotId {
  return uuidFrom(`snapshot\n${integration}\n${revision}`) as SnapshotId;
}

/** @param event id of the event, see `domain/events.ts` */
export function deliveryIdOf(event: string, type: string, integration: IntegrationId): DeliveryId {
  return `dlv_${createHash('sha256').update(`${event}\n${type}\n${integration}`).digest('hex').slice(0, 32)}` as DeliveryId;
}

const DELIVERY_ID = /^dlv_[0-9a-f]{32}$/;

/** @returns undefined for what no delivery can be called */
export function parseDeliveryId(text: string): DeliveryId | undefined {
  return DELIVERY_ID.test(text) ? (text as DeliveryId) : undefined;
}

/** A UUID of version 8 (RFC 9562 §5.8): its bits are a digest's. */
function uuidFrom(text: string): string {
  const hex = createHash('sha256').update(text, 'utf8').digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

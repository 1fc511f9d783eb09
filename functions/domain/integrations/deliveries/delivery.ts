import type { Announcement } from '../../events.ts';
import type { ConnectionId, ProductId } from '../../ids.ts';
import type { IntegrationEventType } from '../event-urls.ts';
import type { DeliveryId, IntegrationId, SnapshotId } from '../integration-ids.ts';

/**
 * - `WAITING`: an attempt is due at `nextAt`
 * - `DELIVERED`: the URL took it
 * - `ACCEPTED`: the URL answered 202; its result is to come
 * - `FAILED`: every attempt failed, or the answer was `success: false`
 * - `DISCARDED`: its URL is switched off, or gone
 */
export const DELIVERY_STATUSES = ['WAITING', 'DELIVERED', 'ACCEPTED', 'FAILED', 'DISCARDED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export type DeliveryAttempt = {
  readonly at: string;
  readonly httpStatus?: number | undefined;
  readonly milliseconds?: number | undefined;
  readonly error?: string | undefined;
};

/** What the vendor said of the event. */
export type VendorAnswer = {
  readonly success: boolean;
  readonly accountIdentifier?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly message?: string | undefined;
};

/** One event on its way to one URL. Holds ids and hosts only. */
export type Delivery = {
  readonly id: DeliveryId;
  readonly integration: IntegrationId;
  readonly snapshot: SnapshotId;
  readonly type: IntegrationEventType;
  readonly event: Announcement;
  readonly product: ProductId;
  readonly connection?: ConnectionId | undefined;
  readonly status: DeliveryStatus;
  readonly attempts: readonly DeliveryAttempt[];
  readonly nextAt?: string | undefined;
  readonly createdAt: string;
  readonly answer?: VendorAnswer | undefined;
  /** Attempts since it was made, or last requeued: where it is in the schedule. */
  readonly tries: number;
  /** The event of a ping, which was never published. */
  readonly ping?: true | undefined;
};

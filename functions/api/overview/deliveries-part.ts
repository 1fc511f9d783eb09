import type { UnsettledDeliveries } from '../../adapters/dynamodb/integrations/unsettled-deliveries.ts';
import type { Delivery } from '../../domain/integrations/deliveries/delivery.ts';
import type { OverviewView } from '../contract/overview-views.ts';

export type DeliveriesDeps = {
  readonly deliveries: { readonly unsettled: Pick<UnsettledDeliveries, 'count' | 'countedPage'> };
};

export type DeliveriesPart = {
  readonly counts: NonNullable<OverviewView['deliveries']>;
  /** The newest that have failed. */
  readonly failed: OverviewView['attention']['deliveries'];
};

/** In each of four shares of the index. */
const MOST_COUNTED = 250;
const MOST_SHOWN = 10;

/** Of all integrations: one may serve products that a client does not see. */
export async function deliveriesPart({ deliveries: { unsettled } }: DeliveriesDeps): Promise<DeliveriesPart> {
  const [waiting, { items, ...failed }] = await Promise.all([
    unsettled.count('WAITING', MOST_COUNTED),
    unsettled.countedPage('FAILED', { limit: MOST_SHOWN, most: MOST_COUNTED }),
  ]);
  return { counts: { waiting, failed }, failed: items.map(viewOf) };
}

function viewOf({ id, integration, type, product, connection, createdAt, attempts }: Delivery) {
  const last = attempts.at(-1);
  return {
    ...{ id, integration, type, product, createdAt },
    ...(connection && { connection }),
    ...(last && { lastTriedAt: last.at }),
    ...(last?.httpStatus !== undefined && { httpStatus: last.httpStatus }),
  };
}

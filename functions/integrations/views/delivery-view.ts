import type { Delivery } from '../../domain/integrations/deliveries/delivery.ts';
import type { Session } from '../session.ts';

/** A delivery, as the schema has it. */
export function deliveryView(session: Session, delivery: Delivery): object {
  const { id, integration, event, type, product, connection, status, createdAt, attempts, nextAt, answer } = delivery;
  return {
    id,
    eventId: event.detail.id,
    integrationId: integration,
    type,
    event: event.type,
    product: async () => (await session.product(product))?.uuid,
    connection,
    status,
    createdOn: createdAt,
    attempts: attempts.map(({ at, error, ...attempt }) => ({ ...attempt, on: at, errorCode: error })),
    nextAttemptOn: nextAt,
    answer,
  };
}

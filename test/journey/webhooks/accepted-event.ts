import { randomUUID } from 'node:crypto';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { type ConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import {
  type DeliveryId,
  deliveryIdOf,
  newIntegrationId,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import type { Local } from '../../../infra/local/local.ts';
import { tableOf } from '../stored-data.ts';

/** The delivery of an event about a connection, that the vendor's URL has answered with 202. */
export async function acceptedEvent(
  local: Pick<Local, 'tableAccess' | 'tableName'>,
  connection: ConnectionId,
): Promise<DeliveryId> {
  const [integration, event, time] = [newIntegrationId(), `evt_${randomUUID()}`, new Date().toISOString()];
  const id = deliveryIdOf(event, 'SUBSCRIPTION_ORDER', integration);
  const shared = { id: event, version: EVENTS_VERSION, product: 'demo', host: 'shop.example', time };
  const detail = { ...shared, connection, activation: 'act', account: 'https://id.example#ana' };
  await openDeliveryRepository(tableOf(local)).create(
    {
      ...{ id, integration, connection, snapshot: snapshotIdOf(integration, 1), product: parseProductId('demo') },
      ...{ type: 'SUBSCRIPTION_ORDER', event: { type: 'connection.created', detail } },
      ...{ status: 'ACCEPTED', tries: 1, attempts: [], createdAt: time },
    },
    undefined,
  );
  return id;
}

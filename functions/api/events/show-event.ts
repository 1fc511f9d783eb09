import type { DeliveryRepository } from '../../adapters/dynamodb/integrations/delivery-repository.ts';
import type { ApiHandler, ApiRequest } from '../../adapters/lambda/api-handler.ts';
import type { Delivery } from '../../domain/integrations/deliveries/delivery.ts';
import { webhookPayload } from '../../domain/integrations/deliveries/webhook-payload.ts';
import { parseDeliveryId } from '../../domain/integrations/integration-ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ProductsOf } from '../client-access.ts';
import { nothing } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly deliveries: Pick<DeliveryRepository, 'find'>;
  readonly apiUrl: string;
};

/** `GET /v1/events/{id}` */
export function showEvent(deps: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    return answer(viewOf(await requireEvent(deps, request), deps.apiUrl));
  };
}

/**
 * The event that a path names.
 *
 * @throws Refusal `event_unknown`, for one of a product that the client does not see, or of another integration than the
 *   client's own, too. Pings are of no product.
 */
export async function requireEvent(
  { productsOf, deliveries }: Omit<Deps, 'apiUrl'>,
  request: ApiRequest,
): Promise<Delivery> {
  const seen = await productsOf(request);
  const id = parseDeliveryId(request.parameters['id'] ?? '');
  const delivery = id && (await deliveries.find(id));
  if (delivery === undefined) throw new Refusal('event_unknown');
  const { integration = delivery.integration } = request;
  if (delivery.integration !== integration) throw new Refusal('event_unknown');
  if (!delivery.ping && !seen.includes(delivery.product)) throw new Refusal('event_unknown');
  return delivery;
}

export function viewOf(delivery: Delivery, apiUrl: string) {
  const payload = webhookPayload(delivery, `${apiUrl}/events/${delivery.id}`);
  return { id: delivery.id, status: delivery.status, ...payload };
}

import type { PingRequest } from '../../domain/integrations/deliveries/ping-request.ts';
import { DELIVERIES_SOURCE, DELIVERIES_TYPE, PING_SOURCE, PING_TYPE } from './event-bus.ts';
import { putEvent } from './put-event.ts';

export type IntegrationEvents = ReturnType<typeof openIntegrationEvents>;

/** What the GraphQL side tells the sender of deliveries. */
export function openIntegrationEvents(busName: string) {
  return {
    ping: (request: PingRequest): Promise<void> => putEvent(busName, PING_SOURCE, PING_TYPE, request),
    deliveriesDue: (): Promise<void> => putEvent(busName, DELIVERIES_SOURCE, DELIVERIES_TYPE, {}),
  };
}

import type { PingRequest } from '../../domain/integrations/deliveries/ping-request.ts';
import { DELIVERIES_SOURCE, PING_SOURCE } from './event-bus.ts';
import { putEvent } from './put-event.ts';

export type IntegrationEvents = ReturnType<typeof openIntegrationEvents>;

/** What the GraphQL side tells the sender of deliveries. */
export function openIntegrationEvents(busName: string) {
  return {
    ping: (request: PingRequest): Promise<void> => putEvent(busName, PING_SOURCE, 'ping', request),
    deliveriesDue: (): Promise<void> => putEvent(busName, DELIVERIES_SOURCE, 'due', {}),
  };
}

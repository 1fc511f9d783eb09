import type { DeliveredEvent, EventResult } from '../events/webhook-event.ts';
import type { CallOptions, Send } from '../http/request.ts';
import { eventAt } from './paths.ts';

/** Events that were sent to URLs of integrations. */
export function eventsOf(send: Send) {
  return {
    /** By the delivery's id, which `webhook-id` names. Scope `events:read`. */
    get: (id: string, options: CallOptions = {}) => send<DeliveredEvent>('GET', eventAt(id), options),
    /** The result of one that you answered with 202. Scope `events:write`. */
    sendResult: (id: string, result: EventResult, options: CallOptions = {}) =>
      send<DeliveredEvent>('POST', `${eventAt(id)}/result`, { ...options, body: result, repeatable: true }),
  };
}

import type { Announcement } from '../../domain/events.ts';
import { putEvent } from './put-event.ts';

/** The `source` of every event on the bus that is for the vendor. */
export const SOURCE = 'handfast';
/** Of an event that asks for a test of an integration's URLs: no vendor's rule matches it. */
export const PING_SOURCE = 'handfast.ping';
export const PING_TYPE = 'ping';
/** Of an event that asks to send now what is due. */
export const DELIVERIES_SOURCE = 'handfast.deliveries';
export const DELIVERIES_TYPE = 'due';

export type EventBus = ReturnType<typeof openEventBus>;

export function openEventBus(busName: string) {
  return {
    announce: ({ type, detail }: Announcement): Promise<void> => putEvent(busName, SOURCE, type, detail),
  };
}

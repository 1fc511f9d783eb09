import * as z from 'zod/mini';
import { SOURCE } from '../../adapters/eventbridge/event-bus.ts';
import { type ConnectionId, parseConnectionId } from '../../domain/ids.ts';
import type { Cause } from './connection-event.ts';

/** What the queue of dispatch brings. */
export type DispatchMessage =
  | { readonly kind: 'window'; readonly at: Date }
  /** Something has become of a connection. What, its item says: events may come late, and in any order. */
  | { readonly kind: 'connection'; readonly connection: ConnectionId; readonly cause: Cause }
  | { readonly kind: 'unknown' };

const fromBus = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.object({ connection: z.string() }),
});
const fromSchedule = z.object({ at: z.string() });

/** @throws Error for what is neither an event about a connection nor a message of the schedule */
export function readDispatchMessage(body: string): DispatchMessage {
  const read: unknown = JSON.parse(body);
  const { data: event } = z.safeParse(fromBus, read);
  if (event === undefined) return { kind: 'window', at: new Date(z.parse(fromSchedule, read).at) };
  if (event.source !== SOURCE) return { kind: 'unknown' };
  const cause = event['detail-type'] === 'connection.created' ? 'created' : 'changed';
  return { kind: 'connection', connection: parseConnectionId(event.detail.connection), cause };
}

import * as z from 'zod/mini';

/** Counts changes of the events' shape that a listener could stumble over. New members are none. */
export const EVENTS_VERSION = 1 as const;

const every = {
  /** The same for a repetition: an event is told at least once. */
  id: z.string(),
  version: z.literal(EVENTS_VERSION),
  product: z.string(),
  /** The store's host, with a port that is not the default one. */
  host: z.string(),
  /** ISO 8601: when it happened. */
  time: z.string(),
};

const connected = z.object({
  ...every,
  activation: z.string(),
  connection: z.string(),
  /** Issuer and account claim, joined by `#`. */
  account: z.string(),
});
const changed = z.object({
  ...every,
  connection: z.string(),
  /** Issuer and account claim, joined by `#`. */
  account: z.string(),
  status: z.enum(['active', 'needs_reauthorization', 'inactive', 'unreachable', 'disconnected']),
  /** A refusal's code; absent for good news. */
  reason: z.optional(z.string()),
});

/** The `detail` of each event, by its `detail-type`. No secrets: ids and hosts only. */
export const EVENTS = {
  'activation.failed': z.object({ ...every, activation: z.string(), reason: z.string() }),
  'connection.created': connected,
  'connection.reauthorized': connected,
  'connection.moved': z.extend(connected, {
    /** The account that had the store until now, and has it no longer. */
    previousAccount: z.optional(z.string()),
  }),
  'connection.needs_reauthorization': changed,
  'connection.inactive': changed,
  'connection.unreachable': changed,
  'connection.recovered': changed,
  'connection.disconnected': changed,
} as const;

export type EventType = keyof typeof EVENTS;

/** What the vendor's backend hears of. */
export type Announcement = {
  [T in EventType]: { readonly type: T; readonly detail: Readonly<z.infer<(typeof EVENTS)[T]>> };
}[EventType];

import type { ConnectionStatus } from './connection-status.ts';

/** Incremented by changes of the events' shape that could break a listener. New members are none. */
export const EVENTS_VERSION = 1 as const;

type Shared = {
  /** The same for every repetition: an event is published at least once. */
  readonly id: string;
  readonly version: typeof EVENTS_VERSION;
  readonly product: string;
  /** The store's host, with a port that is not the default one. */
  readonly host: string;
  /** ISO 8601: when it happened. */
  readonly time: string;
};

type Connected = Shared & {
  readonly activation: string;
  readonly connection: string;
  /** Issuer and account claim, joined by `#`. */
  readonly account: string;
};

type StatusChanged = Shared & {
  readonly connection: string;
  /** Issuer and account claim, joined by `#`. */
  readonly account: string;
  readonly status: ConnectionStatus;
  /** A refusal's code; absent for good news. */
  readonly reason?: string | undefined;
};

/** The `detail` of each event, by its `detail-type`. No secrets: ids and hosts only. */
export type EventDetails = {
  'activation.failed': Shared & { readonly activation: string; readonly reason: string };
  'connection.created': Connected;
  'connection.reauthorized': Connected;
  'connection.moved': Omit<Connected, 'activation'> & {
    /** Absent where the vendor's backend moved it. */
    readonly activation?: string | undefined;
    /** The account that had the store before. */
    readonly previousAccount?: string | undefined;
  };
  'connection.needs_reauthorization': StatusChanged;
  'connection.inactive': StatusChanged;
  'connection.unreachable': StatusChanged;
  'connection.recovered': StatusChanged;
  'connection.disconnected': StatusChanged;
};

export type EventType = keyof EventDetails;

/** An event for the vendor's backend. */
export type Announcement = {
  [T in EventType]: { readonly type: T; readonly detail: EventDetails[T] };
}[EventType];

import type { ConnectionStatus } from './stores/connection-status.ts';
import type { BatchCounts } from './sync/changes/change-batch.ts';

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

/** What the vendor's own systems said of an event that was delivered to them. */
type Answered = Shared & {
  readonly connection: string;
  /** Issuer and account claim, joined by `#`. */
  readonly account: string;
  /** Id of the delivery that was answered. */
  readonly delivery: string;
  readonly integration: string;
};

type StatusChanged = Shared & {
  readonly connection: string;
  /** Issuer and account claim, joined by `#`. */
  readonly account: string;
  readonly status: ConnectionStatus;
  /** A refusal's code; absent for good news. */
  readonly reason?: string | undefined;
};

/** Of a channel, and never what is in a record. */
type OfChannel = Shared & {
  readonly connection: string;
  /** Issuer and account claim, joined by `#`. */
  readonly account: string;
  readonly channel: string;
};

type OfConnector = OfChannel & { readonly connector: string; readonly run: string };

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
  'connection.accepted': Answered;
  /** `reason`: the code that the vendor gave. */
  'connection.rejected': Answered & { readonly reason: string };
  /** New lines are in the change log of a connector. A hint: who misses it loses nothing. */
  'records.available': OfConnector & {
    /** Cursors: where they begin, and the one behind them. */
    readonly from: string;
    readonly to: string;
    /** How many of them are records that are new or changed, and how many deletions. */
    readonly delivered: number;
    readonly deleted: number;
  };
  /** Everything that a connector found at first is in its change log. */
  'channel.imported': OfConnector;
  'channel.run_failed': OfChannel & {
    readonly run: string;
    /** A refusal's code. */
    readonly reason: string;
  };
  /** `held`: how many deletions wait for somebody to confirm them. One event for each connector. */
  'channel.run_held': OfConnector & { readonly held: number };
  /** Each change of a batch has its result. */
  'changes.finished': OfChannel & {
    readonly connector: string;
    readonly batch: string;
    /** How many changes of each result. */
    readonly counts: BatchCounts;
    /** A refusal's code: why changes of it were never sent. */
    readonly reason?: string | undefined;
  };
  /** Of an integration, which may serve several products. */
  'integration.disabled': Pick<Shared, 'id' | 'version' | 'time'> & {
    readonly integration: string;
    /** ISO 8601: since when nothing could be delivered. */
    readonly failingSince: string;
  };
};

export type EventType = keyof EventDetails;

/** An event for the vendor's backend. */
export type Announcement = {
  [T in EventType]: { readonly type: T; readonly detail: EventDetails[T] };
}[EventType];

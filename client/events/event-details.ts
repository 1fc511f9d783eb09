import type { BatchCounts } from '../batches.ts';
import type { Status } from '../shapes.ts';

type Shared = {
  /** The same for every repetition: an event is published at least once. */
  id: string;
  version: number;
  product: string;
  /** The store's host, with a port that is not the default one. */
  host: string;
  /** ISO 8601: when it happened. */
  time: string;
};

type OfConnection = Shared & {
  connection: string;
  /** Issuer and account claim, joined by `#`. */
  account: string;
};

type Connected = OfConnection & { activation: string };
/** What the vendor's own systems said of an event that was delivered to them. */
type Answered = OfConnection & { delivery: string; integration: string };
/** `reason`: a code; absent for good news. */
type StatusChanged = OfConnection & { status: Status; reason?: string };
type OfChannel = OfConnection & { channel: string };
type OfConnector = OfChannel & { connector: string; run: string };

/** What each event says, by its type: `detail` on an EventBridge bus. */
export type EventDetails = {
  'activation.failed': Shared & { activation: string; reason: string };
  'connection.created': Connected;
  'connection.reauthorized': Connected;
  /** `activation` is absent where your backend moved it, `previousAccount` where it is not known. */
  'connection.moved': OfConnection & { activation?: string; previousAccount?: string };
  'connection.needs_reauthorization': StatusChanged;
  'connection.inactive': StatusChanged;
  'connection.unreachable': StatusChanged;
  'connection.recovered': StatusChanged;
  'connection.disconnected': StatusChanged;
  'connection.accepted': Answered;
  /** `reason`: the code that your system gave. */
  'connection.rejected': Answered & { reason: string };
  /** Cursors: `from` begins the new changes, `to` is behind them. */
  'records.available': OfConnector & { from: string; to: string; delivered: number; deleted: number };
  'channel.imported': OfConnector;
  'channel.run_failed': OfChannel & { run: string; reason: string };
  /** `held`: how many deletions wait for somebody to confirm them. */
  'channel.run_held': OfConnector & { held: number };
  /** `reason`: why changes of it were never sent. */
  'changes.finished': OfChannel & { connector: string; batch: string; counts: BatchCounts; reason?: string };
  /** Of an integration, which may serve several products. */
  'integration.disabled': Pick<Shared, 'id' | 'version' | 'time'> & { integration: string; failingSince: string };
};

export type EventType = keyof EventDetails;

/** An event as EventBridge hands it to a target, such as a Lambda function or the body of a message in a queue. */
export type BusEvent = {
  [T in EventType]: {
    version: string;
    id: string;
    'detail-type': T;
    source: 'handfast';
    account: string;
    time: string;
    region: string;
    resources: string[];
    detail: EventDetails[T];
  };
}[EventType];

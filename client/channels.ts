/*
 * Channels and runs, as requests and answers have them; `docs/openapi.json` describes every member.
 */

export type ChannelStatus = 'active' | 'paused' | 'unavailable';

export type QuietHours = { from: string; to: string; timeZone: string };

/** How a store is read. */
export type ChannelSettings = {
  storeView: string;
  pageSize: number;
  callsAtOnce: number;
  bulk?: boolean;
  quietHours?: QuietHours;
  syncFrom?: string;
};

/** By the names of connectors. */
export type ConnectorChoice = Record<string, { on?: boolean; everyMinutes?: number }>;

/** Who wins where a change was made from an outdated version. By the names of writers. */
export type WriterChoice = Record<string, { priority: 'store' | 'vendor' }>;

/** Without `connectors`, all are on; with them, those that are named. */
export type NewChannel = {
  type: 'magento2';
  label?: string;
  settings?: Partial<ChannelSettings>;
  connectors?: ConnectorChoice;
  writers?: WriterChoice;
};

/** What is left out stays. `settings` are replaced as a whole, `connectors` one by one; a label that is null goes. */
export type ChannelChange = {
  revision: number;
  label?: string | null;
  settings?: Partial<ChannelSettings>;
  connectors?: ConnectorChoice;
  writers?: WriterChoice;
};

export type ChannelsQuery = { product?: string; status?: ChannelStatus };

type Shared = {
  id: string;
  connection: string;
  product: string;
  type: 'magento2';
  label?: string;
  status: ChannelStatus;
  statusSince: string;
  settings: ChannelSettings;
  revision: number;
  createdAt: string;
  createdBy: string;
  pausedBy?: string;
  notBefore?: string;
};

/** A channel in lists: how it is set. */
export type ListedChannel = Shared & {
  /** The store's; absent where its connection is gone. */
  host?: string;
  /** Why something that the store grants cannot be read, and since when. */
  failing?: { reason: string; since: string };
  connectors: Record<string, { on: boolean; everyMinutes: number }>;
  /** Where it is not as usual: the store wins. */
  writers: WriterChoice;
  /** What Magento must grant so that no connector is `skipped`: ids of ACL resources. */
  missingPermissions?: string[];
};

export type ConnectorState = 'off' | 'waiting' | 'importing' | 'following' | 'behind' | 'held' | 'skipped' | 'failing';

/** One connector, and where it is. */
export type ChannelConnector = {
  on: boolean;
  everyMinutes: number;
  label: string;
  state: ConnectorState;
  /** The code of what the last reading failed with. */
  reason?: string;
  since?: string;
  /** What Magento must grant, where it is `skipped`. */
  resources?: string[];
  upTo?: string;
  lagSeconds?: number;
  total?: number;
  left?: number;
  held?: number;
};

export type ChannelWriter = {
  label: string;
  direction: 'export';
  /** What Magento must grant for it. */
  resources: string[];
  priority: 'store' | 'vendor';
};

/** A channel, and how it is doing. */
export type Channel = Shared & {
  connectors: Record<string, ChannelConnector>;
  /** What can be written to the store. */
  writers: Record<string, ChannelWriter>;
  /** The run that is under way. */
  run?: string;
  lagSeconds?: number;
  estimateSeconds?: number;
};

export type DeletedChannel = { id: string; deleted: boolean };

/** `full`: everything anew; left out: what has changed. */
export type SyncRequest = { connectors?: string[]; full?: 'compare' | 'redeliver' };

export type RunCounts = {
  read: number;
  delivered: number;
  unchanged: number;
  deleted: number;
  late: number;
  poisoned: number;
  calls: number;
};

export type Run = {
  id: string;
  channel: string;
  trigger: 'schedule' | 'api' | 'connected';
  connectors: string[];
  task: 'look' | 'reread' | 'counts' | 'walk' | 'compare' | 'redeliver' | 'confirmed';
  status: 'queued' | 'running' | 'completed' | 'completed_with_errors' | 'failed' | 'stopped' | 'held';
  reason?: string;
  counts: RunCounts;
  errors: { connector: string; code: string; advice: string; record?: string; at: string }[];
  /** Deletions that wait for somebody to confirm them, by connector. */
  held?: Record<string, number>;
  stopRequestedAt?: string;
  createdAt: string;
  /** Until then the store is left alone. */
  waitsUntil?: string;
  startedAt?: string;
  endedAt?: string;
};

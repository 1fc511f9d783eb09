import { type ChangesOptions, changesOf } from './changes.ts';
import { type PushOptions, pushTo } from './push.ts';
import type { Records } from './records.ts';
import { type Access, type Parameters, type Send, sender } from './request.ts';
import type {
  Activation,
  ActivationsQuery,
  Answers,
  Batch,
  BatchResults,
  CallAnswer,
  CallRequest,
  ChangeLine,
  Channel,
  ChannelChange,
  ChannelsQuery,
  Check,
  Connection,
  ConnectionsQuery,
  Credentials,
  DeletedChannel,
  Disconnected,
  ListedChannel,
  NewAccount,
  NewChannel,
  Page,
  Query,
  Run,
  SyncRequest,
  Target,
} from './shapes.ts';
import type { Changes } from './writes.ts';

export type { Change, ChangesOptions } from './changes.ts';
export { HandfastError } from './error.ts';
export type * from './notices.ts';
export type { Numbers } from './numbers.ts';
export type { Push, Pushed, PushOptions } from './push.ts';
export type * from './records.ts';
export type { Access } from './request.ts';
export type * from './shapes.ts';
export type * from './writes.ts';

export type Handfast = ReturnType<typeof handfast>;
export type Store = ReturnType<Handfast['connection']>;

/**
 * A client of Handfast's API. It fetches tokens itself, keeps them until they expire, and throws `HandfastError`s.
 *
 * Copy this folder into your backend: it depends on nothing but `fetch`.
 */
export function handfast(access: Access) {
  const send = sender(access);
  return {
    connections: {
      /** All matching connections, fetched page by page as they are read. Scope `connections:read`. */
      list: (query: ConnectionsQuery = {}) => walk<Connection>(send, '/v1/connections', query),
      /** Scope `connections:read`. */
      get: (id: string) => send<Connection>('GET', at(id)),
      /** Destroys the credentials. Scope `connections:write`. */
      disconnect: (id: string) => send<Disconnected>('DELETE', at(id)),
      /** Gives the store to another account. Scope `connections:write`. */
      move: (id: string, account: NewAccount) => send<Connection>('POST', `${at(id)}/account`, { body: account }),
      /** A health check now. Scope `connections:call`. */
      check: (id: string) => send<Check>('POST', `${at(id)}/check`),
      /** For signing requests yourself. Scope `connections:credentials`. */
      credentials: (id: string) => send<Credentials>('GET', `${at(id)}/credentials`),
      /** What the merchant answered when they connected the store. Scope `answers:read`. */
      answers: (id: string) => send<Answers>('GET', `${at(id)}/answers`),
    },
    channels: {
      /** All matching channels, as they are set. Scope `channels:read`. */
      list: (query: ChannelsQuery = {}) => walk<ListedChannel>(send, '/v1/channels', query),
      /** Those of one connection. Scope `channels:read`. */
      ofConnection: async (connection: string) =>
        (await send<{ items: ListedChannel[] }>('GET', `${at(connection)}/channels`)).items,
      /** With all that is known of how it is doing. Scope `channels:read`. */
      get: (id: string) => send<Channel>('GET', channelAt(id)),
      /** Its first import begins at once. Scope `channels:write`. */
      create: (connection: string, channel: NewChannel) =>
        send<Channel>('POST', `${at(connection)}/channels`, { body: channel }),
      /** Made from the revision that was read. Scope `channels:write`. */
      change: (id: string, change: ChannelChange) => send<Channel>('PUT', channelAt(id), { body: change }),
      /** With its records. Scope `channels:write`. */
      remove: (id: string) => send<DeletedChannel>('DELETE', channelAt(id)),
      /** Scope `channels:run`. */
      pause: (id: string) => send<Channel>('POST', `${channelAt(id)}/pause`),
      /** Scope `channels:run`. */
      resume: (id: string) => send<Channel>('POST', `${channelAt(id)}/resume`),
      /** Reads the store now. Scope `channels:run`. */
      sync: (id: string, request: SyncRequest = {}) => send<Run>('POST', `${channelAt(id)}/sync`, { body: request }),
      /** Newest first. Scope `channels:read`. */
      runs: (id: string) => walk<Run>(send, `${channelAt(id)}/runs`, {}),
    },
    runs: {
      /** Scope `channels:read`. */
      get: (id: string) => send<Run>('GET', runAt(id)),
      /** Scope `channels:run`. */
      stop: (id: string) => send<Run>('DELETE', runAt(id)),
      /** Has the deletions made that a run holds back. Scope `channels:run`. */
      confirm: (id: string) => send<Run>('POST', `${runAt(id)}/confirm`),
    },
    /** What was read by one channel, and what is written: scopes `records:read`, `changes:read` and `changes:write`. */
    channel: (id: string) => ({
      /** What became of a connector's records, oldest first; ends once all is read, unless it is to follow. */
      changes: <N extends string>(connector: N, options: ChangesOptions = {}) =>
        changesOf<RecordOf<N>>(send, id, connector, options),
      /** Sends changes that are to be written to the store, in their order; more than a batch takes in several. */
      push: <N extends string>(connector: N, changes: Iterable<ChangeLine<ChangeOf<N>>>, options: PushOptions = {}) =>
        pushTo(send, id, connector, changes, options),
      /** Newest first. */
      batches: () => walk<Batch>(send, `${channelAt(id)}/changes`, {}),
      /** With the first page of its results. */
      batch: (batch: string) => send<BatchResults>('GET', batchAt(id, batch)),
      /** What was not sent to the store by then never is. */
      cancel: (batch: string) => send<Batch>('POST', `${batchAt(id, batch)}/cancel`),
    }),
    activations: {
      /** Attempts to connect and their outcomes, newest first. Scope `connections:read`. */
      list: (query: ActivationsQuery = {}) => walk<Activation>(send, '/v1/activations', query),
    },
    /** Calls to one store. Scope `connections:call`. */
    connection: (id: string) => ({
      /** One call, signed and sent for you. Magento's own errors are answers: check `status`. */
      call: <T = unknown>(request: CallRequest) => send<CallAnswer<T>>('POST', `${at(id)}/call`, { body: request }),
      /** Every item of a list of Magento's, whatever its pages. */
      items: <T = unknown>(path: Target['path'], query: Query = {}, more: ItemsOptions = {}) =>
        items<T>(send, `${at(id)}/pages`, { path, query, ...more }),
    }),
  };
}

/** `pageSize`: how many items are asked for at once, 100 unless given. */
export type ItemsOptions = { readonly store?: string; readonly pageSize?: number };

/** Of a built-in connector; what one of your own delivers is unknown here. */
type RecordOf<N extends string> = N extends keyof Records ? Records[N] : unknown;

/** Of a built-in writer. */
type ChangeOf<N extends string> = N extends keyof Changes ? Changes[N] : Record<string, unknown>;

function batchAt(channel: string, batch: string): string {
  return `${channelAt(channel)}/changes/${encodeURIComponent(batch)}`;
}

function channelAt(id: string): string {
  return `/v1/channels/${encodeURIComponent(id)}`;
}

function runAt(id: string): string {
  return `/v1/runs/${encodeURIComponent(id)}`;
}

function at(id: string): string {
  return `/v1/connections/${encodeURIComponent(id)}`;
}

async function* walk<T>(send: Send, path: string, query: Parameters): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Omit<Page<T>, 'total'> = await send('GET', path, { query: { ...query, cursor } });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

async function* items<T>(send: Send, path: string, asked: object): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await send('POST', path, { body: { ...asked, cursor } });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

import type { CallOptions, Send } from '../http/request.ts';
import type {
  Channel,
  ChannelChange,
  ChannelsQuery,
  DeletedChannel,
  ListedChannel,
  NewChannel,
  Run,
  SyncRequest,
} from '../shapes.ts';
import { listOf } from './list.ts';
import { channelAt, connectionAt, runAt } from './paths.ts';

/** What reads stores, and writes to them. */
export function channelsOf(send: Send) {
  return {
    /** All matching channels, as they are set. Scope `channels:read`. */
    list: (query: ChannelsQuery = {}, options: CallOptions = {}) =>
      listOf<ListedChannel>(
        ({ signal, ...place }) => send('GET', '/v1/channels', { query: { ...query, ...place }, signal }),
        options,
      ),
    /** Those of one connection. Scope `channels:read`. */
    ofConnection: async (connection: string, options: CallOptions = {}) =>
      (await send<{ items: ListedChannel[] }>('GET', `${connectionAt(connection)}/channels`, options)).items,
    /** With all that is known of how it is doing. Scope `channels:read`. */
    get: (id: string, options: CallOptions = {}) => send<Channel>('GET', channelAt(id), options),
    /** Its first import begins at once. Scope `channels:write`. */
    create: (connection: string, channel: NewChannel, options: CallOptions = {}) =>
      send<Channel>('POST', `${connectionAt(connection)}/channels`, { ...options, body: channel }),
    /** Made from the revision that was read. Scope `channels:write`. */
    change: (id: string, change: ChannelChange, options: CallOptions = {}) =>
      send<Channel>('PUT', channelAt(id), { ...options, body: change }),
    /** With its records. Scope `channels:write`. */
    remove: (id: string, options: CallOptions = {}) => send<DeletedChannel>('DELETE', channelAt(id), options),
    /** Scope `channels:run`. */
    pause: (id: string, options: CallOptions = {}) =>
      send<Channel>('POST', `${channelAt(id)}/pause`, { ...options, repeatable: true }),
    /** Scope `channels:run`. */
    resume: (id: string, options: CallOptions = {}) =>
      send<Channel>('POST', `${channelAt(id)}/resume`, { ...options, repeatable: true }),
    /** Reads the store now. Scope `channels:run`. */
    sync: (id: string, request: SyncRequest = {}, options: CallOptions = {}) =>
      send<Run>('POST', `${channelAt(id)}/sync`, { ...options, body: request }),
    /** Newest first. Scope `channels:read`. */
    runs: (id: string, options: CallOptions = {}) =>
      listOf<Run>(({ signal, ...query }) => send('GET', `${channelAt(id)}/runs`, { query, signal }), options),
  };
}

/** What a channel does in one go. */
export function runsOf(send: Send) {
  return {
    /** Scope `channels:read`. */
    get: (id: string, options: CallOptions = {}) => send<Run>('GET', runAt(id), options),
    /** Scope `channels:run`. */
    stop: (id: string, options: CallOptions = {}) => send<Run>('DELETE', runAt(id), options),
    /** Has the deletions made that a run holds back. Scope `channels:run`. */
    confirm: (id: string, options: CallOptions = {}) => send<Run>('POST', `${runAt(id)}/confirm`, options),
  };
}

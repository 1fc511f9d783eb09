import type { Access } from './http/access.ts';
import { type CallOptions, sender } from './http/request.ts';
import type { Deployment, Overview } from './operation.ts';
import { activationsOf } from './resources/activations.ts';
import { channelOf } from './resources/channel.ts';
import { channelsOf, runsOf } from './resources/channels.ts';
import { connectionsOf } from './resources/connections.ts';
import { eventsOf } from './resources/events.ts';
import { graphqlOf } from './resources/graphql.ts';
import { storeCallsOf } from './resources/store-calls.ts';

export type * from './events/event-details.ts';
export { type Verified, type VerifyOptions, verifyEventUrlCall, verifyWebhook } from './events/verify-webhook.ts';
export type * from './events/webhook-event.ts';
export type { ReceivedHeaders } from './events/webhook-headers.ts';
export type { Access, Authorize, OwnAccess, UnsignedRequest } from './http/access.ts';
export type * from './http/api-error-codes.ts';
export { HandfastError, type UserError } from './http/error.ts';
export type * from './http/error-codes.ts';
export type { Numbers } from './http/numbers.ts';
export type { CallOptions } from './http/request.ts';
export type { TokenAccess } from './http/token.ts';
export type * from './operation.ts';
export type * from './records.ts';
export type { Change, ChangeList, ChangePage, ChangesOptions } from './resources/changes.ts';
export type { ChangeOf, RecordOf, ResultsOptions } from './resources/channel.ts';
export type { Variables } from './resources/graphql.ts';
export type { List, ListPage, PageOptions } from './resources/list.ts';
export type { Push, Pushed, PushOptions } from './resources/push.ts';
export type { ItemsOptions } from './resources/store-calls.ts';
export type * from './shapes.ts';
export type * from './writes.ts';

/** What `handfast` gives. */
export type Handfast = {
  connections: ReturnType<typeof connectionsOf>;
  channels: ReturnType<typeof channelsOf>;
  runs: ReturnType<typeof runsOf>;
  /** What was read by one channel, and what is written: scopes `records:read`, `changes:read` and `changes:write`. */
  channel: (id: string) => ReturnType<typeof channelOf>;
  activations: ReturnType<typeof activationsOf>;
  events: ReturnType<typeof eventsOf>;
  /** Products and integrations. Scopes `integrations:read`, `integrations:write`, `products:write`. */
  graphql: ReturnType<typeof graphqlOf>;
  /** How everything is. Scope `connections:read`. */
  overview: (options?: CallOptions) => Promise<Overview>;
  /** How Handfast is deployed. Scope `connections:read`. */
  deployment: (options?: CallOptions) => Promise<Deployment>;
  /** Calls to one store. Scope `connections:call`. */
  connection: (id: string) => Store;
};

/** Calls to one store. */
export type Store = ReturnType<typeof storeCallsOf>;

/**
 * A client of Handfast's API. It fetches tokens itself, keeps them until they expire, tries again what is safe to
 * repeat, and throws `HandfastError`s.
 */
export function handfast(access: Access): Handfast {
  const send = sender(access);
  return {
    connections: connectionsOf(send),
    channels: channelsOf(send),
    runs: runsOf(send),
    channel: (id) => channelOf(send, id),
    activations: activationsOf(send),
    events: eventsOf(send),
    graphql: graphqlOf(send),
    overview: (options = {}) => send<Overview>('GET', '/v1/overview', options),
    deployment: (options = {}) => send<Deployment>('GET', '/v1/deployment', options),
    connection: (id) => storeCallsOf(send, id),
  };
}

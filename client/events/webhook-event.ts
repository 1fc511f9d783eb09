import type { EventDetails, EventType } from './event-details.ts';

/** What each event is posted as: each to the URL of its kind. */
export type EventKinds = {
  'activation.failed': 'SUBSCRIPTION_STATUS';
  'connection.created': 'SUBSCRIPTION_ORDER' | 'USER_ASSIGNMENT';
  'connection.reauthorized': 'SUBSCRIPTION_CHANGE';
  'connection.moved': 'SUBSCRIPTION_CHANGE' | 'USER_UNASSIGNMENT' | 'USER_ASSIGNMENT';
  'connection.needs_reauthorization': 'SUBSCRIPTION_NOTICE';
  'connection.inactive': 'SUBSCRIPTION_NOTICE';
  'connection.unreachable': 'SUBSCRIPTION_NOTICE';
  'connection.recovered': 'SUBSCRIPTION_NOTICE';
  'connection.disconnected': 'SUBSCRIPTION_CANCEL' | 'USER_UNASSIGNMENT';
  'connection.accepted': 'SUBSCRIPTION_STATUS';
  'connection.rejected': 'SUBSCRIPTION_STATUS';
  'records.available': 'CHANNEL_NOTICE';
  'channel.imported': 'CHANNEL_NOTICE';
  'channel.run_failed': 'CHANNEL_NOTICE';
  'channel.run_held': 'CHANNEL_NOTICE';
  'changes.finished': 'CHANNEL_NOTICE';
};

type Posted<T extends keyof EventKinds, Kind> = {
  /** Of this delivery; another for each kind. */
  id: string;
  /** Of the event. */
  event: string;
  eventType: Kind;
  /** Where the event can be fetched, and its result sent to `/result` below it. */
  eventUrl: string;
  version: number;
  integration: string;
  /** Of a test that somebody asked for: nothing has happened. */
  flag?: 'STATELESS';
} & Omit<EventDetails[T], 'id' | 'version' | 'time'>;

type More<Kind> = Kind extends 'SUBSCRIPTION_NOTICE'
  ? { noticeType: 'DEACTIVATED' | 'REACTIVATED' }
  : Kind extends 'SUBSCRIPTION_ORDER'
    ? // What the merchant answered to the fields that you ask, by their keys.
      { answers?: Record<string, string | number | boolean> }
    : unknown;

type Of<T extends keyof EventKinds, Kind> = Kind extends string
  ? { type: T; timestamp: string; data: Posted<T, Kind> & More<Kind> }
  : never;

/** The body of what is posted to a URL of an integration. `type` and `data.eventType` tell which one it is. */
export type WebhookEvent = { [T in EventType & keyof EventKinds]: Of<T, EventKinds[T]> }[EventType & keyof EventKinds];

/** The body of what is posted to `channelUrl`. */
export type ChannelNotice = Extract<WebhookEvent, { data: { eventType: 'CHANNEL_NOTICE' } }>;

/** An event that was sent to a URL, as `GET /v1/events/{id}` gives it: without the merchant's answers. */
export type DeliveredEvent = WebhookEvent & {
  /** As in the header `webhook-id`. */
  id: string;
  status: 'WAITING' | 'DELIVERED' | 'ACCEPTED' | 'FAILED' | 'DISCARDED';
};

/** What became of an event that was answered with 202. */
export type EventResult = {
  success: boolean;
  /** What your system calls the account. */
  accountIdentifier?: string;
  errorCode?: string;
  message?: string;
};

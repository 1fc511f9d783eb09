import type { Announcement, EventType } from '../../events.ts';
import type { IntegrationEventType } from '../event-urls.ts';

/** What an event tells a vendor of a subscription besides its kind, in AppDirect's words. */
export type NoticeType = 'DEACTIVATED' | 'REACTIVATED';

/** The kinds that each event of ours is sent as, each to the URL of its kind where there is one. */
const TYPES = {
  'activation.failed': ['SUBSCRIPTION_STATUS'],
  'connection.created': ['SUBSCRIPTION_ORDER', 'USER_ASSIGNMENT'],
  'connection.reauthorized': ['SUBSCRIPTION_CHANGE'],
  'connection.moved': ['SUBSCRIPTION_CHANGE', 'USER_UNASSIGNMENT', 'USER_ASSIGNMENT'],
  'connection.needs_reauthorization': ['SUBSCRIPTION_NOTICE'],
  'connection.inactive': ['SUBSCRIPTION_NOTICE'],
  'connection.unreachable': ['SUBSCRIPTION_NOTICE'],
  'connection.recovered': ['SUBSCRIPTION_NOTICE'],
  'connection.disconnected': ['SUBSCRIPTION_CANCEL', 'USER_UNASSIGNMENT'],
  'connection.accepted': ['SUBSCRIPTION_STATUS'],
  'connection.rejected': ['SUBSCRIPTION_STATUS'],
  // About a store's records, and not about a subscription.
  'records.available': ['CHANNEL_NOTICE'],
  'channel.imported': ['CHANNEL_NOTICE'],
  'channel.run_failed': ['CHANNEL_NOTICE'],
  'channel.run_held': ['CHANNEL_NOTICE'],
  'changes.finished': ['CHANNEL_NOTICE'],
  // Of the integration's own URLs, which are switched off then.
  'integration.disabled': [],
} as const satisfies Readonly<Record<EventType, readonly IntegrationEventType[]>>;

/** Events that have a kind, and so may have a URL. */
export const DELIVERED_EVENTS: readonly string[] = Object.entries(TYPES).flatMap(([type, kinds]) =>
  kinds.length > 0 ? [type] : [],
);

const NOTICES: Readonly<Partial<Record<EventType, NoticeType>>> = {
  'connection.needs_reauthorization': 'DEACTIVATED',
  'connection.inactive': 'DEACTIVATED',
  'connection.unreachable': 'DEACTIVATED',
  'connection.recovered': 'REACTIVATED',
};

/** Whoever had a store before is unassigned only where that is known. */
export function typesOf(event: Announcement): readonly IntegrationEventType[] {
  const unknown = event.type === 'connection.moved' && event.detail.previousAccount === undefined;
  return TYPES[event.type].filter((type) => !(unknown && type === 'USER_UNASSIGNMENT'));
}

export function noticeOf(type: EventType): NoticeType | undefined {
  return NOTICES[type];
}

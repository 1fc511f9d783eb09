/** The kinds of event that an integration names a URL for, as AppDirect calls them. */
export const INTEGRATION_EVENT_TYPES = [
  'SUBSCRIPTION_ORDER',
  'SUBSCRIPTION_CHANGE',
  'SUBSCRIPTION_CANCEL',
  'SUBSCRIPTION_NOTICE',
  'SUBSCRIPTION_STATUS',
  'USER_ASSIGNMENT',
  'USER_UNASSIGNMENT',
  // Of ours: AppDirect has no such kind.
  'CHANNEL_NOTICE',
] as const;
export type IntegrationEventType = (typeof INTEGRATION_EVENT_TYPES)[number];

/** The URL that each kind of event goes to. */
export const URL_OF_TYPE = {
  SUBSCRIPTION_ORDER: 'createUrl',
  SUBSCRIPTION_CHANGE: 'upgradeUrl',
  SUBSCRIPTION_CANCEL: 'cancelUrl',
  SUBSCRIPTION_NOTICE: 'notifyUrl',
  SUBSCRIPTION_STATUS: 'eventStatusUrl',
  USER_ASSIGNMENT: 'assignUrl',
  USER_UNASSIGNMENT: 'unassignUrl',
  CHANNEL_NOTICE: 'channelUrl',
} as const satisfies Readonly<Record<IntegrationEventType, string>>;

export type EventUrlName = (typeof URL_OF_TYPE)[IntegrationEventType];

export const EVENT_URL_NAMES: readonly EventUrlName[] = Object.values(URL_OF_TYPE);

/** As they were entered: unchecked until something is sent there. */
export type EventUrls = { readonly [N in EventUrlName]?: string | undefined };

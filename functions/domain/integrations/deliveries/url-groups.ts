import type { IntegrationEventType } from '../event-urls.ts';
import type { DeliveryHealth } from '../integration.ts';

/** URLs that fail together: what a channel tells of goes to a URL of its own, which holds up nothing else. */
export type UrlGroup = 'events' | 'notices';

export function groupOf(type: IntegrationEventType): UrlGroup {
  return type === 'CHANNEL_NOTICE' ? 'notices' : 'events';
}

/** Since when no URL of the group has taken anything; undefined while one does. */
export function failingSinceOf(health: DeliveryHealth, group: UrlGroup): string | undefined {
  return group === 'notices' ? health.noticesFailingSince : health.failingSince;
}

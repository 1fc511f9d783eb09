import { INTEGRATION_EVENT_TYPES, type IntegrationEventType } from '../event-urls.ts';
import type { Integration } from '../integration.ts';

type Health = Pick<Integration, 'health' | 'published'>;

/** Whether the URL of a kind has answered 410, and nothing was published since. */
export function isGone({ health, published }: Health, type: IntegrationEventType): boolean {
  const gone = health.gone[type];
  return gone !== undefined && gone >= (published?.at ?? '');
}

export function goneTypes(integration: Health): readonly IntegrationEventType[] {
  return INTEGRATION_EVENT_TYPES.filter((type) => isGone(integration, type));
}

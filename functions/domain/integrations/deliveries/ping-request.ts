import type { IntegrationEventType } from '../event-urls.ts';
import type { IntegrationId } from '../integration-ids.ts';

/** Asks for one test event to each URL of these kinds. */
export type PingRequest = {
  readonly integration: IntegrationId;
  readonly version: 'WORKING' | 'PUBLISHED';
  readonly types: readonly IntegrationEventType[];
  /** Whether merchants' sign-in is tried as well. */
  readonly signIn?: true;
  /** As in `lastTest`: results of a test that a newer one has replaced are not recorded. */
  readonly startedAt: string;
};

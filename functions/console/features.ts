import type { ActionAudit } from '../adapters/dynamodb/action-audit.ts';
import { ATTEMPTS } from './attempts/feature.ts';
import { channels } from './channels/feature.ts';
import type { Feature } from './console-route.ts';
import { DELIVERIES } from './deliveries/feature.ts';
import { INTEGRATIONS } from './integrations/feature.ts';
import { OVERVIEW } from './overview/feature.ts';
import { SETTINGS } from './settings/feature.ts';
import type { AccountPages } from './stores/account-page-link.ts';
import { stores } from './stores/feature.ts';

export type FeatureDeps = {
  /** What was done by hand, for the history of a store, a channel or a run. */
  readonly audit: Pick<ActionAudit, 'list'>;
  readonly accountPages: AccountPages;
};

/** All pages and actions of the console but those of signing in. */
export function openFeatures(deps: FeatureDeps): readonly Feature[] {
  return [OVERVIEW, stores(deps), ATTEMPTS, channels(deps), INTEGRATIONS, DELIVERIES, SETTINGS];
}

import type { Deployment } from '../../functions/adapters/lambda/environment.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { Settings } from '../settings/settings.ts';

/** What a deployment says of itself: nothing that would help anybody to get in. */
export function deploymentOf(settings: Settings): Deployment {
  const { sync, domain } = settings;
  return {
    version: manifest.version,
    settings: {
      apiAuth: settings.api.kind,
      integrations: settings.integrations,
      sync: sync.enabled,
      recordsDays: sync.retentionDays,
      connectionsPerAccount: settings.connectionsPerAccount,
      storePorts: settings.storePorts,
      allowLoopbackStores: settings.allowLoopbackStores !== undefined,
      ...(domain && { domain: domain.name }),
      firewall: settings.firewall !== undefined,
      requestsPerSecond: settings.throttle.ratePerSecond,
      logRetentionDays: settings.logRetentionDays,
      removalPolicy: settings.removalPolicy,
    },
  };
}

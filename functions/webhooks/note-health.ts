import { EVENTS_VERSION } from '../domain/events.ts';
import { DISABLE_AFTER_MS, hasFailedFor } from '../domain/integrations/deliveries/retry-schedule.ts';
import { failingSinceOf, type UrlGroup } from '../domain/integrations/deliveries/url-groups.ts';
import type { Integration } from '../domain/integrations/integration.ts';
import type { Deps } from './dependencies.ts';

/** What worked says nothing of the other group's URLs. */
export async function noteSuccess(deps: Deps, { id, health }: Integration, group: UrlGroup): Promise<void> {
  if (failingSinceOf(health, group) !== undefined) await deps.health.worked(id, group);
}

export async function noteFailure(deps: Deps, { id, health }: Integration, group: UrlGroup, now: Date): Promise<void> {
  const failingSince = failingSinceOf(health, group);
  if (failingSince === undefined) await deps.health.failed(id, group, now.toISOString());
  else if (health.enabled && hasFailedFor(failingSince, now, DISABLE_AFTER_MS)) {
    await (group === 'notices' ? disableNotices : disable)(deps, id, failingSince, now.toISOString());
  }
}

/** Announced before it is written, under an id that a repetition has, too. */
async function disable(deps: Deps, id: Integration['id'], failingSince: string, time: string): Promise<void> {
  await deps.announce({
    type: 'integration.disabled',
    detail: {
      id: `evt_${id}_${Date.parse(failingSince)}`,
      version: EVENTS_VERSION,
      time,
      integration: id,
      failingSince,
    },
  });
  await deps.health.disable(id, failingSince, time);
  deps.log('integration_disabled', { integration: id });
}

async function disableNotices(deps: Deps, id: Integration['id'], failingSince: string, time: string): Promise<void> {
  const isNew = await deps.health.disableNotices(id, failingSince, time);
  if (isNew) deps.log('notices_disabled', { integration: id });
}

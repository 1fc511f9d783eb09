import { randomUUID } from 'node:crypto';
import type { UrlGroup } from '../../../domain/integrations/deliveries/url-groups.ts';
import type { IntegrationEventType } from '../../../domain/integrations/event-urls.ts';
import type { IntegrationTest } from '../../../domain/integrations/integration.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { integrationKey } from './integration-item.ts';

export type IntegrationHealth = ReturnType<typeof openIntegrationHealth>;

/** Since when the URLs of each group have failed. */
const SINCE = { events: 'health.failingSince', notices: 'health.noticesFailingSince' } as const satisfies Record<
  UrlGroup,
  string
>;

/** Changes of an integration that deliveries and pings make. They leave revision and configuration alone. */
export function openIntegrationHealth(table: Table) {
  const change = async (
    integration: IntegrationId,
    update: Omit<Parameters<typeof updateIf>[1], 'table' | 'pk'>,
  ): Promise<boolean> => {
    const pk = integrationKey(integration);
    return (await updateIf(table.client, { table: table.name, pk, ...update })) !== undefined;
  };

  return {
    /** The first failure since something of the group worked. */
    failed: (integration: IntegrationId, group: UrlGroup, at: string) =>
      change(integration, {
        set: {},
        setTo: { [SINCE[group]]: ':at' },
        condition: `attribute_exists(pk) AND attribute_not_exists(${SINCE[group]})`,
        values: { ':at': at },
      }),

    worked: (integration: IntegrationId, group: UrlGroup) =>
      change(integration, {
        set: {},
        remove: [SINCE[group]],
        condition: `attribute_exists(${SINCE[group]})`,
      }),

    /** The URL of this kind answered that it is not there any more. */
    gone: (integration: IntegrationId, type: IntegrationEventType, at: string) =>
      change(integration, {
        set: {},
        setTo: { [`health.gone.${type}`]: ':at' },
        condition: 'attribute_exists(health.gone)',
        values: { ':at': at },
      }),

    /** @returns false when it is switched off already, or something has worked meanwhile */
    disable: (integration: IntegrationId, failingSince: string, at: string) =>
      change(integration, {
        set: {},
        setTo: { 'health.enabled': ':no', 'health.disabledAt': ':at' },
        condition: 'health.enabled = :yes AND health.failingSince = :since',
        values: { ':no': false, ':yes': true, ':since': failingSince, ':at': at },
      }),

    /**
     * The URL of notices has failed for too long. Once they are sent again, failures count from anew.
     *
     * @returns false when they are switched off already, or one has worked meanwhile
     */
    disableNotices: (integration: IntegrationId, failingSince: string, at: string) =>
      change(integration, {
        set: {},
        setTo: { 'health.gone.CHANNEL_NOTICE': ':at' },
        remove: [SINCE.notices],
        condition: `${SINCE.notices} = :since`,
        values: { ':since': failingSince, ':at': at },
      }),

    /** @returns false when another ping has begun meanwhile, or this one has been recorded */
    recordTest: (integration: IntegrationId, test: IntegrationTest) =>
      change(integration, {
        set: { lastTest: test },
        condition: 'lastTest.startedAt = :begun AND attribute_not_exists(lastTest.endedAt)',
        values: { ':begun': test.startedAt },
      }),
  };
}

export type PassLeases = ReturnType<typeof openPassLeases>;

/** Lets one pass at a time send what is due in one share of the deliveries. */
export function openPassLeases(table: Table) {
  const pkOf = (shard: number) => `LEASE#deliveries#${shard}`;
  return {
    /** @returns what ends the lease; undefined when another pass holds it */
    async acquire(shard: number, now: Date, seconds: number): Promise<(() => Promise<void>) | undefined> {
      const at = Math.floor(now.getTime() / 1000);
      const holder = randomUUID();
      const acquired = await updateIf(table.client, {
        table: table.name,
        pk: pkOf(shard),
        // A function that dies releases nothing; its lease expires.
        set: { holder, expiresAt: at + seconds },
        condition: 'attribute_not_exists(pk) OR expiresAt <= :now',
        values: { ':now': at },
      });
      if (acquired === undefined) return undefined;
      return async () => {
        const condition = { condition: 'holder = :holder', values: { ':holder': holder } as const };
        await updateIf(table.client, { table: table.name, pk: pkOf(shard), set: { expiresAt: 0 }, ...condition });
      };
    },
  };
}

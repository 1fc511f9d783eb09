import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../../domain/integrations/audit.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import { BY_HOST } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { auditEntry, auditKey, auditListing } from './audit-item.ts';

export type AuditRepository = ReturnType<typeof openAuditRepository>;

/** Who changed what of an integration. Entries are put and never changed. */
export function openAuditRepository(table: Table) {
  return {
    /** Changes nothing when it is repeated. */
    async put(integration: IntegrationId, entry: AuditEntry): Promise<void> {
      const Item = {
        ...entry,
        pk: auditKey(integration, entry.id),
        host: auditListing(integration),
        listedAs: `${entry.at}#${entry.id}`,
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },

    /** Newest first. */
    async list(
      integration: IntegrationId,
      { limit, after }: { readonly limit: number; readonly after?: string | undefined },
    ): Promise<Page<AuditEntry>> {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: BY_HOST,
          KeyConditionExpression: after === undefined ? 'host = :host' : 'host = :host AND listedAs < :after',
          ExpressionAttributeValues: { ':host': auditListing(integration), ...(after && { ':after': after }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      const entries = await Promise.all(Items.map(({ pk }) => read(String(pk))));
      const last = LastEvaluatedKey === undefined ? undefined : Items.at(-1)?.['listedAs'];
      return { items: entries, ...(typeof last === 'string' && { last }) };
    },
  };

  /** The index shows keys only. */
  async function read(pk: string): Promise<AuditEntry> {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk } }));
    return auditEntry.parse(Item);
  }
}

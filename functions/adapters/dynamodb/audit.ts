import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import { BY_HOST } from './indexes.ts';
import type { Page } from './listings.ts';
import type { Table } from './table.ts';

/** What every entry has, whatever it is about. */
type Entry = { readonly id: string; readonly at: string };

/** Who changed what of something with an id. Entries are put and never changed. */
export function openAudit<E extends Entry>(table: Table, shape: z.ZodMiniType<E>) {
  return {
    /**
     * Changes nothing when it is repeated.
     *
     * @param expiresAt seconds since 1970 after which it may be deleted; by default it stays
     */
    async put(target: string, entry: E, expiresAt?: number): Promise<void> {
      const Item = {
        ...entry,
        ...(expiresAt !== undefined && { expiresAt }),
        pk: auditKey(target, entry.id),
        host: auditListing(target),
        listedAs: `${entry.at}#${entry.id}`,
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },

    /** Newest first. */
    async list(
      target: string,
      { limit, after }: { readonly limit: number; readonly after?: string | undefined },
    ): Promise<Page<E>> {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: BY_HOST,
          KeyConditionExpression: after === undefined ? 'host = :host' : 'host = :host AND listedAs < :after',
          ExpressionAttributeValues: { ':host': auditListing(target), ...(after && { ':after': after }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      const entries = await Promise.all(Items.map(({ pk }) => read(String(pk))));
      const last = LastEvaluatedKey === undefined ? undefined : Items.at(-1)?.['listedAs'];
      return { items: entries.filter((entry) => entry !== undefined), ...(typeof last === 'string' && { last }) };
    },
  };

  /** The index shows keys only, and may still show what has expired. */
  async function read(pk: string): Promise<E | undefined> {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk } }));
    return Item && shape.parse(Item);
  }
}

export function auditKey(target: string, entry: string): string {
  return `${auditListing(target)}#${entry}`;
}

/** The partition of the index `byHost` that holds the entries of one target. */
function auditListing(target: string): string {
  return `AUDIT#${target}`;
}

import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Delivery, DeliveryStatus } from '../../../domain/integrations/delivery.ts';
import type { DeliveryId, IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import { parseDeliveryId } from '../../../domain/integrations/integration-ids.ts';
import { BY_HOST, BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { type DueRow, deliveryKey, deliveryListing, dueListing, parseDueRow } from './delivery-item.ts';

export type AskDeliveries = {
  readonly limit: number;
  /** `last` of the page before. */
  readonly after?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
};

type Row = { readonly id: DeliveryId; readonly listedAs: string };

/** Lists deliveries by the table's indexes, which show little more than keys: each is read by its own. */
export function openDeliveryListings(table: Table, find: (id: DeliveryId) => Promise<Delivery | undefined>) {
  const ask = async (query: Omit<QueryCommandInput, 'TableName'>) => {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({ TableName: table.name, ...query }),
    );
    return { items: Items, more: LastEvaluatedKey !== undefined };
  };

  async function rowsOf(integration: IntegrationId, after: string | undefined, limit: number) {
    const { items, more } = await ask({
      IndexName: BY_HOST,
      KeyConditionExpression: 'host = :host AND listedAs BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':host': deliveryListing(integration), ':from': ' ', ':to': after ?? END },
      ScanIndexForward: false,
      // The one that the last page ended with is found again.
      Limit: limit + (after === undefined ? 0 : 1),
    });
    const rows = items.flatMap(rowOf).filter(({ listedAs }) => listedAs !== after);
    return { rows, more };
  }

  return {
    /** An integration's deliveries: those that are to be sent first, then the others, newest first. */
    async byIntegration(integration: IntegrationId, asked: AskDeliveries): Promise<Page<Delivery>> {
      const items: Delivery[] = [];
      let { after } = asked;
      for (;;) {
        const { rows, more } = await rowsOf(integration, after, asked.limit - items.length);
        const read = await Promise.all(rows.map(({ id }) => find(id)));
        items.push(
          ...read
            .filter((delivery) => delivery !== undefined)
            .filter(({ status }) => asked.status === undefined || status === asked.status),
        );
        after = rows.at(-1)?.listedAs;
        if (!more || after === undefined) return { items };
        if (items.length >= asked.limit) return { items, last: after };
      }
    },

    /** What is due in one share of the deliveries, longest first. */
    async *due(shard: number, until: string): AsyncGenerator<DueRow> {
      let after: string | undefined;
      do {
        const { items, more } = await ask({
          IndexName: BY_PRODUCT,
          KeyConditionExpression: 'listing = :listing AND listedAs BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':listing': dueListing(shard),
            // Nothing is sorted between a key and the same key with a blank behind it.
            ':from': after === undefined ? ' ' : `${after} `,
            ':to': `${until}${END}`,
          },
        });
        const rows = items.flatMap((item) => parseDueRow(item) ?? []);
        yield* rows;
        after = more ? rows.at(-1)?.dueAs : undefined;
      } while (after !== undefined);
    },
  };
}

/** Sorts after every character of an id or a time. */
const END = '~';

function rowOf({ pk, listedAs }: Record<string, unknown>): Row[] {
  const id = parseDeliveryId(String(pk).slice(deliveryKey('').length));
  return id === undefined ? [] : [{ id, listedAs: String(listedAs) }];
}

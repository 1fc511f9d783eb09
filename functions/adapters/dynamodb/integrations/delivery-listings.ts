import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Delivery, DeliveryStatus } from '../../../domain/integrations/deliveries/delivery.ts';
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
  /** Those of these statuses only. */
  readonly statuses?: readonly DeliveryStatus[] | undefined;
  /** ISO 8601: those that were made since then, and those that wait. */
  readonly since?: string | undefined;
};

/** How many are read at once, and for one page: the index does not show statuses. */
const READ_AT_ONCE = 50;
const READ_FOR_A_PAGE = 500;

type Row = { readonly id: DeliveryId; readonly listedAs: string };
type Seen = { readonly delivery: Delivery | undefined; readonly listedAs: string; readonly isLast: boolean };

/** Those that are there, in the order of their ids. */
export type FindDeliveries = (ids: readonly DeliveryId[]) => Promise<readonly Delivery[]>;

/** Lists deliveries by the table's indexes, which show little more than keys: the items are read by those. */
export function openDeliveryListings(table: Table, findAll: FindDeliveries) {
  const ask = async (query: Omit<QueryCommandInput, 'TableName'>) => {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({ TableName: table.name, ...query }),
    );
    return { items: Items, more: LastEvaluatedKey !== undefined };
  };

  async function rowsOf(integration: IntegrationId, { after, since }: AskDeliveries, limit: number) {
    const { items, more } = await ask({
      IndexName: BY_HOST,
      KeyConditionExpression: 'host = :host AND listedAs BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':host': deliveryListing(integration),
        ':from': since ?? ' ',
        ':to': after ?? END,
      },
      ScanIndexForward: false,
      // The one that the last page ended with is found again.
      Limit: limit + (after === undefined ? 0 : 1),
    });
    const rows = items.flatMap(rowOf).filter(({ listedAs }) => listedAs !== after);
    return { rows, more };
  }

  async function* walk(integration: IntegrationId, asked: AskDeliveries): AsyncGenerator<Seen> {
    const atOnce = asked.statuses === undefined ? asked.limit : READ_AT_ONCE;
    let { after } = asked;
    do {
      const { rows, more } = await rowsOf(integration, { ...asked, after }, atOnce);
      const read = new Map((await findAll(rows.map(({ id }) => id))).map((delivery) => [delivery.id, delivery]));
      for (const [at, { id, listedAs }] of rows.entries()) {
        yield { delivery: read.get(id), listedAs, isLast: !more && at === rows.length - 1 };
      }
      after = more ? rows.at(-1)?.listedAs : undefined;
    } while (after !== undefined);
  }

  return {
    /**
     * An integration's deliveries: those that are to be sent first, then the others, newest first. Where few are of the
     * statuses asked for, a page may hold fewer than its limit, or none, and still not be the last one.
     */
    async byIntegration(integration: IntegrationId, asked: AskDeliveries): Promise<Page<Delivery>> {
      const { limit, statuses } = asked;
      const items: Delivery[] = [];
      let looked = 0;
      for await (const { delivery, listedAs, isLast } of walk(integration, asked)) {
        looked += 1;
        if (delivery !== undefined && (statuses?.includes(delivery.status) ?? true)) items.push(delivery);
        if (isLast) break;
        if (items.length >= limit || looked >= READ_FOR_A_PAGE) return { items, last: listedAs };
      }
      return { items };
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

import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ListedAttempt } from '../../../domain/handshake/listed-attempt.ts';
import type { Stage } from '../../../domain/handshake/stage.ts';
import type { ActivationId, ProductId } from '../../../domain/ids.ts';
import { BY_HOST, BY_PRODUCT } from '../indexes.ts';
import type { Ask, Page } from '../page.ts';
import {
  type AttemptStage,
  activationListing,
  attemptListedAs,
  attemptStage,
  hostListing,
  listedAttempt,
} from './attempt-item.ts';

/** Times are ISO 8601, both ends included; newest first. */
export type AskAttempts = Ask & {
  readonly host?: string | undefined;
  readonly from: string;
  readonly to: string;
  /** Those at one of these stages only. */
  readonly stages?: readonly Stage[] | undefined;
};

/** How many are looked at for one page of those at some stages, few as they may be. */
const LOOKED_AT_FOR_A_PAGE = 250;

/** Sorts after every character of an id or a time. */
const END = '~';

type Query = (query: Omit<QueryCommandInput, 'TableName'>) => Promise<{
  readonly items: readonly Record<string, unknown>[];
  readonly more: boolean;
}>;

/** Lists attempts to connect, by the table's indexes. */
export function openAttemptListings(ask: Query) {
  return {
    /**
     * Of a product or of one host, newest first. Where few are at the stages asked for, a page may hold fewer than its
     * limit, or none, and still not be the last one.
     */
    async attempts(product: ProductId, asked: AskAttempts): Promise<Page<ListedAttempt>> {
      const { from, stages, limit, after } = asked;
      const to = after ?? `${asked.to}${END}`;
      // DynamoDB fails for bounds that are the wrong way round.
      if (from > to) return { items: [] };
      const { items, more } = await ask({
        ...within(product, asked.host, { from, to }),
        ScanIndexForward: false,
        // The one that the last page ended with is found again.
        Limit: (stages === undefined ? limit : LOOKED_AT_FOR_A_PAGE) + (after === undefined ? 0 : 1),
      });
      const fresh = items.filter((item) => item['listedAs'] !== after);
      const fitting = fresh.filter(({ stage }) => stages?.some((one) => one === stage) ?? true);
      const shown = fitting.slice(0, limit);
      const end = fitting.length > limit ? shown.at(-1) : more ? fresh.at(-1) : undefined;
      const listed = shown.map((item) => listedAttempt.parse(item));
      return end === undefined ? { items: listed } : { items: listed, last: String(end['listedAs']) };
    },

    /** How far the newest attempts of a product have come: no more of each than that. Times as in `attempts`. */
    async attemptStages(
      product: ProductId,
      { from, to, limit }: Pick<AskAttempts, 'from' | 'to' | 'limit'>,
    ): Promise<{ readonly items: readonly AttemptStage[]; readonly more: boolean }> {
      const { items, more } = await ask({
        ...within(product, undefined, { from, to: `${to}${END}` }),
        ProjectionExpression: Object.keys(attemptStage.shape).join(', '),
        ScanIndexForward: false,
        Limit: limit,
      });
      return { items: items.map((item) => attemptStage.parse(item)), more };
    },

    /** One as the list has it; undefined where none is listed under this time. */
    async attempt(
      product: ProductId,
      activation: ActivationId,
      receivedAt: string,
    ): Promise<ListedAttempt | undefined> {
      const place = attemptListedAs(receivedAt, activation);
      const { items } = await ask({ ...within(product, undefined, { from: place, to: place }), Limit: 1 });
      return items[0] && listedAttempt.parse(items[0]);
    },
  };
}

function within(
  product: ProductId,
  host: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
) {
  return {
    IndexName: host === undefined ? BY_PRODUCT : BY_HOST,
    KeyConditionExpression: '#partition = :partition AND listedAs BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': host === undefined ? 'listing' : 'host' },
    ExpressionAttributeValues: {
      ':partition': host === undefined ? activationListing(product) : hostListing(product, host),
      ':from': from,
      ':to': to,
    },
  };
}

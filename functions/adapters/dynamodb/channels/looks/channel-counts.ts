import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type ProductId, parseProductId } from '../../../../domain/ids.ts';
import type { ChannelCounts } from '../../../../domain/sync/channel-counts.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';

export type ChannelCountsRepository = ReturnType<typeof openChannelCounts>;

const KEY = { pk: 'CHANNEL_COUNTS' };

/** Of a product: active, paused, unavailable, then active ones by their lag. In this order, since the item holds all products. */
const shares = z.record(z.string(), z.array(z.number()));
const countsItem = z.object({ at: z.string(), shares });

export type CountedChannels = { readonly at: string; readonly byProduct: ReadonlyMap<ProductId, ChannelCounts> };

/** What the last window of looks has found of all channels: one item. */
export function openChannelCounts(table: Table) {
  return {
    /** A window that comes late changes nothing. */
    async record({ at, byProduct }: CountedChannels): Promise<void> {
      const found = [...byProduct].map(([product, { statuses, lag }]) => {
        const { active, paused, unavailable } = statuses;
        return [product, [active, paused, unavailable, ...lag]];
      });
      await updateIf(table.client, {
        table: table.name,
        ...KEY,
        set: { at, shares: Object.fromEntries(found) },
        condition: 'attribute_not_exists(pk) OR #at < :at',
        names: { '#at': 'at' },
        values: { ':at': at },
      });
    },

    /** Undefined where no window has come yet. */
    async last(): Promise<CountedChannels | undefined> {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: KEY }));
      if (Item === undefined) return undefined;
      const { at, shares } = countsItem.parse(Item);
      const entries = Object.entries(shares).map(([slug, share]) => [parseProductId(slug), countsOf(share)] as const);
      return { at, byProduct: new Map(entries) };
    },
  };
}

function countsOf([active = 0, paused = 0, unavailable = 0, ...lag]: readonly number[]): ChannelCounts {
  return { statuses: { active, paused, unavailable }, lag };
}

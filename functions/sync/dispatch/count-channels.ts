import type { ListedChannel } from '../../adapters/dynamodb/channels/channel-item.ts';
import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { ProductId } from '../../domain/ids.ts';
import { type ChannelCounts, withChannel } from '../../domain/sync/channel-counts.ts';
import type { DispatchDeps } from './dependencies.ts';

/** Counts what a window goes over anyway. */
export function channelCounter({ counts, now }: Pick<DispatchDeps, 'counts' | 'now'>) {
  const byProduct = new Map<ProductId, ChannelCounts>();
  return {
    count(one: ListedChannel): void {
      byProduct.set(one.product, withChannel(byProduct.get(one.product), one, now()));
    },

    /** Stores are looked at whether this works or not. */
    async record(window: Date): Promise<void> {
      try {
        await counts.record({ at: window.toISOString(), byProduct });
      } catch (error) {
        logUnexpectedError(error, { task: 'count-channels' });
      }
    },
  };
}

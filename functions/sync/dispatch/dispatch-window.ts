import type { ListedChannel } from '../../adapters/dynamodb/channels/channel-item.ts';
import { inParallel } from '../../adapters/lambda/in-parallel.ts';
import type { Delivery } from '../../adapters/lambda/queue-handler.ts';
import type { ProductId } from '../../domain/ids.ts';
import { CHANNEL_STATUSES } from '../../domain/sync/channel.ts';
import { isStale, isTurn, type LookMessage, windowOf } from '../../domain/sync/look.ts';
import { channelCounter } from './count-channels.ts';
import type { DispatchDeps } from './dependencies.ts';
import { keepUp } from './upkeep.ts';
import { startMending, startWaiting } from './waiting-changes.ts';

/** There may be a thousand products, most of them with few channels. */
const PRODUCTS_AT_ONCE = 10;
/** How often a channel that has stopped with its connection is compared with it. */
const COMPARE_MINUTES = 60;
/** How often a channel that somebody has paused is, and how often what lies in the bucket is gone through. */
const DAY_MINUTES = 24 * 60;

/**
 * Asks for a look at every channel whose turn it is. A window is dispatched once: a message that SQS brings twice asks
 * for nothing. Channels that had to stop with their connection are compared with it once an hour, in case the event of
 * its coming back was lost, and what is left of deleted records is deleted.
 */
export async function dispatchWindow(deps: DispatchDeps, at: Date): Promise<Delivery> {
  const startedAtMs = performance.now();
  const window = windowOf(at);
  // A later window asks for the same.
  if (isStale(window.toISOString(), deps.now())) return 'done';
  if (!(await deps.windows.begin(window, deps.now()))) return 'done';
  const due: LookMessage[] = [];
  const compared: ListedChannel[] = [];
  const swept: ListedChannel[] = [];
  const counter = channelCounter(deps);
  await inParallel(await deps.products(), PRODUCTS_AT_ONCE, async (product) => {
    for await (const one of listed(deps, product)) {
      const { channel, status } = one;
      counter.count(one);
      if (isTurn(channel, DAY_MINUTES, window)) swept.push(one);
      if (!isTurn(channel, minutesOf(one), window)) continue;
      if (status === 'active') due.push({ channel, window: window.toISOString() });
      else compared.push(one);
    }
  });
  await Promise.all(deps.lookQueues.map((queue) => queue.send(due)));
  await counter.record(window);
  const counts = await keepUp(deps, { compared, swept });
  const changes = await startWaiting(deps);
  await startMending(deps, window);
  await deps.windows.end(window, deps.now());
  const ms = Math.round(performance.now() - startedAtMs);
  deps.log('channels_dispatched', { window: window.toISOString(), due: due.length, ...counts, ...changes, ms });
  return 'done';
}

async function* listed({ channels }: DispatchDeps, product: ProductId): AsyncGenerator<ListedChannel> {
  for (const status of CHANNEL_STATUSES) yield* channels.withStatus(product, status);
}

function minutesOf({ status, everyMinutes }: ListedChannel): number {
  if (status === 'active') return everyMinutes;
  return status === 'unavailable' ? COMPARE_MINUTES : DAY_MINUTES;
}

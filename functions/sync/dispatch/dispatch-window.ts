import type { ListedChannel } from '../../adapters/dynamodb/channels/channel-item.ts';
import { inParallel } from '../../adapters/lambda/in-parallel.ts';
import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { Delivery } from '../../adapters/lambda/queue-handler.ts';
import type { ProductId } from '../../domain/ids.ts';
import { isStale, isTurn, type LookMessage, windowOf } from '../../domain/sync/look.ts';
import { followConnection } from './connection-event.ts';
import type { DispatchDeps } from './dependencies.ts';

/** There may be a thousand products, most of them with few channels. */
const PRODUCTS_AT_ONCE = 10;
const CONNECTIONS_AT_ONCE = 25;
/** How often a channel that has stopped is compared with its connection. */
const COMPARE_MINUTES = 60;

/**
 * Asks for a look at every channel whose turn it is. A window is dispatched once: a message that SQS brings twice asks
 * for nothing. Channels that had to stop with their connection are compared with it once an hour, in case the event of
 * its coming back was lost.
 */
export async function dispatchWindow(deps: DispatchDeps, at: Date): Promise<Delivery> {
  const startedAtMs = performance.now();
  const window = windowOf(at);
  // A later window asks for the same.
  if (isStale(window.toISOString(), deps.now())) return 'done';
  if (!(await deps.windows.begin(window, deps.now()))) return 'done';
  const due: LookMessage[] = [];
  const stopped: ListedChannel[] = [];
  await inParallel(await deps.products(), PRODUCTS_AT_ONCE, async (product) => {
    due.push(...(await dueOf(deps, product, window)));
    for await (const channel of deps.channels.withStatus(product, 'unavailable')) {
      if (isTurn(channel.channel, COMPARE_MINUTES, window)) stopped.push(channel);
    }
  });
  await Promise.all(deps.lookQueues.map((queue) => queue.send(due)));
  const counts = { due: due.length, stopped: stopped.length, failed: 0 };
  await inParallel(stopped, CONNECTIONS_AT_ONCE, async ({ channel, connection }) => {
    try {
      await followConnection(deps, connection, 'compared');
    } catch (error) {
      logUnexpectedError(error, { task: 'follow-connection', channel });
      counts.failed += 1;
    }
  });
  await deps.windows.end(window, deps.now());
  const ms = Math.round(performance.now() - startedAtMs);
  deps.log('channels_dispatched', { window: window.toISOString(), ...counts, ms });
  return 'done';
}

async function dueOf({ channels }: DispatchDeps, product: ProductId, window: Date): Promise<LookMessage[]> {
  const due: LookMessage[] = [];
  for await (const { channel, everyMinutes } of channels.withStatus(product, 'active')) {
    if (isTurn(channel, everyMinutes, window)) due.push({ channel, window: window.toISOString() });
  }
  return due;
}

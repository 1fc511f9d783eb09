import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FloodCount, FloodOrder } from './flood-worker.ts';

/** How fast and how long somebody posts messages that no Magento sent. */
export const FLOOD = { perSecond: 500, seconds: 10 };

/** How long Magento waits for an answer. */
export const MAGENTO_WAITS_MS = 5_000;
/**
 * How long it waits here. Where Lambda gives each message an instance of its own, one thread of this computer takes
 * them all in turn: an honest message waits behind the forged ones that came before it. There is no throttle here, either.
 */
export const HERE_WAITS_MS = 30_000;

/** Posts forged messages at a steady rate, answered or not. */
export function pour(url: string) {
  const begun = performance.now();
  const workerData: FloodOrder = { url, ...FLOOD };
  const worker = new Worker(new URL('./flood-worker.ts', import.meta.url), { workerData, execArgv: [] });
  const counted = once(worker, 'message');
  return {
    isOver: () => performance.now() - begun >= FLOOD.seconds * 1_000,
    end: async (): Promise<FloodCount> => {
      const [count]: FloodCount[] = await counted;
      if (count === undefined) throw new Error('the flood was not counted');
      return count;
    },
  };
}

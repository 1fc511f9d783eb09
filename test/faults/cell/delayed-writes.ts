import { setTimeout as pause } from 'node:timers/promises';
import type { Activation } from '../../../infra/local/demo-store/admin/activation.ts';

/** Who comes alone is not held for ever. */
const MEET_TIMEOUT_MS = 2_000;

export type DelayedWrites = ReturnType<typeof openDelayedWrites>;

/**
 * What happens in one cell while a write is on its way.
 *
 * @param reauthorize presses *Reauthorize* in Magento's admin
 */
export function openDelayedWrites(reauthorize: () => Promise<Activation>) {
  const echoes: (() => Promise<unknown>)[] = [];
  const newer = Promise.withResolvers<Activation>();
  const second = Promise.withResolvers<void>();
  let arrived = 0;
  return {
    echo: (send: () => Promise<unknown>) => void echoes.push(send),
    /** What was to be sent again is sent. */
    sendEchoes: async (): Promise<void> => {
      for (const send of echoes) await send();
    },
    overtake: async (): Promise<void> => {
      newer.resolve(reauthorize());
      await newer.promise;
    },
    /** What came of pressing *Reauthorize*. */
    newer: newer.promise,
    meet: async (): Promise<void> => {
      arrived += 1;
      if (arrived > 1) second.resolve();
      await Promise.race([second.promise, pause(MEET_TIMEOUT_MS)]);
    },
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Activation } from '../../../infra/local/demo-store/admin/activation.ts';

/** Who comes alone is not held for ever. */
const ALONE_MS = 2_000;

export type Meanwhile = ReturnType<typeof openMeanwhile>;

/**
 * What happens in one cell while a write is on its way.
 *
 * @param reauthorize presses *Reauthorize* in Magento's admin
 */
export function openMeanwhile(reauthorize: () => Promise<Activation>) {
  const echoes: (() => Promise<unknown>)[] = [];
  const newer = Promise.withResolvers<Activation>();
  const second = Promise.withResolvers<void>();
  let come = 0;
  return {
    echo: (send: () => Promise<unknown>) => void echoes.push(send),
    /** What was to be sent again is sent. */
    late: async (): Promise<void> => {
      for (const send of echoes) await send();
    },
    overtake: async (): Promise<void> => {
      newer.resolve(reauthorize());
      await newer.promise;
    },
    /** What came of pressing *Reauthorize*. */
    newer: newer.promise,
    meet: async (): Promise<void> => {
      come += 1;
      if (come > 1) second.resolve();
      await Promise.race([second.promise, pause(ALONE_MS)]);
    },
  };
}

import type { Connector } from '../domain/sync/connector.ts';

/** What a vendor's processor may take for one record. */
const PROCESSOR_MILLISECONDS = 1_000;

class TookTooLong extends Error {
  constructor(name: string) {
    super(`the processor of "${name}" took longer than ${PROCESSOR_MILLISECONDS} ms for a record`);
  }
}

/**
 * A connector whose processor has a second for each record; one that takes longer has failed for it. Code that never
 * gives way cannot be stopped here: it stops the function that it runs in, and that has vendors' connectors alone.
 */
export function limitProcessor(connector: Connector): Connector {
  return {
    ...connector,
    async processor(item, context) {
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new TookTooLong(connector.name)), PROCESSOR_MILLISECONDS);
      });
      const startedAtMs = performance.now();
      try {
        const made = await Promise.race([connector.processor(item, context), tooLong]);
        // It may have held the thread all the time, and with it the timer.
        if (performance.now() - startedAtMs > PROCESSOR_MILLISECONDS) throw new TookTooLong(connector.name);
        return made;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

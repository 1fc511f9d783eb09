import { Script } from 'node:vm';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Connector } from '../domain/sync/connector.ts';

/** What a vendor's processor may take for one record. */
const PROCESSOR_MILLISECONDS = 1_000;

/** So many in a row that take too long end the reading: a page of them would take longer than the function may. */
const TOO_LONG_MAX = 10;

class TookTooLong extends Error {
  constructor(name: string) {
    super(`the processor of "${name}" took longer than ${PROCESSOR_MILLISECONDS} ms for a record`);
  }
}

/**
 * A connector whose processor has a second for each record; one that takes longer has failed for it, even where it loops
 * without end; and after several in a row the connector has. Only code that loops behind an `await` cannot be stopped here: it stops the function that it runs in, and
 * that has vendors' connectors alone.
 */
export function limitProcessor(connector: Connector): Connector {
  let inARow = 0;
  return {
    ...connector,
    async processor(item, context) {
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new TookTooLong(connector.name)), PROCESSOR_MILLISECONDS);
      });
      const startedAtMs = performance.now();
      try {
        const made = await Promise.race([calledInTime(connector, () => connector.processor(item, context)), tooLong]);
        // It may have held the thread all the time, and with it the timer.
        if (performance.now() - startedAtMs > PROCESSOR_MILLISECONDS) throw new TookTooLong(connector.name);
        inARow = 0;
        return made;
      } catch (error) {
        inARow = error instanceof TookTooLong ? inARow + 1 : 0;
        if (inARow < TOO_LONG_MAX) throw error;
        inARow = 0;
        throw new Refusal('connector_failed');
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Where the script finds what it is to call: a script has no arguments. */
const CALL = Symbol.for('handfast.processor');
const CALLED = new Script('globalThis[Symbol.for("handfast.processor")]()');

/** Node ends what a script calls, a loop without end included, and nothing else can. */
function calledInTime({ name }: Connector, call: () => unknown): unknown {
  try {
    Object.defineProperty(globalThis, CALL, { value: call, configurable: true });
    return CALLED.runInThisContext({ timeout: PROCESSOR_MILLISECONDS });
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw isTooLong ? new TookTooLong(name) : error;
  } finally {
    Reflect.deleteProperty(globalThis, CALL);
  }
}

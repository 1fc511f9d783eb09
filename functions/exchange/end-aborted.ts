import * as z from 'zod/mini';
import type { StepEvent, StepResult } from './step.ts';

/** What EventBridge tells of an execution that did not end by itself: its input, as text. See `infra/aborted-executions.ts`. */
export type AbortedEvent = StepEvent & { readonly input?: string };

export type Deps = {
  readonly fail: (event: StepEvent) => Promise<StepResult>;
  readonly announce: (event: StepEvent) => Promise<StepResult>;
};

const reference = z.object({ product: z.string(), key: z.string(), activation: z.string() });

/**
 * Ends an attempt whose machine was stopped by hand, or could not even record a failure: nobody else would, the
 * merchant would look at a page that waits, and the secrets would lie until they expire.
 *
 * What ended before the stop stays as it is; it may only not have been announced.
 */
export function endAborted({ fail, announce }: Deps) {
  return async (event: AbortedEvent): Promise<StepResult> => {
    const told = { task: event.task, ...reference.parse(JSON.parse(event.input ?? '{}')) };
    await fail({ ...told, error: { Error: 'interrupted' } });
    return announce(told);
  };
}

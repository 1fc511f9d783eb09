import * as z from 'zod/mini';
import type { StepEvent, StepResult } from '../step.ts';

/** EventBridge's event about an aborted execution: its input, as text. See `infra/handshake/aborted-executions.ts`. */
export type AbortedEvent = StepEvent & { readonly input?: string };

export type Deps = {
  readonly fail: (event: StepEvent) => Promise<StepResult>;
  readonly announce: (event: StepEvent) => Promise<StepResult>;
};

const reference = z.object({ product: z.string(), key: z.string(), activation: z.string() });

/**
 * Ends an attempt whose execution was aborted by hand, or could not even record a failure. Nothing else would end it:
 * the merchant's page would go on waiting, and the secrets would be kept until they expire.
 *
 * An attempt that had ended before stays as it is; it may not have been announced yet.
 */
export function endAborted({ fail, announce }: Deps) {
  return async (event: AbortedEvent): Promise<StepResult> => {
    const attempt = { task: event.task, ...reference.parse(JSON.parse(event.input ?? '{}')) };
    await fail({ ...attempt, error: { Error: 'interrupted' } });
    return announce(attempt);
  };
}

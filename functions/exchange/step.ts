import type { TaskEvent } from '../adapters/lambda/task-handler.ts';
import type { ActivationRef } from '../domain/activation.ts';
import { parseActivationId, parseKeyDigest, parseProductId } from '../domain/ids.ts';

/** What every step answers: nothing of it is used by the next, all that counts stands in the table. */
export type StepResult = { readonly stage: string };

/** What the machine gives a step, see `infra/handshake-machine.ts`. */
export type StepEvent = TaskEvent & {
  /** WaitForConsent only. */
  readonly taskToken?: string;
  /** Fail only: what Step Functions caught. */
  readonly error?: { readonly Error?: string; readonly Cause?: string };
};

/** @throws Refusal when the machine was started with something else than an activation's reference */
export function refOf(event: StepEvent): ActivationRef {
  return {
    product: parseProductId(event.product),
    key: parseKeyDigest(event.key),
    activation: parseActivationId(event.activation),
  };
}

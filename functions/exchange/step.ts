import type { TaskEvent } from '../adapters/lambda/task-handler.ts';
import type { ActivationRef } from '../domain/handshake/activation.ts';
import { parseActivationId, parseKeyDigest, parseProductId } from '../domain/ids.ts';

/** The result of every step. The next one does not use it: all that counts is in the table. */
export type StepResult = { readonly stage: string };

/** The input of a step, see `infra/handshake/handshake-machine.ts`. */
export type StepEvent = TaskEvent & {
  /** WaitForConsent only. */
  readonly taskToken?: string;
  /** Fail only: what Step Functions caught. */
  readonly error?: { readonly Error?: string; readonly Cause?: string };
};

/** @throws Refusal when the execution was started with anything but an activation's reference */
export function refOf(event: StepEvent): ActivationRef {
  return {
    product: parseProductId(event.product),
    key: parseKeyDigest(event.key),
    activation: parseActivationId(event.activation),
  };
}

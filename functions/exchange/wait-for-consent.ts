import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import type { TaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'awaitConsent'>;
  readonly tasks: TaskTokens;
};

/**
 * Leaves the task token for the popup. A merchant who was faster than the store has answered already: then the wait
 * ends here.
 */
export function waitForConsent(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    if (event.taskToken === undefined) throw new Refusal('internal', { task: event.task });
    const activation = await deps.activations.awaitConsent(refOf(event), event.taskToken);
    if (activation.consent?.decision === 'yes') await deps.tasks.succeed(event.taskToken);
    if (activation.consent?.decision === 'no') await deps.tasks.refuse(event.taskToken, 'consent_declined');
    return { stage: activation.stage };
  };
}

import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { endConsentWait } from '../../adapters/step-functions/end-consent-wait.ts';
import type { TaskTokens } from '../../adapters/step-functions/task-tokens.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'awaitConsent'>;
  readonly tasks: TaskTokens;
};

/**
 * Stores the task token for the popup. A merchant who was faster than the store has answered already: then the wait
 * ends here.
 */
export function waitForConsent(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    if (event.taskToken === undefined) throw new Refusal('internal', { task: event.task });
    const activation = await deps.activations.awaitConsent(refOf(event), event.taskToken);
    await endConsentWait(deps.tasks, event.taskToken, activation.consent);
    return { stage: activation.stage };
  };
}

import type { TaskTokens } from '../adapters/machine/task-tokens.ts';
import type { Activations } from '../adapters/table/activations.ts';
import { Refusal } from '../handshake/refusal.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Needs = {
  readonly activations: Pick<Activations, 'awaitConsent'>;
  readonly tasks: TaskTokens;
};

/**
 * Leaves the task token for the popup. A merchant who was faster than the store has answered already: then the wait
 * ends here.
 */
export function waitForConsent(needs: Needs) {
  return async (event: StepEvent): Promise<StepResult> => {
    if (event.taskToken === undefined) throw new Refusal('internal', { task: event.task });
    const activation = await needs.activations.awaitConsent(refOf(event), event.taskToken);
    if (activation.consent?.decision === 'yes') await needs.tasks.succeed(event.taskToken);
    if (activation.consent?.decision === 'no') await needs.tasks.refuse(event.taskToken, 'consent_declined');
    return { stage: activation.stage };
  };
}

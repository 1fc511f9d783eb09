import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import type { RefusalCode } from '../domain/refusals/refusal.ts';
import { isRefusalCode, Refusal } from '../domain/refusals/refusal.ts';
import { hasEnded } from '../domain/stage.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'failed'>;
  readonly now: () => Date;
};

/** Attempts that somebody else has ended, or that are gone: nothing is left to record. */
const GONE: readonly RefusalCode[] = ['activation_superseded', 'activation_expired'];

/** Records why the attempt ended, so that the popup can say so, and lets its secrets go. */
export function recordFailure(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    try {
      const activation = await deps.activations.current(ref);
      if (hasEnded(activation.stage)) return { stage: activation.stage };
      const code = codeOf(event.error?.Error, activation.stage === 'requested');
      const ended = await deps.activations.failed(ref, { code, at: deps.now().toISOString() });
      return { stage: ended.stage };
    } catch (error) {
      if (error instanceof Refusal && GONE.includes(error.code)) return { stage: 'superseded' };
      throw error;
    }
  };
}

/** The error's name is a refusal's code, or one of Step Functions' own: only its wait for consent has a time-out. */
function codeOf(name: string | undefined, waiting: boolean): RefusalCode {
  if (name !== undefined && isRefusalCode(name)) return name;
  return waiting && name === 'States.Timeout' ? 'consent_timed_out' : 'internal';
}

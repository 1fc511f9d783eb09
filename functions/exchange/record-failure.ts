import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import type { KeyRepository } from '../adapters/dynamodb/key-repository.ts';
import { TOKEN_ENDING_FAILURES } from '../domain/activation.ts';
import type { RefusalCode } from '../domain/refusals/refusal.ts';
import { isRefusalCode, Refusal } from '../domain/refusals/refusal.ts';
import { hasAccessToken, hasEnded } from '../domain/stage.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'failed'>;
  readonly keys: Pick<KeyRepository, 'find' | 'dropToken'>;
  readonly now: () => Date;
};

/** Records why the attempt ended, so that the popup can say so, and lets its secrets go. */
export function recordFailure(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    try {
      const activation = await deps.activations.current(ref);
      if (hasEnded(activation.stage)) return { stage: activation.stage };
      const code = codeOf(event.error?.Error, activation.stage === 'requested');
      const tokenIssued = hasAccessToken(activation.stage);
      const failure = { code, at: deps.now().toISOString(), ...(tokenIssued && { tokenIssued }) };
      const ended = await deps.activations.failed(ref, failure);
      if (TOKEN_ENDING_FAILURES.includes(code)) await dropToken(deps, activation);
      return { stage: ended.stage };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'activation_expired') return { stage: 'expired' };
      throw error;
    }
  };
}

/** Only this consumer's own: whatever another "store" answers, this one's token stays. */
async function dropToken({ keys }: Deps, activation: Parameters<KeyRepository['dropToken']>[0]): Promise<void> {
  const known = await keys.find(activation);
  const token = known?.tokens.find(({ consumer }) => consumer === activation.consumer);
  if (token !== undefined) await keys.dropToken(activation, token);
}

/** The error's name is a refusal's code, or one of Step Functions' own: only its wait for consent has a time-out. */
function codeOf(name: string | undefined, waiting: boolean): RefusalCode {
  if (name !== undefined && isRefusalCode(name)) return name;
  return waiting && name === 'States.Timeout' ? 'consent_timed_out' : 'internal';
}

import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import { type Activation, TOKEN_ENDING_FAILURES } from '../../domain/handshake/activation.ts';
import { hasAccessToken, hasEnded } from '../../domain/handshake/stage.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import { isRefusalCode, Refusal } from '../../domain/refusals/refusal.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';
import { reusableToken } from './obtain-request-token.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'failed'>;
  readonly keys: Pick<KeyRepository, 'find' | 'dropToken'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly now: () => Date;
};

/** Records why the attempt ended, so that the popup can say so, and deletes its secrets. */
export function recordFailure(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    try {
      const activation = await deps.activations.current(ref);
      if (hasEnded(activation.stage)) return { stage: activation.stage };
      const code = codeOf(event.error?.Error, activation.stage === 'requested');
      const tokenIssued = hasAccessToken(activation.stage);
      const failure = { code, at: deps.now().toISOString(), ...(tokenIssued && { tokenIssued }) };
      // Before the end: once that is recorded, this step is not run again.
      if (TOKEN_ENDING_FAILURES.includes(code)) await dropToken(deps, activation);
      const ended = await deps.activations.failed(ref, failure);
      return { stage: ended.stage };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'activation_expired') return { stage: 'expired' };
      throw error;
    }
  };
}

/**
 * Only the one that the attempt went on with: whatever another "store" answers, this one's token stays. One in the
 * item's earlier form belongs to no consumer, so only a store that has let the attempt get that far may end it.
 */
async function dropToken(deps: Deps, activation: Activation): Promise<void> {
  const token = await reusableToken(deps, activation);
  if (token === undefined || (token.consumer !== activation.consumer && activation.stage === 'received')) return;
  await deps.keys.dropToken({ ...activation, consumer: token.consumer }, token);
}

/** The error's name is a refusal's code, or one of Step Functions' own: only its wait for consent has a time-out. */
function codeOf(name: string | undefined, waiting: boolean): RefusalCode {
  if (name !== undefined && isRefusalCode(name)) return name;
  return waiting && name === 'States.Timeout' ? 'consent_timed_out' : 'internal';
}

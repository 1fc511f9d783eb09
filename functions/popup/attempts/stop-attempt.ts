import type { ActivationRepository } from '../../adapters/dynamodb/activation-repository.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { TaskTokens } from '../../adapters/step-functions/task-tokens.ts';
import type { Activation, ActivationRef } from '../../domain/activation.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'stop'>;
  readonly tasks: Pick<TaskTokens, 'refuse'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Ends an attempt, and the wait of its state machine.
 *
 * @returns the attempt as it was ended; undefined where it can no longer be stopped
 */
export async function stopAttempt(
  { activations, tasks, now, log }: Deps,
  { product, key, activation }: ActivationRef,
  code: RefusalCode,
): Promise<Activation | undefined> {
  const stopped = await activations.stop({ product, key, activation }, { code, at: now().toISOString() });
  if (stopped === undefined) return undefined;
  log('attempt_stopped', { product, activation, code });
  if (stopped.taskToken !== undefined) await tasks.refuse(stopped.taskToken, code);
  return stopped;
}

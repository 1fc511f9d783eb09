import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { TaskTokens } from '../../adapters/step-functions/task-tokens.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { hasAccessToken } from '../../domain/handshake/stage.ts';
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
  { product, key, activation, stage }: Activation,
  code: RefusalCode,
): Promise<Activation | undefined> {
  const tokenIssued = hasAccessToken(stage);
  const failure = { code, at: now().toISOString(), ...(tokenIssued && { tokenIssued }) };
  const stopped = await activations.stop({ product, key, activation }, failure);
  if (stopped === undefined) return undefined;
  log('attempt_stopped', { product, activation, code });
  if (stopped.taskToken !== undefined) await tasks.refuse(stopped.taskToken, code);
  return stopped;
}

import { refOf, type Session } from '../../adapters/cookies/popup-session.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { TaskTokens } from '../../adapters/step-functions/task-tokens.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { hasEnded } from '../../domain/handshake/stage.ts';
import { stopAttempt } from './stop-attempt.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current' | 'admit' | 'stop'>;
  readonly tasks: Pick<TaskTokens, 'refuse'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Counts the browser of a session: it has returned our cookie, which URL scanners and pollers do not. A second browser
 * before the store is tied to an account stops the attempt for both, since one of them may be a stranger's who knows
 * the consumer key.
 *
 * An attempt of a key that is linked already counts nobody: only the account that has the store can finish it.
 *
 * @returns the attempt as it is now, failed with `opened_in_two_browsers` where it was stopped
 */
export async function admitBrowser(deps: Deps, session: Session): Promise<Activation> {
  const found = await deps.activations.current(refOf(session));
  if (!isOpen(found) || found.browser === session.browser) return found;
  const counted = found.browser === undefined ? await deps.activations.admit(refOf(session), session.browser) : found;
  if (!isOpen(counted) || counted.browser === undefined || counted.browser === session.browser) return counted;
  return (await stopAttempt(deps, counted, 'opened_in_two_browsers')) ?? deps.activations.current(refOf(session));
}

function isOpen({ owner, closing, stage }: Activation): boolean {
  return owner === undefined && closing !== true && !hasEnded(stage);
}

import type { Consent } from '../../domain/handshake/activation.ts';
import type { TaskTokens } from './task-tokens.ts';

/**
 * Ends the state machine's wait as the merchant answered, if they did. Called by whoever comes second, the merchant or
 * the state machine; a token that is completed twice does no harm.
 */
export async function endConsentWait(
  tasks: TaskTokens,
  taskToken: string,
  consent: Consent | undefined,
): Promise<void> {
  switch (consent?.decision) {
    case 'yes':
      return tasks.succeed(taskToken);
    case 'no':
      return tasks.refuse(taskToken, 'consent_declined');
    case undefined:
      return;
    default:
      return consent satisfies never;
  }
}

import type { Account } from '../../../domain/account.ts';
import type { Sealed } from '../../../domain/ciphertext.ts';
import type { Activation, ActivationRef, Consent } from '../../../domain/handshake/activation.ts';
import type { Table } from '../table.ts';
import { CAN_FAIL, requireStage, type Stages, stageCondition } from './activation-stages.ts';

/** The merchant's answer, and the task token of the state machine that waits for it. */
export function openAttemptConsent(table: Table, { change, move, current, time }: Stages) {
  return {
    /** Notes who has signed in; the last one counts. Changes nothing of an attempt that has ended. */
    async noteSignIn(ref: ActivationRef, account: Account): Promise<void> {
      await change(ref, table.client, { ...stageCondition(CAN_FAIL), set: { signedIn: { account, at: time() } } });
    },

    /** Stores the state machine's task token; the answer shows whether the merchant was faster. */
    async awaitConsent(ref: ActivationRef, taskToken: string): Promise<Activation> {
      return requireStage(await move(ref, table.client, ['requested', 'checked'], { set: { taskToken } }), 'requested');
    },

    /**
     * Stores the merchant's first answer; the activation returned tells which one counts, and the task token if any.
     *
     * @param answers to the vendor's fields, as ciphertext
     */
    async consent(ref: ActivationRef, consent: Consent, answers?: Sealed): Promise<Activation> {
      const open = stageCondition(['received', 'requested', 'checked']);
      const condition = `attribute_not_exists(consent) AND ${open.condition}`;
      const account = consent.decision === 'yes' ? consent.account : undefined;
      return (
        (await change(ref, table.client, { ...open, condition, set: { consent, account, answers } })) ?? current(ref)
      );
    },

    /** Forgets the merchant's answer, since it was about another connection than the one that was met. */
    async askAgain(ref: ActivationRef): Promise<void> {
      const checked = stageCondition(['checked']);
      await change(ref, table.client, { ...checked, set: {}, remove: ['consent', 'answers', 'taskToken', 'closing'] });
    },
  };
}

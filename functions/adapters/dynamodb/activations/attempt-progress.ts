import type { Sealed } from '../../../domain/ciphertext.ts';
import type { Activation, ActivationRef, Failure } from '../../../domain/handshake/activation.ts';
import type { ConnectionId } from '../../../domain/ids.ts';
import type { LinkKind } from '../../../domain/stores/connection.ts';
import type { Table } from '../table.ts';
import { CAN_FAIL, SECRET_ATTRIBUTES, type Stages } from './activation-stages.ts';

/** What an attempt holds at each stage. */
export function openAttemptProgress(table: Table, { move, advance, ended }: Stages) {
  return {
    requested: (ref: ActivationRef) => advance(ref, 'requested', {}),

    granted: (ref: ActivationRef, credentials: Sealed, verifierSpent: boolean) =>
      advance(ref, 'granted', { credentials, verifierSpent }, ['secrets', 'taskToken']),

    checked: (ref: ActivationRef, generations: readonly string[], sameStoreAs?: ConnectionId) =>
      advance(ref, 'checked', { generations, sameStoreAs }),

    linked: (
      ref: ActivationRef,
      connection: ConnectionId,
      outcome: { readonly kind: LinkKind; readonly movedFrom?: string | undefined },
    ) =>
      advance(ref, 'linked', { connection, ...outcome, ...ended() }, [
        'answers',
        'credentials',
        'generations',
        'taskToken',
      ]),

    /** Ends the attempt, and deletes its secrets. */
    failed: (ref: ActivationRef, failure: Failure): Promise<Activation> =>
      move(ref, table.persistent, CAN_FAIL, {
        set: { stage: 'failed', failure, ...ended() },
        remove: SECRET_ATTRIBUTES,
      }),
  };
}

import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { EventBus } from '../../adapters/eventbridge/event-bus.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { accountKey } from '../../domain/account.ts';
import { type Announcement, EVENTS_VERSION } from '../../domain/events.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { StepEvent, StepResult } from '../step.ts';
import { refOf } from '../step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current'>;
  readonly keys: Pick<KeyRepository, 'end'>;
  readonly announce: EventBus['announce'];
  /** Finds out whether a connection still works whose renewal has failed. */
  readonly checkOwned: (failed: Activation) => Promise<void>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Reports how the attempt ended: to the vendor's backend by an event, to the operator by a line in the log. Here and not
 * where it ended, for a function may be cut off between its write and its report, and this step is run until it is done.
 * A superseded attempt reports nothing; its successor does.
 */
export function announce(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    try {
      const activation = await deps.activations.current(ref);
      if (activation.stage !== 'linked' && activation.stage !== 'failed') return { stage: activation.stage };
      const { stage: state, verifierSpent } = activation;
      await deps.keys.end(activation, ref.activation, { state, verifierSpent });
      const announcement = announcementOf(activation, deps.now());
      if (announcement !== undefined) await deps.announce(announcement);
      writeDown(deps.log, activation);
      // *Reauthorize* has made Magento drop the old token already.
      if (activation.stage === 'failed' && activation.owner !== undefined) await deps.checkOwned(activation);
      return { stage: state };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'activation_expired') return { stage: 'expired' };
      throw error;
    }
  };
}

function writeDown(log: Deps['log'], activation: Activation): void {
  const about = { product: activation.product, activation: activation.activation };
  if (activation.stage === 'failed') log('activation_failed', { ...about, code: activation.failure.code });
  if (activation.stage !== 'linked') return;
  const { connection, kind } = activation;
  log('activation_linked', { ...about, connection, kind });
}

function announcementOf(activation: Activation, now: Date): Announcement | undefined {
  const shared = {
    id: `evt_${activation.activation}`,
    version: EVENTS_VERSION,
    product: activation.product,
    activation: activation.activation,
    host: hostOf(activation.storeUrl),
    time: now.toISOString(),
  } as const;
  if (activation.stage === 'failed') {
    const { code } = activation.failure;
    if (code === 'activation_superseded') return undefined;
    return { type: 'activation.failed', detail: { ...shared, reason: code } };
  }
  if (activation.stage !== 'linked' || activation.consent?.decision !== 'yes') return undefined;
  const { connection, kind, movedFrom } = activation;
  const detail = { ...shared, connection, account: accountKey(activation.consent.account) };
  if (kind !== 'moved') return { type: `connection.${kind}`, detail };
  return { type: 'connection.moved', detail: { ...detail, ...(movedFrom && { previousAccount: movedFrom }) } };
}

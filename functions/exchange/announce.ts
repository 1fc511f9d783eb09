import type { ActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import type { AttemptRecords } from '../adapters/dynamodb/attempt-records.ts';
import type { EventBus } from '../adapters/eventbridge/event-bus.ts';
import type { log } from '../adapters/lambda/log.ts';
import { accountKey } from '../domain/account.ts';
import type { Activation } from '../domain/activation.ts';
import { type Announcement, EVENTS_VERSION } from '../domain/events.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { hasEnded } from '../domain/stage.ts';
import { hostOf } from '../domain/store-url.ts';
import type { StepEvent, StepResult } from './step.ts';
import { refOf } from './step.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current'>;
  readonly record: AttemptRecords['record'];
  readonly announce: EventBus['announce'];
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Reports how the attempt ended: a record for support, an event for the vendor's backend, a log line for the operator.
 * All are written here and not where it ended, since a function may be cut off after its write, and this step is
 * retried until it is done. A superseded attempt reports nothing; its successor does.
 */
export function announce(deps: Deps) {
  return async (event: StepEvent): Promise<StepResult> => {
    const ref = refOf(event);
    try {
      const activation = await deps.activations.current(ref);
      if (hasEnded(activation.stage)) await deps.record(activation);
      const announcement = announcementOf(activation, deps.now());
      if (announcement !== undefined) await deps.announce(announcement);
      logOutcome(deps.log, activation);
      return { stage: activation.stage };
    } catch (error) {
      if (error instanceof Refusal) return { stage: 'superseded' };
      throw error;
    }
  };
}

function logOutcome(log: Deps['log'], activation: Activation): void {
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
  };
  if (activation.stage === 'failed') {
    return { type: 'activation.failed', detail: { ...shared, reason: activation.failure.code } };
  }
  if (activation.stage !== 'linked' || activation.consent?.decision !== 'yes') return undefined;
  const { connection, kind, movedFrom } = activation;
  const detail = { ...shared, connection, account: accountKey(activation.consent.account) };
  if (kind !== 'moved') return { type: `connection.${kind}`, detail };
  return { type: 'connection.moved', detail: { ...detail, ...(movedFrom && { previousAccount: movedFrom }) } };
}

import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { KeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import type { HandshakeExecutions } from '../../adapters/step-functions/handshake-executions.ts';
import type { Activation, ActivationRef } from '../../domain/handshake/activation.ts';
import type { ConsumerKey, ConsumerMessage } from '../../domain/handshake/consumer-key.ts';
import { type Deps as KnownDeps, knownConnection } from '../../stores/known-connection.ts';
import { type Deps as StopDeps, stopAttempt } from './stop-attempt.ts';

export type Deps = KnownDeps &
  StopDeps & {
    readonly activations: Pick<ActivationRepository, 'begin' | 'current' | 'find' | 'stop' | 'recordSuperseded'>;
    readonly keys: Pick<KeyRepository, 'open' | 'markSeen'>;
    readonly start: HandshakeExecutions['start'];
  };

/**
 * Begins the attempt of a message, unless it was begun before. Every part may be repeated: popups are reloaded, and a
 * function may end in between.
 *
 * @returns the attempt
 */
export async function beginAttempt(deps: Deps, key: ConsumerKey, message: ConsumerMessage): Promise<Activation> {
  const ref = refTo(key, message);
  if (message.state === 'received') {
    await giveAttempt(deps, key, message);
    await supersede(deps, key, message);
  }
  const activation = await deps.activations.current(ref);
  if (activation.stage === 'received') {
    await deps.start(ref);
    deps.log('handshake_started', { product: ref.product, activation: ref.activation });
  }
  return activation;
}

export function refTo(
  { product, key }: ConsumerKey,
  { activation }: Pick<ConsumerMessage, 'activation'>,
): ActivationRef {
  return { product, key, activation };
}

async function giveAttempt(deps: Deps, key: ConsumerKey, message: ConsumerMessage): Promise<void> {
  const known = await knownConnection(deps, { ...key, storeUrl: message.storeUrl });
  const owner = known.keyUsedBefore ? known.existing?.accountKey : undefined;
  const seenBefore = key.seenAt !== undefined && key.seenAt < message.receivedAt;
  await deps.activations.begin(key, message, { owner, seenBefore });
  // Only then: this takes the secrets from the message, and they have to be in the attempt by that time.
  await Promise.all([
    deps.keys.open({ ...key, consumer: message.consumer }, message.activation),
    deps.keys.markSeen(key),
  ]);
}

/** The attempt of the consumer's message before this one gives way, unless its merchant has agreed already. */
async function supersede(deps: Deps, key: ConsumerKey, message: ConsumerMessage): Promise<void> {
  const { supersedes, unopenedAt } = message;
  if (supersedes === undefined) return;
  if (unopenedAt !== undefined) return deps.activations.recordSuperseded(key, message);
  const earlier = await deps.activations.find(refTo(key, { activation: supersedes }));
  if (earlier?.stage !== 'received' && earlier?.stage !== 'requested') return;
  await stopAttempt(deps, earlier, 'activation_superseded');
}

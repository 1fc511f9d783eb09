import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { Activation, ActivationRef } from '../../domain/handshake/activation.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'current'>;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
};

/** How often the table is read while an answer is held. */
const READ_EVERY_MS = 100;

/** The activation once something has happened to it, or as it is when the time is up. */
export async function waitForChange(
  { activations, pause, now }: Deps,
  ref: ActivationRef,
  hasHappened: (activation: Activation) => boolean,
  holdMs: number,
): Promise<Activation> {
  const deadlineMs = now().getTime() + holdMs;
  for (;;) {
    const activation = await activations.current(ref);
    if (hasHappened(activation) || now().getTime() >= deadlineMs) return activation;
    await pause(READ_EVERY_MS);
  }
}

import type { Activation, ActivationRef } from '../adapters/dynamodb/activation-item.ts';
import type { Activations } from '../adapters/dynamodb/activation-repository.ts';

export type Needs = {
  readonly activations: Pick<Activations, 'current'>;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
};

/** How often the table is asked while an answer is held. */
const LOOK_EVERY_MS = 100;

/** The activation once something has happened to it, or as it is when the time is up. */
export async function held(
  { activations, pause, now }: Needs,
  ref: ActivationRef,
  hasHappened: (activation: Activation) => boolean,
  holdMs: number,
): Promise<Activation> {
  const untilMs = now().getTime() + holdMs;
  for (;;) {
    const activation = await activations.current(ref);
    if (hasHappened(activation) || now().getTime() >= untilMs) return activation;
    await pause(LOOK_EVERY_MS);
  }
}

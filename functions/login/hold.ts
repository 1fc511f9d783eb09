import type { Activation, ActivationRef } from '../adapters/table/activation-item.ts';
import type { Activations } from '../adapters/table/activations.ts';

export type Needs = {
  readonly activations: Pick<Activations, 'current'>;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
};

/** How soon the table is asked again while an answer is held; what has taken long is asked for less often. */
const LOOK_EVERY_MS = 100;
const PART_OF_THE_WAIT = 0.25;

/** The activation once something has happened to it, or as it is when the time is up. */
export async function held(
  { activations, pause, now }: Needs,
  ref: ActivationRef,
  hasHappened: (activation: Activation) => boolean,
  holdMs: number,
): Promise<Activation> {
  const begunMs = now().getTime();
  for (;;) {
    const activation = await activations.current(ref);
    const waitedMs = now().getTime() - begunMs;
    if (hasHappened(activation) || waitedMs >= holdMs) return activation;
    await pause(Math.max(LOOK_EVERY_MS, waitedMs * PART_OF_THE_WAIT));
  }
}

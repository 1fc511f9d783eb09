import type { ChangeBatches } from '../../../../functions/domain/sync/changes/change-batch.ts';
import type { Random } from '../../sync/world/store-history.ts';
import type { VirtualClock } from '../../sync/world/virtual-clock.ts';
import type { Process } from './faulty-store.ts';

type World = {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly scenario: { readonly killed: number; readonly zombies: number };
  /** Of a share, what it is now. */
  readonly share: (of: number) => number;
  readonly onUnclear: () => void;
};

const LEASE_SECONDS = 65;

/** One that works as it should, is killed, or stands still for a while. */
export function anyProcess({ clock, random, scenario, share, onUnclear }: World): Process {
  const killedAt = random() < share(scenario.killed) ? 1 + Math.floor(random() * 25) : Number.POSITIVE_INFINITY;
  const standsStill = random() < share(scenario.zombies) ? Math.floor(random() * 25) : -1;
  if (killedAt < Number.POSITIVE_INFINITY || standsStill >= 0) onUnclear();
  let [steps, lostLease] = [0, false];
  return {
    async step() {
      steps += 1;
      if (steps >= killedAt) return new Promise<void>(() => undefined);
      const pause = steps === standsStill ? random() * 1_500 : 0;
      await clock.sleep(pause + random() * 2);
      lostLease ||= pause > LEASE_SECONDS;
      return undefined;
    },
    get lostLease() {
      return lostLease;
    },
  };
}

export class TableDown extends Error {}

/** Batches that take time, so that a process can be killed before and after each commit; and fail at times. */
export function slowBatches(batches: ChangeBatches, { step }: Process, fails: () => boolean): ChangeBatches {
  return {
    lines: (batch) => batches.lines(batch),
    async progress(batch) {
      await step();
      return batches.progress(batch);
    },
    async commit(batch, commit) {
      await step();
      if (fails()) throw new TableDown();
      const committed = await batches.commit(batch, commit);
      await step();
      if (fails()) throw new TableDown();
      return committed;
    },
  };
}

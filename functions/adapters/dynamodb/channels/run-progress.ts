import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ConnectorName, RunId } from '../../../domain/sync/channel-ids.ts';
import { RUN_ERRORS_MAX, type Run, type RunCounts, type RunError, type RunStatus } from '../../../domain/sync/run.ts';
import type { ConditionalUpdate } from '../conditional-update.ts';
import { attentionListing, needsAttention } from './run-item.ts';

const ROUNDS = 10;

/** @returns undefined when the condition did not hold */
export type ChangeRun = (run: RunId, update: Omit<ConditionalUpdate, 'table' | 'pk'>) => Promise<Run | undefined>;

export type RunEnd = Pick<Run, 'reason'> & {
  readonly status: Extract<RunStatus, 'completed' | 'completed_with_errors' | 'failed' | 'stopped'>;
};

const isOneOf = (...states: readonly RunStatus[]) => ({
  condition: `#state IN (${states.map((_, index) => `:state${index}`).join(', ')})`,
  names: { '#state': 'state' },
  values: Object.fromEntries(states.map((state, index) => [`:state${index}`, state])),
});
const BUSY = isOneOf('queued', 'running');
const OPEN = isOneOf('queued', 'running', 'held');

type Settled = Parameters<ChangeRun>[1];

/** With the change of its status, a run is listed among those that need attention, or is not any more. */
function listedIn(status: RunStatus, change: Settled): Settled {
  if (!needsAttention(status)) return { ...change, remove: ['host'] };
  return {
    ...change,
    // One that an earlier version made does not know its product.
    setTo: { host: 'if_not_exists(#attention, :attention)' },
    names: { ...change.names, '#attention': 'attention' },
    values: { ...change.values, ':attention': attentionListing(undefined) },
  };
}

/** What becomes of a run. What has ended stays as it is: each of these is then undefined. */
export function openRunProgress(change: ChangeRun, find: (run: RunId) => Promise<Run | undefined>, now: () => Date) {
  /** The first ones stay: of those that follow, most have the same cause. */
  async function addErrors(run: Run, errors: readonly RunError[]): Promise<Run | undefined> {
    let now: Run | undefined = run;
    for (let round = 0; round < ROUNDS && now !== undefined; round += 1) {
      if (errors.length === 0 || now.errors.length >= RUN_ERRORS_MAX) return now;
      const changed = await change(run.run, {
        set: { errors: [...now.errors, ...errors].slice(0, RUN_ERRORS_MAX) },
        condition: 'size(#errors) = :known',
        values: { ':known': now.errors.length },
      });
      if (changed !== undefined) return changed;
      now = await find(run.run);
    }
    return now;
  }

  return {
    /** Changes nothing of one that runs already. */
    start: (run: RunId, at: string) =>
      change(run, {
        set: { state: 'running' },
        setTo: { startedAt: 'if_not_exists(#startedAt, :at)' },
        ...BUSY,
        values: { ...BUSY.values, ':at': at },
      }),

    /**
     * @param added since the last time
     * @param reached connectors that are done, and deletions that will have to be confirmed
     */
    async progress(
      run: RunId,
      added: RunCounts,
      errors: readonly RunError[],
      reached: Pick<Run, 'done' | 'held'> = {},
    ): Promise<Run | undefined> {
      const entries = Object.entries(added);
      const counted = await change(run, {
        set: { ...reached, ...(added.read > 0 && { progressAt: now().toISOString() }) },
        setTo: Object.fromEntries(entries.map(([name]) => [`counts.${name}`, `#counts.#${name} + :${name}`])),
        condition: 'attribute_exists(pk)',
        values: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
      });
      return counted && addErrors(counted, errors);
    },

    end: (run: RunId, { status, reason }: RunEnd, at: string) =>
      change(run, listedIn(status, { set: { state: status, because: reason, endedAt: at }, ...OPEN })),

    /** @throws Refusal `run_unknown`, `run_ended` */
    async requestStop(run: RunId, at: string): Promise<Run> {
      const setTo = { stopRequestedAt: 'if_not_exists(#stopRequestedAt, :at)' };
      const asked = await change(run, { set: {}, setTo, ...OPEN, values: { ...OPEN.values, ':at': at } });
      if (asked !== undefined) return asked;
      throw new Refusal((await find(run)) === undefined ? 'run_unknown' : 'run_ended');
    },

    /** @param held deletions that wait, by connector */
    hold: (run: RunId, held: Readonly<Record<ConnectorName, number>>) =>
      change(run, listedIn('held', { set: { state: 'held', held }, ...BUSY })),
  };
}

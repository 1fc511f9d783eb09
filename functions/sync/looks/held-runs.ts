import { type ConnectorName, heldRunId, parseConnectorName, type RunId } from '../../domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, type Run } from '../../domain/sync/run.ts';
import type { LookDeps } from '../dependencies.ts';

type HeldRun = { readonly run: RunId; readonly held: Readonly<Record<ConnectorName, number>> };

/** As long as a run is kept: within it, no id that was used is free again. */
const PERIOD_MS = 30 * 24 * 60 * 60_000;
/** So often somebody may end a held run in one period, and have the same number held again. */
const TURNS_MAX = 100;

/**
 * Makes a run to be confirmed for each connector whose deletions are held. A snapshot finds the same ones gone at each
 * reading: while a run waits with their number, there is no other.
 *
 * @returns those that were made
 */
export async function createHeldRuns(
  deps: Pick<LookDeps, 'runs' | 'now'>,
  look: Run,
  held: Readonly<Record<ConnectorName, number>>,
): Promise<readonly HeldRun[]> {
  const made: HeldRun[] = [];
  for (const [name, count] of Object.entries<number>(held)) {
    const connector = parseConnectorName(name);
    const run = await createOne(deps, look, connector, count);
    if (run !== undefined) made.push({ run, held: { [connector]: count } });
  }
  return made;
}

async function createOne(
  { runs, now }: Pick<LookDeps, 'runs' | 'now'>,
  look: Run,
  connector: ConnectorName,
  count: number,
) {
  const period = Math.floor(now().getTime() / PERIOD_MS);
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const run = heldRunId(look.channel, connector, [count, period, turn]);
    const before = await runs.find(run);
    if (before === undefined) {
      const rest = { status: 'held', counts: NOTHING_COUNTED, errors: [], endedAt: now().toISOString() } as const;
      const isMade = await runs.create({
        ...look,
        ...rest,
        run,
        connectors: [connector],
        held: { [connector]: count },
      });
      return isMade ? run : undefined;
    }
    if (before.status === 'held' || before.status === 'queued' || before.status === 'running') return undefined;
  }
  return undefined;
}

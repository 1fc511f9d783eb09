import type { RunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import type { RunExecutions } from '../../adapters/step-functions/run-executions.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { type ConnectorName, newRunId } from '../../domain/sync/channel-ids.ts';
import { wantedConnectors } from '../../domain/sync/look.ts';
import { NOTHING_COUNTED, type Run, type RunTrigger, type Task } from '../../domain/sync/run.ts';
import { endLostRun, type LostRunDeps } from './lost-run.ts';

export type StartDeps = LostRunDeps & {
  readonly runs: Pick<RunRepository, 'begin' | 'end'>;
  readonly executions: Pick<RunExecutions, 'start' | 'stateOf'>;
};

export type WantedRun = {
  /** Absent: all that are on. */
  readonly connectors?: readonly ConnectorName[] | undefined;
  readonly task: Task;
  readonly trigger: RunTrigger;
  readonly confirms?: Run['confirms'];
};

/**
 * Starts a run over connectors of a channel. A channel has one at a time: asked again, it is the run under way, as long
 * as something works on it.
 *
 * @throws Refusal `channel_unavailable`, or `connector_unknown` where the channel has none of that name
 */
export async function startRun(deps: StartDeps, channel: Channel, wanted: WantedRun): Promise<Run> {
  if (channel.status !== 'active') throw new Refusal('channel_unavailable', { state: channel.status });
  const connectors = [...new Set(wanted.connectors ?? wantedConnectors(channel).map(([name]) => name))];
  if (connectors.length === 0 || connectors.some((name) => !Object.hasOwn(channel.connectors, name))) {
    throw new Refusal('connector_unknown');
  }
  const run: Run = {
    run: newRunId(),
    channel: channel.channel,
    product: channel.product,
    trigger: wanted.trigger,
    connectors,
    task: wanted.task,
    status: 'queued',
    counts: NOTHING_COUNTED,
    errors: [],
    ...(wanted.confirms && { confirms: wanted.confirms }),
    createdAt: deps.now().toISOString(),
  };
  let begun = await deps.runs.begin(run);
  if (begun.run !== run.run && (await endLostRun(deps, begun)) !== undefined) begun = await deps.runs.begin(run);
  // Whoever began it may have been cut off before this.
  if (begun.status === 'queued') await deps.executions.start(begun);
  return begun;
}

import { malformed } from '../../adapters/fields/checked-input.ts';
import type { ApiHandler, ApiRequest } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { type StartDeps, startRun, type WantedRun } from '../../channels/runs/start-run.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { parseConnectorName } from '../../domain/sync/channel-ids.ts';
import { wantedConnectors } from '../../domain/sync/look.ts';
import type { Run } from '../../domain/sync/run.ts';
import { syncBody } from '../contract/channels/channel-requests.ts';
import { runViewOf } from '../contract/channels/run-view-of.ts';
import { answer } from '../json-answer.ts';
import { readBody, readNoBody } from '../read-request.ts';
import { type ChannelAccess, type RunAccess, requireChannel, requireRun } from './channel-access.ts';

export type SyncDeps = ChannelAccess & StartDeps & { readonly log: typeof log };

/**
 * `POST /v1/channels/{id}/sync`: what has changed, now; or all of it anew. Asked again while it is under way, it is the
 * same run.
 */
export function syncChannel(deps: SyncDeps): ApiHandler {
  return async (request) => {
    const { connectors, full } = readWanted(request);
    const channel = await requireChannel(deps, request);
    if (connectors === undefined && wantedConnectors(channel).length === 0) throw malformed([NOTHING_ON]);
    const wanted = { connectors: connectors?.map(parseConnectorName), task: full ?? 'look' } as const;
    const run = await startOnly(deps, channel, wanted);
    deps.log('run_requested', { ...about(channel), run: run.run, task: run.task, client: request.client });
    return answer(runViewOf(run), 202);
  };
}

const NOTHING_ON = 'connectors: none of the channel is on; name one, or switch one on';

/** Without a body: whatever is on. */
function readWanted(request: ApiRequest) {
  if (request.body.length > 0) return readBody(request, syncBody);
  readNoBody(request);
  return {};
}

export type ConfirmDeps = RunAccess &
  StartDeps & {
    readonly runs: RunAccess['runs'] &
      StartDeps['runs'] & {
        end(run: Run['run'], end: { readonly status: 'completed' }, at: string): Promise<Run | undefined>;
      };
    readonly log: typeof log;
  };

/**
 * `POST /v1/runs/{id}/confirm`: the deletions that a run held back are made, by a run of their own. The held one has
 * ended then.
 */
export function confirmRun(deps: ConfirmDeps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const { run: held, channel } = await requireRun(deps, request);
    if (held.status !== 'held') throw new Refusal('run_not_held', { state: held.status });
    const confirms = held.held ?? {};
    const connectors = Object.keys(confirms).map(parseConnectorName);
    const run = await startOnly(deps, channel, { connectors, task: 'confirmed', confirms });
    await deps.runs.end(held.run, { status: 'completed' }, deps.now().toISOString());
    deps.log('deletions_confirmed', { ...about(channel), run: run.run, client: request.client });
    return answer(runViewOf(run), 202);
  };
}

type Wanted = Omit<WantedRun, 'trigger'>;

/**
 * The run that was asked for, and no other that happens to be under way.
 *
 * @throws Refusal `channel_busy`
 */
async function startOnly(deps: StartDeps, channel: Channel, wanted: Wanted): Promise<Run> {
  const run = await startRun(deps, channel, { ...wanted, trigger: 'api' });
  const covers = (wanted.connectors ?? []).every((name) => run.connectors.includes(name));
  if (run.task !== wanted.task || !covers) throw new Refusal('channel_busy', { run: run.run });
  return run;
}

function about({ product, connection, channel }: Channel) {
  return { product, connection, channel };
}

import type { RunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import { malformed } from '../../adapters/fields/checked-input.ts';
import type { ApiHandler, ApiRequest } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { type StartDeps, startRun, type WantedRun } from '../../channels/runs/start-run.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { parseConnectorName } from '../../domain/sync/channel-ids.ts';
import { wantedConnectors } from '../../domain/sync/look.ts';
import { quietSecondsLeft } from '../../domain/sync/quiet-hours.ts';
import type { Run } from '../../domain/sync/run.ts';
import { syncBody } from '../contract/channels/channel-requests.ts';
import { runViewOf } from '../contract/channels/run-view-of.ts';
import { answer } from '../json-answer.ts';
import { readBody, readNoBody } from '../read-request.ts';
import { type ChannelAccess, type RunAccess, requireChannel, requireRun } from './channel-access.ts';

/** A run can be ended for another one. */
type StartNowDeps = StartDeps & { readonly runs: Pick<RunRepository, 'begin' | 'end'>; readonly log: typeof log };

export type SyncDeps = ChannelAccess & StartNowDeps;

/**
 * `POST /v1/channels/{id}/sync`: what has changed, now, quiet hours or not; or all of it anew. Asked again while it is
 * under way, it is the same run.
 */
export function syncChannel(deps: SyncDeps): ApiHandler {
  return async (request) => {
    const { connectors, full } = readWanted(request);
    const channel = await requireChannel(deps, request);
    if (connectors === undefined && wantedConnectors(channel).length === 0) throw malformed([NOTHING_ON]);
    const wanted = { connectors: connectors?.map(parseConnectorName), task: full ?? 'look' } as const;
    const run = await startOnly(deps, channel, wanted);
    deps.log('run_requested', { ...about(channel), run: run.run, task: run.task, client: request.client });
    return answer(runViewOf(run, channel, deps.now()), 202);
  };
}

const NOTHING_ON = 'connectors: none of the channel is on; name one, or switch one on';

/** Without a body: whatever is on. */
function readWanted(request: ApiRequest) {
  if (request.body.length > 0) return readBody(request, syncBody);
  readNoBody(request);
  return {};
}

export type ConfirmDeps = RunAccess & StartNowDeps;

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
    return answer(runViewOf(run, channel, deps.now()), 202);
  };
}

type Wanted = Omit<WantedRun, 'trigger'>;

/**
 * The run that was asked for, and no other that happens to be under way.
 *
 * @throws Refusal `channel_busy`
 */
async function startOnly(deps: StartNowDeps, channel: Channel, wanted: Wanted): Promise<Run> {
  const run = await startNow(deps, channel, wanted);
  const covers = (wanted.connectors ?? []).every((name) => run.connectors.includes(name));
  if (run.task !== wanted.task || !covers) throw new Refusal('channel_busy', { run: run.run });
  return run;
}

/** In place of one that waits for the quiet hours to end: whatever that leaves undone, the first look after them does. */
async function startNow(deps: StartNowDeps, channel: Channel, wanted: Wanted): Promise<Run> {
  const asked = { ...wanted, trigger: 'api' } as const;
  const busy = await startRun(deps, channel, asked);
  if (quietSecondsLeft(busy, channel, deps.now()) === 0) return busy;
  const ended = await deps.runs.end(busy.run, { status: 'stopped' }, deps.now().toISOString());
  if (ended !== undefined) deps.log('run_ended', { channel: busy.channel, run: busy.run, status: ended.status });
  return startRun(deps, channel, asked);
}

function about({ product, connection, channel }: Channel) {
  return { product, connection, channel };
}

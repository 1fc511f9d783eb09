import * as z from 'zod/mini';
import type { RunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import { readCursor, writeCursor } from '../../adapters/fields/cursor.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { endLostRun, type LostRunDeps } from '../../channels/runs/lost-run.ts';
import type { Run } from '../../domain/sync/run.ts';
import { runsQuery } from '../contract/channels/channel-requests.ts';
import { runViewOf } from '../contract/channels/run-view-of.ts';
import { nothing, PAGE_DEFAULT } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readNoBody, readQuery } from '../read-request.ts';
import { type ChannelAccess, type RunAccess, requireChannel, requireRun } from './channel-access.ts';

type Clock = { readonly now: () => Date };

export type ListDeps = ChannelAccess & Clock & { readonly runs: Pick<RunRepository, 'list'> };

/** The last run of a page: when it was made, and its id. */
const place = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#run_[0-9a-f]{32}$/));

/** `GET /v1/channels/{id}/runs`: newest first. */
export function listRuns(deps: ListDeps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT } = readQuery(request, runsQuery);
    const of = await requireChannel(deps, request);
    const { channel } = of;
    const question = ['runs', channel];
    const after = cursor === undefined ? undefined : readCursor(cursor, question, place);
    const { items, last } = await deps.runs.list(channel, { limit, after });
    const views = items.map((run) => runViewOf(run, of, deps.now()));
    return answer({ items: views, ...(last && { next: writeCursor(question, last) }) });
  };
}

/** `GET /v1/runs/{id}` */
export function showRun(deps: RunAccess & Clock): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    const { run, channel } = await requireRun(deps, request);
    return answer(runViewOf(run, channel, deps.now()));
  };
}

export type StopDeps = RunAccess &
  LostRunDeps & { readonly runs: RunAccess['runs'] & Pick<RunRepository, 'requestStop' | 'end'> };

/**
 * `DELETE /v1/runs/{id}`: it ends after the page that it is at, and what it has delivered stays. A held run ends at once:
 * nothing is deleted; and so does one that nothing works on any more. A repetition changes nothing.
 */
export function stopRun(deps: StopDeps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const { run, channel } = await requireRun(deps, request);
    const { product, connection } = channel;
    const at = deps.now().toISOString();
    const asked = run.stopRequestedAt === undefined ? await deps.runs.requestStop(run.run, at) : run;
    deps.log('run_stop_requested', { product, connection, channel: run.channel, run: run.run, client: request.client });
    const ended = (await endHeld(deps, asked, at)) ?? (await endLostRun(deps, asked));
    return answer(runViewOf(ended ?? asked, channel, deps.now()));
  };
}

/** Nobody works on a held run, so nobody else would end it. */
async function endHeld({ runs }: StopDeps, { run, status }: Run, at: string): Promise<Run | undefined> {
  return status === 'held' ? runs.end(run, { status: 'stopped' }, at) : undefined;
}

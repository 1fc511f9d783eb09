import * as z from 'zod/mini';
import type { BatchRepository } from '../../../adapters/dynamodb/channels/changes/batch-repository.ts';
import { readCursor, writeCursor } from '../../../adapters/fields/cursor.ts';
import type { ApiHandler, ApiRequest } from '../../../adapters/lambda/api-handler.ts';
import { type log, logUnexpectedError } from '../../../adapters/lambda/log.ts';
import { type StartWritingDeps, startWriting } from '../../../channels/runs/start-writing.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChangeBatch, ChangeBatches } from '../../../domain/sync/changes/change-batch.ts';
import { parseBatchId } from '../../../domain/sync/changes/change-ids.ts';
import type { Channel } from '../../../domain/sync/channel.ts';
import { batchViewOf, resultViewOf } from '../../contract/channels/batch-view-of.ts';
import { batchesQuery, RESULTS_MAX, resultsQuery } from '../../contract/channels/batches.ts';
import { PAGE_DEFAULT } from '../../contract/request-schemas.ts';
import { answer } from '../../json-answer.ts';
import { readNoBody, readQuery } from '../../read-request.ts';
import { type ChannelAccess, requireChannel } from '../channel-access.ts';

export type ListDeps = ChannelAccess & { readonly batches: Pick<BatchRepository, 'list'> };

/** The last batch of a page: its number, and its id. */
const place = z.string().check(z.regex(/^\d{12}#bat_[0-9a-f]{32}$/));

/** `GET /v1/channels/{id}/changes`: newest first. */
export function listBatches(deps: ListDeps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT } = readQuery(request, batchesQuery);
    const { channel } = await requireChannel(deps, request);
    const question = ['changes', channel];
    const after = cursor === undefined ? undefined : readCursor(cursor, question, place);
    const { items, last } = await deps.batches.list(channel, { limit, after });
    return answer({ items: items.map(batchViewOf), ...(last && { next: writeCursor(question, last) }) });
  };
}

type BatchAccess = ChannelAccess & { readonly batches: Pick<BatchRepository, 'find'> };

/** @throws Refusal `channel_unknown`, `batch_unknown`: for one of another channel, too */
async function requireBatch(deps: BatchAccess, request: ApiRequest): Promise<{ channel: Channel; batch: ChangeBatch }> {
  const channel = await requireChannel(deps, request);
  const batch = await deps.batches.find(parseBatchId(request.parameters['batch'] ?? ''));
  if (batch?.channel !== channel.channel) throw new Refusal('batch_unknown');
  return { channel, batch };
}

export type ShowDeps = BatchAccess & { readonly changeBatches: Pick<ChangeBatches, 'progress'> };

/** The line that a page ended with. */
const line = z.int().check(z.minimum(1));

/** `GET /v1/channels/{id}/changes/{batch}`: where it is, and the results so far, by line. */
export function showBatch(deps: ShowDeps): ApiHandler {
  return async (request) => {
    const { cursor, limit = RESULTS_MAX, status } = readQuery(request, resultsQuery);
    const { batch } = await requireBatch(deps, request);
    const question = ['results', batch.batch, status];
    const after = cursor === undefined ? 0 : readCursor(cursor, question, line);
    const { results } = await deps.changeBatches.progress(batch);
    const wanted = results
      .filter((result) => result.line > after && (status === undefined || result.status === status))
      .toSorted((one, other) => one.line - other.line);
    const page = wanted.slice(0, limit);
    const last = wanted.length > limit ? page.at(-1)?.line : undefined;
    return answer({
      ...batchViewOf(batch),
      results: page.map(resultViewOf),
      ...(last !== undefined && { next: writeCursor(question, last) }),
    });
  };
}

export type CancelDeps = BatchAccess &
  StartWritingDeps & {
    readonly batches: BatchAccess['batches'] & Pick<BatchRepository, 'requestCancel'>;
    readonly now: () => Date;
    readonly log: typeof log;
  };

/**
 * `POST /v1/channels/{id}/changes/{batch}/cancel`: what was not sent by then never is. A repetition changes nothing.
 */
export function cancelBatch(deps: CancelDeps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const { channel, batch } = await requireBatch(deps, request);
    const cancelled = await deps.batches.requestCancel(batch.batch, deps.now().toISOString());
    const { product, connection, channel: id } = channel;
    deps.log('changes_cancelled', { product, connection, channel: id, batch: batch.batch, client: request.client });
    try {
      // One of a paused channel has its results at once.
      await startWriting(deps, id);
    } catch (error) {
      logUnexpectedError(error, { task: 'start-writing', channel: id });
    }
    return answer(batchViewOf(cancelled));
  };
}

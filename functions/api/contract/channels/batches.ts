import * as z from 'zod/mini';
import { refusalCode } from '../../../adapters/fields/refusal-code-field.ts';
import { RESULTS } from '../../../domain/sync/changes/change.ts';
import { BATCH_STATUSES } from '../../../domain/sync/changes/change-batch.ts';
import { paging } from '../request-schemas.ts';
import { says } from '../shared.ts';

/*
 * What the API takes and gives of batches of changes.
 */

/** How many results a page may have. */
export const RESULTS_MAX = 1_000;

const CONNECTOR = says('must be set: the name of a writer of the channel, such as "stock"');
const LIMIT = says(`must be a whole number from 1 to ${RESULTS_MAX.toLocaleString('en-US')}`);

export const sendChangesQuery = z.strictObject({
  connector: z.string(CONNECTOR).check(z.minLength(1, CONNECTOR)),
});

export const batchesQuery = z.strictObject(paging);

export const resultsQuery = z.strictObject({
  status: z.optional(z.enum(RESULTS, says(`must be one of ${RESULTS.join(', ')}`))),
  cursor: paging.cursor,
  limit: z.optional(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text) => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN)),
      ),
      z.int(LIMIT).check(z.minimum(1, LIMIT), z.maximum(RESULTS_MAX, LIMIT)),
    ),
  ),
});

/** One line of a body that is sent. */
export const changeLine = z.strictObject({
  id: z.optional(z.string()),
  base: z.optional(z.string()),
  change: z.looseObject({}),
});

const isoTime = z.string();

export const batchCountsView = z.strictObject({
  done: z.number(),
  unchanged: z.number(),
  superseded: z.number(),
  conflict: z.number(),
  failed: z.number(),
  unknown: z.number(),
  cancelled: z.number(),
});

const batch = {
  id: z.string(),
  channel: z.string(),
  connector: z.string(),
  n: z.number(),
  status: z.enum(BATCH_STATUSES),
  lines: z.number(),
  counts: batchCountsView,
  reason: z.optional(refusalCode),
  waitsUntil: z.optional(isoTime),
  cancelRequestedAt: z.optional(isoTime),
  createdAt: isoTime,
  createdBy: z.string(),
  startedAt: z.optional(isoTime),
  endedAt: z.optional(isoTime),
};

export const batchView = z.strictObject(batch);
export type BatchView = z.output<typeof batchView>;

export const batchesView = z.strictObject({ items: z.array(batchView), next: z.optional(z.string()) });

export const resultView = z.strictObject({
  line: z.number(),
  id: z.optional(z.string()),
  status: z.enum(RESULTS),
  code: z.optional(refusalCode),
  advice: z.optional(z.string()),
  message: z.optional(z.string()),
  by: z.optional(z.number()),
  version: z.optional(z.string()),
  at: isoTime,
});
export type ResultView = z.output<typeof resultView>;

export const batchResultsView = z.strictObject({
  ...batch,
  results: z.array(resultView),
  next: z.optional(z.string()),
});

import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Refusal } from '../../../../domain/refusals/refusal.ts';
import { type Change, type ChangeResult, RESULTS } from '../../../../domain/sync/changes/change.ts';
import {
  type BatchCommit,
  type BatchProgress,
  type ChangeBatch,
  type ChangeBatches,
  countsOf,
} from '../../../../domain/sync/changes/change-batch.ts';
import { refusalCode } from '../../../fields/refusal-code-field.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { type BatchItem, batchKey, changesPrefix, parseBatchItem, toBatch } from './batch-item.ts';

const change = z.object({
  line: z.number(),
  id: z.optional(z.string()),
  base: z.optional(z.string()),
  change: z.record(z.string(), z.unknown()),
}) satisfies z.ZodMiniType<Change>;

const result = z.object({
  line: z.number(),
  id: z.optional(z.string()),
  status: z.enum(RESULTS),
  code: z.optional(refusalCode),
  message: z.optional(z.string()),
  by: z.optional(z.number()),
  version: z.optional(z.string()),
  at: z.string(),
}) satisfies z.ZodMiniType<ChangeResult>;

const state = z.record(z.string(), z.unknown());

const NOTHING: BatchProgress = { results: [], state: {} };
const DAY_SECONDS = 24 * 60 * 60;
/** What was read is replaced by the next commit: more often in a row while one object is read is no chance. */
const ROUNDS = 5;

export type ChangeBatchOptions = {
  /** How long a batch is there after it has finished, in days: the bucket's own rule deletes its objects. */
  readonly retentionDays: number;
  readonly now: () => Date;
};

/**
 * What writing keeps of batches. Each commit puts results and state as an object of its own, under a key that was never
 * used, and then has the item name it: the item is the fence.
 */
export function openChangeBatches(table: Table, objects: ObjectStore, options: ChangeBatchOptions): ChangeBatches {
  async function itemOf({ batch }: Pick<ChangeBatch, 'batch'>): Promise<BatchItem> {
    const Key = { pk: batchKey(batch) };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    if (Item === undefined) throw new Refusal('batch_unknown');
    return parseBatchItem(Item);
  }

  async function put({ channel, batch, commits }: ChangeBatch, commit: BatchCommit): Promise<string> {
    const key = `${changesPrefix(channel)}${batch}/progress-${commits + 1}-${randomUUID()}.ndjson.gz`;
    await objects.put(
      key,
      [commit.state, ...commit.results].map((line) => JSON.stringify(line)),
    );
    return key;
  }

  async function name(batch: ChangeBatch, commit: BatchCommit, progress: string): Promise<BatchItem | undefined> {
    const { status, reason, waitsUntil, results } = commit;
    const at = options.now().toISOString();
    const isFinished = status === 'finished';
    const hasProgressed = results.length > Object.values(batch.counts).reduce((sum, count) => sum + count, 0);
    const expiresAt = Math.floor(options.now().getTime() / 1000) + options.retentionDays * DAY_SECONDS;
    const named = await updateIf(table.client, {
      table: table.name,
      pk: batchKey(batch.batch),
      set: {
        ...{ state: status, because: reason, waitsUntil, counts: countsOf(results), progress },
        commits: batch.commits + 1,
        ...(batch.startedAt === undefined && { startedAt: at }),
        ...(hasProgressed && { progressedAt: at }),
        ...(isFinished && { endedAt: at, expiresAt }),
      },
      remove: [...(reason === undefined ? ['because'] : []), ...(waitsUntil === undefined ? ['waitsUntil'] : [])],
      condition: '#commits = :seen',
      values: { ':seen': batch.commits },
    });
    if (named !== undefined) return parseBatchItem(named);
    const now = await itemOf(batch);
    // The answer to the update may have been lost, and a repetition refused.
    return now.progress === progress ? now : undefined;
  }

  return {
    async lines(batch) {
      const { object } = await itemOf(batch);
      const lines = await objects.lines(object);
      if (lines === undefined) throw new Refusal('changes_expired');
      const changes: Change[] = [];
      for await (const line of lines) changes.push(z.parse(change, JSON.parse(line)));
      return changes;
    },

    async progress(batch) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { progress } = await itemOf(batch);
        if (progress === undefined) return NOTHING;
        const lines = await objects.lines(progress);
        if (lines === undefined) continue;
        return readProgress(lines);
      }
      throw new Refusal('changes_expired');
    },

    async commit(batch, commit) {
      const { progress: before } = await itemOf(batch);
      const key = await put(batch, commit);
      const item = await name(batch, commit, key);
      if (item === undefined) {
        await objects.remove([key]);
        return undefined;
      }
      // What is left of it when this fails expires.
      if (before !== undefined) await objects.remove([before]).catch(() => undefined);
      return toBatch(item);
    },
  };
}

/** The state is the first line, and each other one a result. */
async function readProgress(lines: AsyncIterable<string>): Promise<BatchProgress> {
  let kept: BatchProgress['state'] | undefined;
  const results: ChangeResult[] = [];
  for await (const line of lines) {
    const value: unknown = JSON.parse(line);
    if (kept === undefined) kept = z.parse(state, value);
    else results.push(z.parse(result, value));
  }
  return { state: kept ?? {}, results };
}

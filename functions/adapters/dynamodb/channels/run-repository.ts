import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ProductId } from '../../../domain/ids.ts';
import type { ChannelId, RunId } from '../../../domain/sync/channel-ids.ts';
import type { Run } from '../../../domain/sync/run.ts';
import { updateIf } from '../conditional-update.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { listedRun, parseRun, runKey, toRunItem } from './run-item.ts';
import { listRuns, listRunsInNeed } from './run-listings.ts';
import { type ChangeRun, openRunProgress, type RunEnd } from './run-progress.ts';
import { openRunUnderWay } from './run-under-way.ts';

export type RunRepository = ReturnType<typeof openRunRepository>;

const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** Runs of channels. Each is kept for 30 days after it was last changed. */
export function openRunRepository(table: Table, now: () => Date) {
  const expiresAt = () => Math.floor(now().getTime() / 1000) + KEPT_SECONDS;

  async function find(run: RunId): Promise<Run | undefined> {
    const Key = { pk: runKey(run) };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item && parseRun(Item);
  }

  /** @returns false when there is one */
  async function put(run: Run, listing: object = {}): Promise<boolean> {
    const Item = { ...toRunItem(run), ...listing, expiresAt: expiresAt() };
    try {
      const ConditionExpression = 'attribute_not_exists(pk)';
      await table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async function change(...[run, update]: Parameters<ChangeRun>): Promise<Run | undefined> {
    const set = { ...update.set, expiresAt: expiresAt() };
    const changed = await updateIf(table.client, { ...update, table: table.name, pk: runKey(run), set });
    return changed && parseRun(changed);
  }

  const progress = openRunProgress(change, find, now);
  const busy = openRunUnderWay(table, { find, put });

  /** The channel may have another run now. Should this not happen, the next one finds that the run has ended. */
  async function released(run: Run | undefined): Promise<Run | undefined> {
    if (run !== undefined) await busy.release(run);
    return run;
  }

  return {
    find,

    /** Makes a run beside whatever else the channel does. @returns false when there is one with its id */
    create: (run: Run): Promise<boolean> => put(run, listedRun(run)),

    begin: busy.begin,
    underWay: busy.underWay,

    ...progress,
    end: async (run: RunId, end: RunEnd, at: string) => released(await progress.end(run, end, at)),
    hold: async (...hold: Parameters<typeof progress.hold>) => released(await progress.hold(...hold)),

    /** Newest first. */
    list: (
      channel: ChannelId,
      asked: { readonly limit: number; readonly after?: string | undefined },
    ): Promise<Page<Run>> => listRuns(table, channel, asked),

    /** A product's newest runs that are held or have failed, in no order. */
    inNeed: (product: ProductId, limit: number): Promise<readonly Run[]> => listRunsInNeed(table, product, limit),
  };
}

import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChannelId, RunId } from '../../../domain/sync/channel-ids.ts';
import type { Run } from '../../../domain/sync/run.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { findChannelItem } from './change-channel.ts';
import { channelKey } from './channel-item.ts';
import { listedRun, runKey } from './run-item.ts';

const ROUNDS = 5;

type Runs = {
  find(run: RunId): Promise<Run | undefined>;
  /** Without listing it. */
  put(run: Run): Promise<boolean>;
};

/** One run at a time of those that somebody asked for: the item of the channel names it. */
export function openRunUnderWay(table: Table, { find, put }: Runs) {
  async function take({ channel, run }: Run, from: RunId | undefined): Promise<boolean> {
    const free = from === undefined ? 'attribute_not_exists(underWay)' : 'underWay = :from';
    const taken = await updateIf(table.client, {
      table: table.name,
      pk: channelKey(channel),
      set: { underWay: run },
      condition: `attribute_exists(pk) AND ${free}`,
      ...(from !== undefined && { values: { ':from': from } }),
    });
    return taken !== undefined;
  }

  async function list(run: Run): Promise<void> {
    const { channel, createdAt } = run;
    await updateIf(table.client, {
      table: table.name,
      pk: runKey(run.run),
      set: listedRun({ channel, createdAt, run: run.run }),
      condition: 'attribute_exists(pk)',
    });
  }

  /** What the item of the channel names. */
  async function named(channel: ChannelId): Promise<{ underWay: RunId | undefined; run: Run | undefined }> {
    const found = await findChannelItem(table, channel);
    if (found === undefined) throw new Refusal('channel_unknown');
    const { underWay } = found;
    return { underWay, run: underWay && (await find(underWay)) };
  }

  /** The run that the channel is busy with, or the given one, which it then is. */
  async function busyWith(mine: Run): Promise<Run> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { underWay, run } = await named(mine.channel);
      if (run !== undefined && (isBusy(run) || run.run === mine.run)) return run;
      if (await take(mine, underWay)) return mine;
    }
    throw new Refusal('interrupted');
  }

  return {
    /**
     * Makes a run, unless the channel has one under way. Whoever made it may have died before its work began: the
     * caller starts the run that it is given, as often as it is.
     *
     * @returns the run that is under way: the given one, or another
     * @throws Refusal `channel_unknown`
     */
    async begin(run: Run): Promise<Run> {
      const isNew = await put(run);
      const before = isNew ? undefined : await find(run.run);
      if (before !== undefined && !isBusy(before)) return before;
      const busy = await busyWith(run);
      if (busy.run !== run.run && isNew) {
        await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk: runKey(run.run) } }));
      }
      await list(busy);
      return busy;
    },

    /** @throws Refusal `channel_unknown` */
    async underWay(channel: ChannelId): Promise<Run | undefined> {
      const { run } = await named(channel);
      return run !== undefined && isBusy(run) ? run : undefined;
    },

    /** Lets the channel have another one. */
    async release({ channel, run }: Pick<Run, 'channel' | 'run'>): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: channelKey(channel),
        set: {},
        remove: ['underWay'],
        condition: 'underWay = :run',
        values: { ':run': run },
      });
    },
  };
}

/** One that waits for somebody to confirm it keeps no other from running. */
function isBusy({ status }: Run): boolean {
  return status === 'queued' || status === 'running';
}

import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { AbandonedBulk, AbandonedBulks } from '../../../../domain/sync/changes/abandoned-bulk.ts';
import { type ChannelId, type ConnectorName, parseChannelId } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { wholeListing } from '../../whole-listing.ts';
import { changesPrefix } from './batch-item.ts';

const item = z.object({ object: z.string(), saves: z.number(), expiresAt: z.number() });

const bulk = z.object({
  uuid: z.optional(z.string()),
  rows: z.array(z.object({ at: z.number(), record: z.string(), sent: z.unknown(), word: z.unknown() })),
  operations: z.number(),
  until: z.number(),
}) satisfies z.ZodMiniType<Omit<AbandonedBulk, 'saves'>>;

/** The partition of the index `byProduct` that holds those with rows that may run: few, of any product. */
const OPEN = 'open-bulks';

/** Channels with a bulk that may still run. */
export async function* channelsWithOpenBulks(table: Table): AsyncGenerator<ChannelId> {
  for await (const { listedAs } of wholeListing(table, OPEN)) yield parseChannelId(listedAs.split('#')[0] ?? '');
}

/** One item for each channel and writer, which names an object with the records: it is the fence, and it expires. */
export function openAbandonedBulks(table: Table, objects: ObjectStore, now: () => Date): AbandonedBulks {
  const keyOf = (channel: ChannelId, writer: ConnectorName) => `BULK#${channel}#${writer}`;

  async function itemOf(pk: string) {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : item.parse(Item);
  }

  return {
    async find(channel, writer) {
      const known = await itemOf(keyOf(channel, writer));
      if (known === undefined) return undefined;
      const lines = await objects.lines(known.object);
      for await (const line of lines ?? []) {
        const found = bulk.parse(JSON.parse(line));
        const rows = found.until > now().getTime() ? found.rows : [];
        return { ...found, rows, saves: known.saves };
      }
      // Its object has expired before it.
      return { rows: [], operations: 0, until: 0, saves: known.saves };
    },

    async save(channel, writer, { saves, ...kept }) {
      const pk = keyOf(channel, writer);
      const before = await itemOf(pk);
      const object = `${changesPrefix(channel)}bulk-${randomUUID()}.ndjson.gz`;
      await objects.put(object, [JSON.stringify(kept)]);
      const saved = await updateIf(table.client, {
        table: table.name,
        pk,
        set: {
          ...{ object, saves: saves + 1, expiresAt: Math.ceil(kept.until / 1000) },
          ...(kept.rows.length > 0 && { listing: OPEN, listedAs: `${channel}#${writer}` }),
        },
        remove: kept.rows.length > 0 ? [] : ['listing', 'listedAs'],
        condition: 'attribute_not_exists(pk) OR #saves = :seen',
        values: { ':seen': saves },
      });
      // The answer to the update may have been lost, and a repetition refused.
      if (saved === undefined && (await itemOf(pk))?.object !== object) {
        await objects.remove([object]);
        return undefined;
      }
      // What is left of it when this fails expires.
      if (before !== undefined) await objects.remove([before.object]).catch(() => undefined);
      return { ...kept, saves: saves + 1 };
    },
  };
}

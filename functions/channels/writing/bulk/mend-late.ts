import type { AbandonedBulks } from '../../../domain/sync/changes/abandoned-bulk.ts';
import type { WritingDeps } from '../../../domain/sync/changes/write-batch.ts';
import type { ValueWriter, Writer } from '../../../domain/sync/changes/writer.ts';
import type { ChannelId } from '../../../domain/sync/channel-ids.ts';
import { type Mending, overOf } from './mend.ts';

type Deps = Pick<WritingDeps, 'written' | 'store'> & { readonly bulks: AbandonedBulks };
type Late = { readonly channel: ChannelId; readonly writer: Writer; readonly mustStop: () => boolean };

export const hasBulks = (writer: Writer): writer is ValueWriter =>
  writer.kind === 'values' && writer.bulk !== undefined;

/**
 * What `mend` does, where no batch follows. Only for whoever holds the channel's queue: nobody else writes then.
 *
 * @throws Refusal about the store
 */
export async function mendLate({ bulks, written, store }: Deps, { channel, writer, mustStop }: Late): Promise<void> {
  if (!hasBulks(writer)) return;
  const abandoned = await bulks.find(channel, writer.name);
  if (abandoned === undefined) return;
  const mending: Mending = { deps: { store }, order: { mustStop }, writer, written: [] };
  let over: ReadonlySet<number> = new Set();
  if (abandoned.rows.length > 0) over = await overOf(mending, abandoned);
  if (mending.written.length > 0) await written.add(channel, writer.versionsOf, mending.written);
  const rows = abandoned.rows.filter(({ at }) => !over.has(at));
  // One without rows is saved, too: it is not asked for again.
  if (over.size > 0 || rows.length === 0) await bulks.save(channel, writer.name, { ...abandoned, rows });
}

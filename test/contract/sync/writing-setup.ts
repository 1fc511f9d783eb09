import { findWriter, writersOf } from '../../../functions/channels/channel-writers.ts';
import { writeBatch } from '../../../functions/channels/writing/write-batch.ts';
import type { Change, ChangeResult } from '../../../functions/domain/sync/changes/change.ts';
import type { ChangeBatch } from '../../../functions/domain/sync/changes/change-batch.ts';
import type { WritingOrder } from '../../../functions/domain/sync/changes/write-batch.ts';
import { InMemoryBatches, InMemoryBulks, InMemoryVersions } from '../../unit/sync-writing/world/in-memory-batches.ts';
import { demoSession } from './demo-session.ts';

type Sent = Pick<Change, 'change'> & Partial<Pick<Change, 'base' | 'id'>>;

/** A demo store, and what writes batches of changes to it. */
export async function writingSetup() {
  const seen: string[] = [];
  const { shop, session } = await demoSession({
    onRequest: ({ method, path }) => seen.push(`${method} ${decodeURIComponent(path).replace('/rest/all/V1/', '')}`),
  });
  shop.setResources(shop.id, ['Magento_Backend::all']);
  const batches = new InMemoryBatches();
  const written = new InMemoryVersions();
  const bulks = new InMemoryBulks();
  let aheadMs = 0;

  async function goOn(batch: ChangeBatch, more: Partial<WritingOrder> = {}) {
    const writer = more.writer ?? findWriter(writersOf('magento2'), batch.connector);
    if (writer === undefined) throw new Error(`no writer ${batch.connector}`);
    const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };
    const rest = { settings, priority: 'store', mustStop: () => false, isCancelled: () => false } as const;
    const deps = { batches, written, bulks, store: session, now: () => new Date(Date.now() + aheadMs) };
    seen.length = 0;
    const outcome = await writeBatch(deps, { writer, ...rest, ...more, batch: batches.newest(batch) });
    return { outcome, results: batches.results(batch), batch, calls: [...seen] };
  }

  return {
    ...{ shop, session, written, bulks, batches, goOn },
    write: (name: string, changes: readonly Sent[], more: Partial<WritingOrder> = {}) =>
      goOn(batches.add(name, changes, new Date()), more),
    later: (seconds: number) => {
      aheadMs += seconds * 1000;
    },
  };
}

/** What is told of each line, without times and versions. */
export function told(results: readonly ChangeResult[]) {
  return results.map(({ at: _, version: __, ...result }) => result);
}

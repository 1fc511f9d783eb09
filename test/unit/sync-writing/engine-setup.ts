import { writeBatch } from '../../../functions/channels/writing/write-batch.ts';
import type { Change } from '../../../functions/domain/sync/changes/change.ts';
import type { ChangeBatch } from '../../../functions/domain/sync/changes/change-batch.ts';
import type { WritingOrder } from '../../../functions/domain/sync/changes/write-batch.ts';
import type { StoreAnswer, StoreCall, StoreWriter, Writer } from '../../../functions/domain/sync/changes/writer.ts';
import { InMemoryBatches, InMemoryVersions } from './world/in-memory-batches.ts';

const START = Date.parse('2026-11-26T12:00:00Z');

/** A batch of changes for one writer, and a store that answers as the test says. */
export function engineSetup(writer: Writer, answer: (call: StoreCall) => StoreAnswer | Promise<StoreAnswer>) {
  const calls: StoreCall[] = [];
  const batches = new InMemoryBatches();
  const written = new InMemoryVersions();
  let time = START;
  const page = { items: [], total: 0, pageSize: 300, answeredAt: undefined };
  const store: StoreWriter = {
    list: async () => page,
    all: async () => page,
    clock: async () => time / 1000,
    async send(call) {
      calls.push(structuredClone(call));
      return answer(call);
    },
  };
  async function goOn(batch: ChangeBatch, more: Partial<WritingOrder> = {}) {
    const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };
    const rest = { settings, priority: 'store', mustStop: () => false, isCancelled: () => false } as const;
    const order = { writer, ...rest, ...more, batch: batches.newest(batch) };
    const outcome = await writeBatch({ batches, written, store, now: () => new Date(time) }, order);
    return { outcome, results: batches.results(batch), batch: batches.newest(batch) };
  }
  return {
    ...{ calls, batches, written, goOn },
    write: (changes: readonly Pick<Change, 'change'>[], more: Partial<WritingOrder> = {}) =>
      goOn(batches.add(writer.name, changes, new Date(START)), more),
    later: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

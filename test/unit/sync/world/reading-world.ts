import { readStream } from '../../../../functions/channels/reading/read-stream.ts';
import type { ChannelSettings } from '../../../../functions/domain/sync/channel.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import type { Connector } from '../../../../functions/domain/sync/connector.ts';
import type { ReadingOrder } from '../../../../functions/domain/sync/reading.ts';
import type { Task } from '../../../../functions/domain/sync/run.ts';
import { InMemoryLog } from './in-memory-log.ts';
import { StoreDouble } from './store-double.ts';

export const STREAM = { channel: newChannelId(), connector: parseConnectorName('orders') };

/** Delivers records as they are. */
export const ORDERS: Connector = {
  name: STREAM.connector,
  label: 'Orders',
  direction: 'import',
  resources: [],
  after: [],
  everyMinutes: 5,
  reader: { kind: 'changes', path: 'V1/orders', id: 'entity_id', idMember: 'entity_id', updated: 'updated_at' },
  item: { safeParse: (data) => ({ success: true, data }) },
  processor: (item) => item,
};

/** A store, a log, and readings of one into the other. */
export class ReadingWorld {
  readonly store = new StoreDouble();
  readonly log = new InMemoryLog();
  connector: Connector = ORDERS;
  settings: ChannelSettings = { storeView: 'all', pageSize: 100, callsAtOnce: 1 };
  stopAfter = Number.POSITIVE_INFINITY;

  /** Ids and operations of the lines since entry `n`. */
  since(n: number): string[] {
    return this.log.stored.slice(n).flatMap(({ lines }) => lines.map(({ id, op }) => `${op} ${id}`));
  }

  /** Both clocks go on. */
  pass(seconds: number): void {
    this.store.time += seconds;
  }

  now(): Date {
    return new Date(this.store.time * 1000);
  }

  read(task: Task = 'look', run = newRunId(), confirmed?: number) {
    let pages = 0;
    const order: ReadingOrder = {
      stream: STREAM,
      connector: this.connector,
      settings: this.settings,
      run,
      task,
      confirmed,
      mustStop: () => {
        pages += 1;
        return pages > this.stopAfter;
      },
    };
    return readStream({ log: this.log, store: this.store, now: () => this.now() }, order);
  }

  /** How many requests a reading takes, and how many entries it writes. */
  async cost(task: Task = 'look'): Promise<{ calls: number; entries: number }> {
    const [calls, entries] = [this.store.asked.length, this.log.stored.length];
    await this.read(task);
    return { calls: this.store.asked.length - calls, entries: this.log.stored.length - entries };
  }

  state() {
    return this.log.stored.at(-1)?.entry.state ?? {};
  }

  /** Ids that a consumer holds, ascending. */
  held(): number[] {
    return [...this.log.fold().keys()].map(Number).sort((one, other) => one - other);
  }
}

/** A world whose store has rows 1 to `rows`, changed one after the other long ago. */
export function worldOf(rows: number): ReadingWorld {
  const world = new ReadingWorld();
  for (let id = 1; id <= rows; id += 1) world.store.put(id, { at: world.store.time - 1_000_000 + id, status: 'new' });
  return world;
}

/** 1 to `rows`. */
export function idsTo(rows: number): number[] {
  return Array.from({ length: rows }, (_, index) => index + 1);
}

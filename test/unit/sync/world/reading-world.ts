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

  /** Both clocks go on. */
  pass(seconds: number): void {
    this.store.time += seconds;
  }

  now(): Date {
    return new Date(this.store.time * 1000);
  }

  read(task: Task = 'look', run = newRunId()) {
    let pages = 0;
    const order: ReadingOrder = {
      stream: STREAM,
      connector: this.connector,
      settings: this.settings,
      run,
      task,
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

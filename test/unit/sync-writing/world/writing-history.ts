import { findWriter, writersOf } from '../../../../functions/channels/channel-writers.ts';
import { writeBatch } from '../../../../functions/channels/writing/write-batch.ts';
import type { ChangeBatch, ChangeBatches } from '../../../../functions/domain/sync/changes/change-batch.ts';
import type { WritingOutcome } from '../../../../functions/domain/sync/changes/write-batch.ts';
import type { Writer } from '../../../../functions/domain/sync/changes/writer.ts';
import { parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { type Random, randomOf } from '../../sync/world/store-history.ts';
import { VirtualClock } from '../../sync/world/virtual-clock.ts';
import { faultyStore, oneOf, type Process } from './faulty-store.ts';
import { InMemoryBatches, InMemoryVersions } from './in-memory-batches.ts';
import { MagentoDouble, POISON_ORDER, POISON_SKU } from './magento-double.ts';
import { KINDS, type Kind, ORDERS, randomChanges, SKUS } from './random-changes.ts';

export type Scenario = {
  readonly kinds?: readonly [Kind, ...Kind[]];
  readonly batches: number;
  readonly lines: number;
  readonly faults: number;
  readonly killed: number;
  readonly zombies: number;
  readonly cancelled: number;
  /** What is seen of the batches, and the writer: for showing what happens without a guard. */
  readonly seen?: (batches: InMemoryBatches) => ChangeBatches;
  readonly writer?: (writer: Writer) => Writer;
};

const START = 1_800_000_000;
const BUSY_SECONDS = 4_000;
const SLICE_SECONDS = 240;
/** Longer than a slice with its last call. */
const CUT_OFF_SECONDS = 320;
const LEASE_SECONDS = 65;
const SLICES_MAX = 400;
const SETTINGS = { storeView: 'all', pageSize: 300, callsAtOnce: 2 };

/** One history: batches of one kind of change, written by processes that are killed, stand still or run side by side. */
export class WritingHistory {
  readonly scenario: Scenario;
  readonly random: Random;
  readonly clock = new VirtualClock(START);
  readonly magento = new MagentoDouble();
  readonly batches = new InMemoryBatches();
  readonly written: ChangeBatch[] = [];
  readonly kind: Kind;
  readonly writer: Writer;
  readonly crashes: unknown[] = [];
  /** Calls whose answer did not tell, and processes that were killed or stood still. */
  unclear = 0;

  constructor(seed: number, scenario: Scenario) {
    this.scenario = scenario;
    this.random = randomOf(seed);
    this.kind = oneOf(this.random, scenario.kinds ?? KINDS);
    const writer = findWriter(writersOf('magento2'), parseConnectorName(this.kind));
    if (writer === undefined) throw new Error(`no writer ${this.kind}`);
    this.writer = scenario.writer?.(writer) ?? writer;
    for (const sku of [...SKUS, POISON_SKU]) this.magento.addProduct(sku);
    for (const id of [...ORDERS, POISON_ORDER]) this.magento.addOrder(id);
    for (let n = 0; n < scenario.batches; n += 1) {
      const changes = randomChanges(this.random, this.kind, scenario.lines);
      this.written.push(this.batches.add(this.kind, changes, new Date(START * 1000)));
    }
  }

  async run(): Promise<void> {
    this.clock.at(START + 1, () => void this.#writeAll());
    await this.clock.run();
  }

  async #writeAll(): Promise<void> {
    for (const [index, batch] of this.written.entries()) {
      const isCancelled = this.random() < this.scenario.cancelled;
      const cancelledAt = isCancelled ? this.clock.time + this.random() * 200 : Number.POSITIVE_INFINITY;
      if (isCancelled) this.written[index] = { ...batch, cancelRequestedAt: batch.createdAt };
      await this.#writeOne(batch, cancelledAt);
    }
  }

  async #writeOne(batch: ChangeBatch, cancelledAt: number): Promise<void> {
    for (let slices = 0; this.batches.newest(batch).status !== 'finished'; slices += 1) {
      if (slices > SLICES_MAX) throw this.crashes.push(new Error('a batch never ends'));
      // A message that came twice starts another one at the same time.
      if (this.random() < this.scenario.zombies) void this.#slice(batch, cancelledAt);
      const ended = await Promise.race([this.#slice(batch, cancelledAt), this.clock.sleep(CUT_OFF_SECONDS)]);
      await this.clock.sleep(ended?.outcome === 'more' ? ended.waitSeconds : 5);
    }
  }

  async #slice(batch: ChangeBatch, cancelledAt: number): Promise<WritingOutcome | undefined> {
    const { clock, scenario, magento, random, writer } = this;
    const process = this.#process();
    const store = faultyStore(
      { clock, random, magento, faults: () => this.#share(scenario.faults), onUnclear: () => this.#countUnclear() },
      process,
    );
    const endsAt = clock.time + SLICE_SECONDS;
    const order = {
      ...({ batch: this.batches.newest(batch), writer, settings: SETTINGS, priority: 'store' } as const),
      mustStop: () => clock.time > endsAt,
      isCancelled: () => clock.time > cancelledAt,
    };
    const batches = slowBatches(scenario.seen?.(this.batches) ?? this.batches, process, () => this.#tableFails());
    const deps = { batches, written: new InMemoryVersions(), store, now: () => new Date(clock.time * 1000) };
    try {
      return await writeBatch(deps, order);
    } catch (error) {
      if (!(error instanceof TableDown)) this.crashes.push(error);
      return undefined;
    }
  }

  /** Nothing goes wrong any more after the busy time. */
  #share(share: number): number {
    return this.clock.time < START + BUSY_SECONDS ? share : 0;
  }

  #countUnclear(): void {
    this.unclear += 1;
  }

  #tableFails(): boolean {
    const fails = this.random() < this.#share(this.scenario.faults / 4);
    if (fails) this.#countUnclear();
    return fails;
  }

  #process(): Process {
    const { random, clock, scenario } = this;
    const killedAt = random() < this.#share(scenario.killed) ? 1 + Math.floor(random() * 25) : Number.POSITIVE_INFINITY;
    const standsStill = random() < this.#share(scenario.zombies) ? Math.floor(random() * 25) : -1;
    if (killedAt < Number.POSITIVE_INFINITY || standsStill >= 0) this.#countUnclear();
    let [steps, lostLease] = [0, false];
    return {
      async step() {
        steps += 1;
        if (steps >= killedAt) return new Promise<void>(() => undefined);
        const pause = steps === standsStill ? random() * 1_500 : 0;
        await clock.sleep(pause + random() * 2);
        lostLease ||= pause > LEASE_SECONDS;
        return undefined;
      },
      get lostLease() {
        return lostLease;
      },
    };
  }
}

class TableDown extends Error {}

/** Batches that take time, so that a process can be killed before and after each commit; and fail at times. */
function slowBatches(batches: ChangeBatches, { step }: Process, fails: () => boolean): ChangeBatches {
  return {
    lines: (batch) => batches.lines(batch),
    async progress(batch) {
      await step();
      return batches.progress(batch);
    },
    async commit(batch, commit) {
      await step();
      if (fails()) throw new TableDown();
      const committed = await batches.commit(batch, commit);
      await step();
      if (fails()) throw new TableDown();
      return committed;
    },
  };
}

import { openBatchRepository } from '../../../../functions/adapters/dynamodb/channels/changes/batch-repository.ts';
import { openChangeBatches } from '../../../../functions/adapters/dynamodb/channels/changes/change-batches.ts';
import { findWriter, writersOf } from '../../../../functions/channels/channel-writers.ts';
import { writeBatch } from '../../../../functions/channels/writing/write-batch.ts';
import type { Change } from '../../../../functions/domain/sync/changes/change.ts';
import type { ChangeBatch, ChangeBatches } from '../../../../functions/domain/sync/changes/change-batch.ts';
import type { BatchId } from '../../../../functions/domain/sync/changes/change-ids.ts';
import type { WritingOutcome } from '../../../../functions/domain/sync/changes/write-batch.ts';
import type { Writer } from '../../../../functions/domain/sync/changes/writer.ts';
import type { Priority } from '../../../../functions/domain/sync/channel.ts';
import { parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { type Random, randomOf } from '../../sync/world/store-history.ts';
import { VirtualClock } from '../../sync/world/virtual-clock.ts';
import { rowOf } from './claims/told.ts';
import { faultyStore, oneOf } from './faulty-store.ts';
import { InMemoryBatches, InMemoryVersions } from './in-memory-batches.ts';
import { MagentoDouble, POISON_ORDER, POISON_SKU } from './magento-double.ts';
import { workInStore } from './merchant.ts';
import { anyProcess, slowBatches, TableDown } from './processes.ts';
import { KINDS, type Kind, ORDERS, randomChanges, SKUS } from './random-changes.ts';
import { smallTable } from './small-table.ts';
import { CHANNEL, Vendor } from './vendor.ts';

export type Scenario = {
  readonly kinds?: readonly [Kind, ...Kind[]];
  readonly batches: number;
  readonly lines: number;
  readonly faults: number;
  readonly killed: number;
  readonly zombies: number;
  readonly cancelled: number;
  /** Of the merchant's, in the store. */
  readonly edits: number;
  /** Whether a repeated request is recognised. */
  readonly looksUpKeys?: boolean;
  /** What is seen of the batches, and the writer: for showing what happens without a guard. */
  readonly seen?: (batches: InMemoryBatches) => ChangeBatches;
  readonly writer?: (writer: Writer) => Writer;
};

const START = 1_800_000_000;
const BUSY_SECONDS = 4_000;
const SLICE_SECONDS = 240;
/** Longer than a slice with its last call. */
const CUT_OFF_SECONDS = 320;
const IDLE_SECONDS = 60;
const SLICES_MAX = 400;
const SETTINGS = { storeView: 'all', pageSize: 300, callsAtOnce: 2 };

/**
 * One history: batches of one kind of change, which are sent once, twice or at once with others under the same key, and
 * written by processes that are killed, stand still or run side by side, while a merchant works in the store.
 */
export class WritingHistory {
  readonly scenario: Scenario;
  readonly random: Random;
  readonly clock = new VirtualClock(START);
  readonly magento = new MagentoDouble(() => this.clock.time);
  readonly batches = new InMemoryBatches();
  /** As they were when their turn came, in that order; with the wish to cancel them. */
  readonly written = new Map<BatchId, ChangeBatch>();
  readonly kind: Kind;
  readonly writer: Writer;
  readonly priority: Priority;
  readonly vendor: Vendor;
  readonly crashes: unknown[] = [];
  /** Calls whose answer did not tell, and processes that were killed or stood still. */
  unclear = 0;
  /** All that went wrong. */
  faults = 0;
  /** Of the shares of faults: some histories have none. */
  readonly #trouble: number;

  constructor(seed: number, scenario: Scenario) {
    this.scenario = scenario;
    this.random = randomOf(seed);
    this.kind = oneOf(this.random, scenario.kinds ?? KINDS);
    this.priority = oneOf(this.random, ['store', 'store', 'vendor']);
    this.#trouble = this.random() < 0.2 ? 0 : 1;
    const writer = findWriter(writersOf('magento2'), parseConnectorName(this.kind));
    if (writer === undefined) throw new Error(`no writer ${this.kind}`);
    this.writer = scenario.writer?.(writer) ?? writer;
    for (const sku of [...SKUS, POISON_SKU]) this.magento.addProduct(sku);
    for (const id of [...ORDERS, POISON_ORDER]) this.magento.addOrder(id);
    const { clock, random, kind, magento } = this;
    const versionsOf = (change: Change['change']) =>
      magento.log.versions(rowOf(kind, change)).map((one) => one.version);
    this.vendor = new Vendor({
      ...{ clock, random, connector: kind, looksUpKeys: scenario.looksUpKeys ?? true },
      faults: () => this.#share(scenario.faults),
      changes: () => randomChanges(random, kind, scenario.lines, versionsOf),
      onCrash: (error) => this.crashes.push(error),
    });
  }

  async run(): Promise<void> {
    const { clock, vendor, scenario } = this;
    clock.at(START + 1, () => void vendor.sendAll(scenario.batches).catch((error) => this.crashes.push(error)));
    clock.at(START + 1, () => void this.#writeAll().catch((error) => this.crashes.push(error)));
    clock.at(START + 1, () => void workInStore(this));
    await clock.run();
  }

  async #writeAll(): Promise<void> {
    const { clock, vendor, batches } = this;
    const now = () => new Date(clock.time * 1000);
    const table = smallTable(vendor.items, async (change) => change());
    const queue = openBatchRepository(table, vendor.objects, now);
    const sent = openChangeBatches(table, vendor.objects, { retentionDays: 30, now });
    while (this.crashes.length === 0) {
      const batch = await queue.first(CHANNEL.channel);
      if (batch === undefined && vendor.isDone) return;
      if (batch === undefined) {
        await clock.sleep(IDLE_SECONDS);
        continue;
      }
      if (!batches.has(batch)) batches.adopt(batch, await sent.lines(batch));
      await this.#writeInTurn(batches.newest(batch));
      await queue.leaveQueue(batch);
    }
  }

  async #writeInTurn(batch: ChangeBatch): Promise<void> {
    if (batch.status === 'finished') return;
    const isCancelled = this.random() < this.scenario.cancelled;
    const cancelledAt = isCancelled ? this.clock.time + this.random() * 200 : Number.POSITIVE_INFINITY;
    this.written.set(batch.batch, isCancelled ? { ...batch, cancelRequestedAt: batch.createdAt } : batch);
    await this.#writeOne(batch, cancelledAt);
  }

  async #writeOne(batch: ChangeBatch, cancelledAt: number): Promise<void> {
    for (let slices = 0; this.batches.newest(batch).status !== 'finished'; slices += 1) {
      if (slices > SLICES_MAX) throw this.crashes.push(new Error('a batch never ends'));
      // A message that came twice starts another one at the same time: whoever is overtaken tells of no answer.
      if (this.random() < this.scenario.zombies * this.#trouble) {
        this.#countUnclear();
        void this.#slice(batch, cancelledAt);
      }
      const ended = await Promise.race([this.#slice(batch, cancelledAt), this.clock.sleep(CUT_OFF_SECONDS)]);
      await this.clock.sleep(ended?.outcome === 'more' ? ended.waitSeconds : 5);
    }
  }

  async #slice(batch: ChangeBatch, cancelledAt: number): Promise<WritingOutcome | undefined> {
    const { clock, scenario, magento, random, writer } = this;
    const share = (of: number) => this.#share(of);
    const process = anyProcess({ clock, random, scenario, share, onUnclear: () => this.#countUnclear() });
    const store = faultyStore(
      {
        ...{ clock, random, magento, batch: batch.batch, faults: () => this.#share(scenario.faults) },
        ...{ onUnclear: () => this.#countUnclear(), onFault: () => this.#countFault() },
      },
      process,
    );
    const endsAt = clock.time + SLICE_SECONDS;
    const order = {
      ...({ batch: this.batches.newest(batch), writer, settings: SETTINGS, priority: this.priority } as const),
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
    return this.clock.time < START + BUSY_SECONDS ? share * this.#trouble : 0;
  }

  #countFault(): void {
    this.faults += 1;
  }

  #countUnclear(): void {
    this.unclear += 1;
    this.faults += 1;
  }

  #tableFails(): boolean {
    const fails = this.random() < this.#share(this.scenario.faults / 4);
    if (fails) this.#countUnclear();
    return fails;
  }
}

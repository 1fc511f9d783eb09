import { readStream } from '../../../../functions/channels/reading/read-stream.ts';
import { Refusal } from '../../../../functions/domain/refusals/refusal.ts';
import type { ChangeLog } from '../../../../functions/domain/sync/change-log.ts';
import { newRunId } from '../../../../functions/domain/sync/channel-ids.ts';
import type { Task } from '../../../../functions/domain/sync/run.ts';
import type { StoreReader } from '../../../../functions/domain/sync/store-reader.ts';
import { InMemoryLog } from './in-memory-log.ts';
import { ORDERS, STREAM } from './reading-world.ts';
import { StoreDouble } from './store-double.ts';
import { type Commit, historyOf, type Random, randomOf, type Traffic } from './store-history.ts';
import { VirtualClock } from './virtual-clock.ts';

export type Scenario = Traffic & {
  readonly pageSize: number;
  /** Answers take up to so many seconds. */
  readonly answerMax: number;
  /** Pages of the first import take up to so many more. */
  readonly importMax?: number;
  readonly cap?: number;
  /** Share of answers that are a fault of the store. */
  readonly faults?: number;
  /** Share of readers that are killed, and of those that stand still for long and then go on. */
  readonly killed: number;
  readonly zombies: number;
  /** How often counts and walks run besides looks, of all looks. */
  readonly sweeps?: number;
  /** So many pages a look reads at most; what is left is left to the next one. */
  readonly lookPages?: number;
  /** What a reader sees of the log and of the store: for showing what happens without a guard. */
  readonly log?: (log: InMemoryLog) => ChangeLog;
  readonly store?: (store: StoreReader, log: InMemoryLog) => StoreReader;
};

const START = 1_800_000_000;
const EVERY_SECONDS = 300;
/** Longer than any transaction, and than the retry of records that were set aside takes to be due. */
const QUIET_SECONDS = 90_000;

/** One history: writers, and readers that are killed, stand still or run side by side. */
export class HistoryRun {
  readonly scenario: Scenario;
  readonly random: Random;
  readonly clock = new VirtualClock(START);
  readonly store = new StoreDouble();
  readonly log = new InMemoryLog();
  readonly commits: readonly Commit[];
  /** Versions that the store has sent, as `id.version`. */
  readonly served = new Set<string>();
  /** What went wrong besides refusals: it should be nothing. */
  readonly crashes: unknown[] = [];
  #committed = 0;

  constructor(seed: number, scenario: Scenario) {
    this.scenario = scenario;
    this.random = randomOf(seed);
    this.commits = historyOf(this.random, START, scenario);
    this.store.cap = scenario.cap ?? Number.POSITIVE_INFINITY;
    this.store.repeatsLastPage = true;
    this.clock.onTime = (time) => this.#commitUntil(time);
    this.#commitUntil(START);
  }

  /** The busy time, with everything that can go wrong. */
  async busy(): Promise<void> {
    const { scenario, random } = this;
    for (let at = START + 1; at < START + scenario.seconds; at += EVERY_SECONDS) {
      this.#start(at + random() * 20, 'look');
      if (random() < 0.4) this.#start(at + random() * 60, 'look');
      if (random() < (scenario.sweeps ?? 0)) this.#start(at + random() * 60, random() < 0.5 ? 'counts' : 'walk');
    }
    await this.clock.run();
  }

  /** Everything has committed, and readers finish what they begin. */
  async quiet(...tasks: Task[]): Promise<void> {
    const begin = Math.max(this.clock.time, START + this.scenario.seconds) + QUIET_SECONDS;
    tasks.forEach((task, index) => {
      this.clock.at(begin + index * EVERY_SECONDS, () => void this.#read(task, this.#calm));
    });
    await this.clock.run();
  }

  #start(at: number, task: Task): void {
    const { random, scenario } = this;
    const killedAt = random() < scenario.killed ? at + random() * scenario.answerMax * 20 : Number.POSITIVE_INFINITY;
    const standsStill = random() < scenario.zombies ? Math.floor(random() * 30) : -1;
    let steps = 0;
    const step = async () => {
      steps += 1;
      const pause = steps === standsStill ? random() * 2_000 : 0;
      if (this.clock.time >= killedAt) return new Promise<void>(() => undefined);
      return this.clock.sleep(pause + random() * scenario.answerMax);
    };
    this.clock.at(at, () => void this.#read(task, step, random() < 0.2 ? 2 + Math.floor(random() * 5) : undefined));
  }

  readonly #calm = () => this.clock.sleep(0.01);

  async #read(task: Task, step: () => Promise<void>, pages = Number.POSITIVE_INFINITY): Promise<void> {
    const { scenario } = this;
    const faults = step === this.#calm ? 0 : (scenario.faults ?? 0);
    const log = slowLog(scenario.log?.(this.log) ?? this.log, step);
    const slow = this.#slowStore(step, faults);
    let left = Math.min(pages, task === 'look' ? (scenario.lookPages ?? pages) : pages);
    const mustStop = () => {
      left -= 1;
      return left < 0;
    };
    const settings = { storeView: 'all', pageSize: scenario.pageSize, callsAtOnce: 1 };
    const order = { stream: STREAM, connector: ORDERS, settings, run: newRunId(), task, mustStop };
    const now = () => new Date(this.clock.time * 1000);
    try {
      await readStream({ log, store: scenario.store?.(slow, this.log) ?? slow, now }, order);
    } catch (error) {
      if (!(error instanceof Refusal)) this.crashes.push(error);
    }
  }

  #slowStore(step: () => Promise<void>, faults: number): StoreReader {
    return {
      list: async (path, criteria) => {
        await step();
        if (this.random() < faults) throw new Refusal(this.#fault());
        const page = await this.store.list(path, criteria);
        for (const row of page.items) this.served.add(`${row['entity_id']}.${row['v']}`);
        await step();
        const isImport = criteria.sortOrders.some(({ direction }) => direction === 'DESC');
        if (isImport) await this.clock.sleep(this.random() * (this.scenario.importMax ?? 0));
        return page;
      },
      all: () => this.store.all(),
      clock: () => this.store.clock(),
    };
  }

  #fault() {
    const codes = ['store_error', 'store_invalid_response', 'store_busy', 'store_timeout'] as const;
    return codes[Math.floor(this.random() * codes.length)] ?? 'store_error';
  }

  #commitUntil(time: number): void {
    for (; this.#committed < this.commits.length; this.#committed += 1) {
      const { id, commit, row } = this.commits[this.#committed] ?? { id: 0, commit: Number.POSITIVE_INFINITY };
      if (commit > time) break;
      if (row === undefined) this.store.rows.delete(id);
      else this.store.put(id, { at: row.at, v: row.version });
    }
    this.store.time = Math.floor(time);
  }
}

/** A log that takes time, so that a reader can be killed before and after each write. */
function slowLog(log: ChangeLog, step: () => Promise<void>): ChangeLog {
  return {
    last: async (stream) => {
      await step();
      return log.last(stream);
    },
    entries: (stream, from, to) => log.entries(stream, from, to),
    lines: (entry) => log.lines(entry),
    append: async (stream, entry, lines) => {
      await step();
      const appended = await log.append(stream, entry, lines);
      await step();
      return appended;
    },
    known: (stream) => log.known(stream),
    restart: (stream, n) => log.restart(stream, n),
    keepKnown: async (stream, n, records) => {
      const isKept = await log.keepKnown(stream, n, records);
      await step();
      return isKept;
    },
  };
}

import { Refusal, type RefusalCode } from '../../../../functions/domain/refusals/refusal.ts';
import type { BatchId } from '../../../../functions/domain/sync/changes/change-ids.ts';
import type { StoreAnswer, StoreCall, StoreWriter } from '../../../../functions/domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../../functions/domain/sync/connector.ts';
import type { StorePage } from '../../../../functions/domain/sync/store-reader.ts';
import type { Random } from '../../sync/world/store-history.ts';
import type { VirtualClock } from '../../sync/world/virtual-clock.ts';
import type { MagentoDouble } from './magento-double.ts';
import type { Author } from './record-log.ts';

export type Process = {
  /** Takes time; never comes back once the process was killed. */
  step(): Promise<void>;
  /** Whether the store may be somebody else's by now. */
  readonly lostLease: boolean;
};

type World = {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly magento: MagentoDouble;
  /** That calls are sent for. */
  readonly batch: BatchId;
  /** Share of calls that go wrong now. */
  readonly faults: () => number;
  /** Told of each call whose sender cannot know what became of it. */
  readonly onUnclear: (call: StoreCall) => void;
  /** Told of all that goes wrong. */
  readonly onFault: () => void;
};

/** Longest time that a request goes on in the store after its sender has given up. */
const LATE_SECONDS = 500;
const DEADLOCK = { status: 400, json: { message: 'Could not save Source Item Configuration' } };
const INTERNAL = {
  status: 500,
  json: { message: 'Internal Error. Details are in the log. Report ID: webapi-0123456789ab' },
};

/** A store that answers late, twice, wrongly or not at all, to one process. */
export function faultyStore(world: World, process: Process): StoreWriter {
  const { clock, random, magento } = world;

  function isFaulty(): boolean {
    const faulty = random() < world.faults();
    if (faulty) world.onFault();
    return faulty;
  }

  async function page(read: () => RawRecord[]): Promise<StorePage> {
    await process.step();
    if (process.lostLease) throw new Refusal('store_at_capacity');
    if (isFaulty()) throw new Refusal(oneOf(random, ['store_busy', 'store_error', 'store_timeout']));
    const items = structuredClone(read());
    await process.step();
    return { items, total: items.length, pageSize: 300, answeredAt: Math.floor(clock.time) };
  }

  function unclear(call: StoreCall, code: RefusalCode, facts = {}): Refusal {
    world.onUnclear(call);
    return new Refusal(code, facts);
  }

  async function goesWrong(call: StoreCall, by: Author): Promise<StoreAnswer> {
    const apply = () => void magento.send(call, by);
    switch (Math.floor(random() * 9)) {
      case 0:
        throw new Refusal('store_unreachable');
      case 1:
        throw new Refusal('store_busy', { status: 429, retryAfter: 20 });
      case 2: // Applied, and the answer is lost; or a proxy has sent it twice, and the second was refused.
        apply();
        throw unclear(call, 'store_timeout');
      case 3:
        clock.at(clock.time + random() * LATE_SECONDS, apply);
        throw unclear(call, 'store_timeout');
      case 4:
        throw unclear(call, 'store_timeout');
      case 5: // A cache in front of it did not wait.
        if (random() < 0.5) clock.at(clock.time + random() * LATE_SECONDS, apply);
        throw unclear(call, 'store_busy', { status: 503 });
      case 6:
        return DEADLOCK;
      case 7: // A mail could not be sent, after it was saved.
        if (random() < 0.5) apply();
        world.onUnclear(call);
        return INTERNAL;
      default:
        apply();
        throw unclear(call, 'store_invalid_response');
    }
  }

  return {
    list: (path, criteria) => page(() => magento.list(path, criteria)),
    all: (path) => page(() => magento.all(path)),
    clock: async () => Math.floor(clock.time),
    async send(call) {
      await process.step();
      if (process.lostLease) throw new Refusal('store_at_capacity');
      const by = { batch: world.batch, sentAt: clock.time };
      const answer = isFaulty() ? await goesWrong(call, by) : magento.send(call, by);
      await process.step();
      return structuredClone(answer);
    },
  };
}

export function oneOf<T>(random: Random, all: readonly [T, ...T[]]): T {
  return all[Math.floor(random() * all.length)] ?? all[0];
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeBatches } from '../../../functions/domain/sync/changes/change-batch.ts';
import type { Writer } from '../../../functions/domain/sync/changes/writer.ts';
import { brokenClaims } from './world/claims.ts';
import type { InMemoryBatches } from './world/in-memory-batches.ts';
import { type Scenario, WritingHistory } from './world/writing-history.ts';

/** `HANDFAST_HISTORY=1234 npx vitest run …` replays one history in every case. */
const REPLAYED = process.env['HANDFAST_HISTORY'];
const SEED = 20_261_126;
const CASE_MS = 120_000;
/** CI has the time of a processor, whoever changes something else has not. */
const SHARE = process.env['CI'] === undefined ? 1 / 4 : 1;

const ABLATED_HISTORIES = 40;

const BASE: Scenario = { batches: 3, lines: 14, faults: 0.15, killed: 0.2, zombies: 0.1, cancelled: 0.1 };

async function broken(seed: number, scenario: Scenario): Promise<unknown[]> {
  const history = new WritingHistory(seed, scenario);
  await history.run();
  return [...history.crashes, ...(await brokenClaims(history))];
}

/** Every history ends well; a failing one is named, so that it can be replayed. */
async function always(histories: number, scenario: Scenario): Promise<void> {
  const one = async (seed: number) => {
    expect(await broken(seed, scenario)).toEqual([]);
  };
  if (REPLAYED !== undefined) return one(Number(REPLAYED));
  const history = fc.noShrink(fc.integer({ min: 1, max: 2 ** 31 - 1 }));
  const options = { seed: SEED, numRuns: histories * SHARE, includeErrorInReport: true };
  await fc.assert(fc.asyncProperty(history, one), options);
}

describe('whatever stores and processes do, each line has its result and the store the last word', () => {
  test('values, with faults at every call, kills and writers side by side', { timeout: CASE_MS }, () =>
    always(500, { ...BASE, kinds: ['stock', 'prices', 'products', 'order-references'] }),
  );

  test('shipments and comments are there once', { timeout: CASE_MS }, () =>
    always(500, { ...BASE, kinds: ['shipments', 'order-comments'], lines: 8 }),
  );
});

/** What some histories come to without a guard. */
async function brokenWithout(guard: Pick<Scenario, 'kinds' | 'seen' | 'writer'>): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let seed = 1; seed <= ABLATED_HISTORIES; seed += 1)
    found.push(...(await broken(seed * 7_919, { ...BASE, ...guard })));
  return found;
}

const passing = (batches: InMemoryBatches, commit: ChangeBatches['commit']): ChangeBatches => ({
  lines: (batch) => batches.lines(batch),
  progress: (batch) => batches.progress(batch),
  commit,
});

describe('each guard is needed', () => {
  test('without the look before a second sending, a shipment is there twice', async () => {
    const writer = (one: Writer) => ({ ...one, count: async () => 0 });
    expect(await brokenWithout({ kinds: ['shipments'], writer })).toContain('a document is there twice');
  });

  test('without the commit before the first sending, a shipment is there twice', async () => {
    const seen = (batches: InMemoryBatches) =>
      passing(batches, (batch, commit) => batches.commit(batch, { ...commit, state: { ...commit.state, lines: {} } }));
    expect(await brokenWithout({ kinds: ['shipments'], seen })).toContain('a document is there twice');
  });

  test('without the fence, two processes write the same batch', async () => {
    const seen = (batches: InMemoryBatches) =>
      passing(batches, (batch, commit) => batches.commit(batches.newest(batch), commit));
    const found = await brokenWithout({ kinds: ['shipments'], seen });
    expect(found).toContain('a document is there twice');
    expect(found).toContain('a line has no result, or two');
  });

  test('without the order of a record, the store ends with an older word', async () => {
    let records = 0;
    const writer = (one: Writer): Writer => {
      const recordOf = () => {
        records += 1;
        return String(records);
      };
      return one.kind === 'values' ? { ...one, recordOf, merge: () => undefined } : { ...one, recordOf };
    };
    expect(await brokenWithout({ kinds: ['stock'], writer })).toContainEqual(expect.stringContaining('another word'));
    expect(await brokenWithout({ kinds: ['shipments'], writer })).toContain(
      'documents of one order are not in the order sent',
    );
  });
});

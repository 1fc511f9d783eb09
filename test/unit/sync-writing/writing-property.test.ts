import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeBatches } from '../../../functions/domain/sync/changes/change-batch.ts';
import type { Writer } from '../../../functions/domain/sync/changes/writer.ts';
import { brokenClaims } from './world/claims/broken-claims.ts';
import type { InMemoryBatches } from './world/in-memory-batches.ts';
import { type Scenario, WritingHistory } from './world/writing-history.ts';

/** `HANDFAST_HISTORY=1234 npx vitest run …` replays one history in every case. */
const REPLAYED = process.env['HANDFAST_HISTORY'];
const SEED = 20_261_126;
const CASE_MS = 120_000;
/** CI has the time of a processor, whoever changes something else has not. */
const SHARE = process.env['CI'] === undefined ? 1 / 4 : 1;

const ABLATED_HISTORIES = 40;
const OLDER = 'the store has another word than the last one';

const BASE: Scenario = { batches: 3, lines: 14, faults: 0.15, killed: 0.2, zombies: 0.1, cancelled: 0.1, edits: 12 };

async function broken(seed: number, scenario: Scenario): Promise<unknown[]> {
  const history = new WritingHistory(seed, scenario);
  await history.run();
  return [...history.crashes, ...brokenClaims(history)];
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

/** What some histories come to without a guard, until all that was expected has come. */
async function brokenWithout(
  guard: Pick<Scenario, 'kinds' | 'seen' | 'writer' | 'looksUpKeys'>,
  ...expected: readonly string[]
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let seed = 1; seed <= ABLATED_HISTORIES && !expected.every((one) => found.has(one)); seed += 1) {
    for (const one of await broken(seed * 7_919, { ...BASE, ...guard }))
      found.add(String(one).replace(/(the last one) of .*/, '$1'));
  }
  return expected.filter((one) => found.has(one));
}

/** Each of them needs a history or some, whatever else goes on on the computer. */
async function breaksWithout(guard: Parameters<typeof brokenWithout>[0], ...expected: readonly string[]) {
  expect(await brokenWithout(guard, ...expected)).toEqual(expected);
}

const passing = (batches: InMemoryBatches, commit: ChangeBatches['commit']): ChangeBatches => ({
  lines: (batch) => batches.lines(batch),
  progress: (batch) => batches.progress(batch),
  commit,
});

describe('each guard is needed', { timeout: CASE_MS }, () => {
  test('without the look before a second sending, a shipment is there twice', async () => {
    const writer = (one: Writer) => ({ ...one, count: async () => 0 });
    await breaksWithout({ kinds: ['shipments'], writer }, 'a document is there twice');
  });

  test('without the commit before the first sending, a shipment is there twice', async () => {
    const seen = (batches: InMemoryBatches) =>
      passing(batches, (batch, commit) => batches.commit(batch, { ...commit, state: { ...commit.state, lines: {} } }));
    await breaksWithout({ kinds: ['shipments'], seen }, 'a document is there twice');
  });

  test('without the fence, two processes write the same batch', async () => {
    const seen = (batches: InMemoryBatches) =>
      passing(batches, (batch, commit) => batches.commit(batches.newest(batch), commit));
    const expected = ['a document is there twice', 'a line has no result, or two'];
    await breaksWithout({ kinds: ['shipments'], seen }, ...expected);
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
    await breaksWithout({ kinds: ['stock'], writer }, OLDER);
    await breaksWithout({ kinds: ['shipments'], writer }, 'documents of one order are not in the order sent');
  });

  test('without the comparison of versions, what the merchant has changed is written over', async () => {
    const writer = (one: Writer): Writer => {
      if (one.kind === 'documents') return one;
      // Who does not know the store's version compares it with nothing.
      const read: NonNullable<typeof one.read> = async (store, items) =>
        ((await one.read?.(store, items)) ?? []).map((found) =>
          found.is === 'there' ? { ...found, record: undefined } : found,
        );
      return { ...one, read };
    };
    await breaksWithout({ kinds: ['stock', 'products'], writer }, 'a change of an outdated version was written');
  });

  test('without the look at idempotency keys, a repeated request is written twice', async () => {
    await breaksWithout({ kinds: ['stock'], looksUpKeys: false }, OLDER);
    const expected = [
      'an order has more or fewer documents than changes of it are done',
      'a repetition has another answer than the first request',
    ];
    await breaksWithout({ kinds: ['shipments'], looksUpKeys: false }, ...expected);
  });
});

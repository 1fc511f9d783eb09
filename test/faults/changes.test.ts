import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FAULTS, type Fault } from '../../infra/local/demo-store/faults.ts';
import { type ApiClientSetup, openApiClientSetup } from '../journey/api/api-setup.ts';
import { type CallFault, openAwsCalls } from './sync/aws-calls.ts';
import { openWrittenStore, type WrittenStore } from './sync/written-store.ts';

/*
 * A fault at each call by which changes are accepted and written. Once it is over, the store's stock is the last word of
 * the vendor, each order has exactly one shipment, and each line one result.
 */

/** How many calls of one writing are struck, evenly spread. */
const KILLS = 3;

const calls = openAwsCalls();
let setup: ApiClientSetup;
let written: WrittenStore;
beforeAll(async () => {
  setup = await openApiClientSetup({ hostFunctions: calls.host, schedules: false });
  written = await openWrittenStore(setup);
}, 300_000);
afterAll(() => setup?.close());
afterEach(() => void calls.disarm());

/** The lines of both batches by what became of them. */
async function outcome(fault?: Fault) {
  const { batches, wrong } = await written.write(fault);
  const lines = batches.map(({ results }) => results.map(({ line, status }) => `${line} ${status}`));
  return { wrong, status: batches.map(({ status }) => status), lines };
}

const WRITTEN = {
  wrong: [],
  status: ['finished', 'finished'],
  lines: [['1 superseded', '2 done', '3 done'], ['1 done']],
};

type Row = readonly [call: string, kinds: readonly CallFault[]];

const ROWS: readonly Row[] = [
  ['PutItem BATCH', ['reset after', 'broken']],
  ['UpdateItem BATCH', ['reset after', 'kill before', 'kill after']],
  ['UpdateItem BATCHES', ['broken', 'kill after']],
  ['PUT changes', ['reset after', 'kill after']],
  ['GET changes', ['cut']],
  ['StartExecution', ['reset after', 'busy']],
  ['PutEvents', ['kill after']],
];
/** More often than one request tries. */
const LASTING = 8;

test('without a fault, stock and a shipment are written', async () => {
  calls.arm();
  expect(await outcome()).toEqual(WRITTEN);
  expect(calls.seen()).toEqual(expect.arrayContaining(ROWS.map(([call]) => call)));
});

describe('what is written is the last word, once, whatever AWS does', () => {
  test.each(ROWS.flatMap(([call, kinds]) => kinds.map((kind) => [call, kind] as const)))(
    '%s: %s',
    async (call, kind) => {
      calls.arm({ call, kind });
      expect(await outcome()).toEqual(WRITTEN);
      expect(calls.struck()).toBe(1);
    },
  );

  test.each(['PUT changes', 'StartExecution'])('%s: broken for as long as a request lasts', async (call) => {
    calls.arm({ call, kind: 'broken', times: LASTING });
    expect(await outcome()).toEqual(WRITTEN);
    expect(calls.struck()).toBe(LASTING);
  });

  test('the writer is killed at calls of every kind, one after the other', async () => {
    calls.arm();
    await written.write();
    const all = calls.seen().length;
    for (let at = 12; at < all; at += Math.ceil(all / KILLS)) {
      calls.arm({ call: at, kind: at % 2 === 0 ? 'kill before' : 'kill after' });
      expect(await outcome(), `call ${at}`).toEqual(WRITTEN);
    }
  });
});

describe('what is written is the last word, once, whatever the store does', () => {
  const { answerLost, internalError, cut } = FAULTS;
  const faults: readonly [string, Fault][] = Object.entries({ answerLost, internalError, cut });
  test.each(faults)('%s', async (_, fault) => {
    expect(await outcome({ ...fault, times: 1 })).toEqual(WRITTEN);
  });
});

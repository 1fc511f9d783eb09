import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMerchantJourney } from './cell/merchant-journey.ts';
import { type EndedCell, type HandshakeUnderWay, reportOf } from './cell/report-of.ts';
import { type EvidenceCollector, openEvidenceCollector } from './checks/evidence.ts';
import { type Harness, openHarness } from './harness/harness.ts';
import { inParallel } from './in-parallel.ts';
import { COLUMNS, deriveMatrix } from './matrix/matrix.ts';
import type { Cell } from './matrix/plan.ts';
import { ROWS } from './matrix/rows.ts';
import { printMatrix, printRecovery } from './report.ts';

/** As many as the project's `maxConcurrency`. Waiting is most of what handshakes do. */
const AT_ONCE = 20;
/** The state machine's wait for the merchant, and a minute. */
const PAST_CONSENT_MS = 111 * 60_000;
const BEGIN_ALL_MS = 10 * 60_000;

const { cells, notApplicable } = deriveMatrix();
const waitsForConsentTimeout = ({ plan }: Cell) => plan.end.is === 'unanswered' || plan.waitsOut === true;
const titleOf = ({ row, column }: Cell) => `${row} x ${column.name}`;

let harness: Harness;
let evidence: EvidenceCollector;
const reports: EndedCell[] = [];

beforeAll(async () => {
  harness = await openHarness();
  evidence = openEvidenceCollector(harness);
});
afterAll(async () => {
  const lines: string[] = [];
  printMatrix((line) => lines.push(line), reports, notApplicable);
  printRecovery((line) => lines.push(line), reports);
  const held = reports.filter(({ violations }) => violations.length === 0).length;
  const all = cells.length + notApplicable.length;
  console.log(
    `${lines.join('\n')}\n${reports.length} cells run, ${held} held; ${notApplicable.length} of ${all} do not apply`,
  );
  await harness.close();
});

async function begin(cell: Cell): Promise<HandshakeUnderWay> {
  const run = await harness.open(`c${cells.indexOf(cell)}`, cell);
  const atMs = performance.now();
  try {
    return { run, journey: await runMerchantJourney(run), atMs };
  } catch (error) {
    await run.close();
    throw error;
  }
}

async function expectEndAsPlanned(underWay: HandshakeUnderWay): Promise<void> {
  const report = await reportOf(harness, evidence, underWay);
  reports.push(report);
  expect(report.violations).toEqual([]);
}

test('every step has every fault, either run or left out for a reason', () => {
  expect(cells.length + notApplicable.length).toBe(ROWS.length * COLUMNS.length);
});

describe('a handshake ends as it must when a fault strikes at a step', () => {
  for (const cell of cells.filter((one) => !waitsForConsentTimeout(one))) {
    test.concurrent(titleOf(cell), async () => expectEndAsPlanned(await begin(cell)));
  }
});

describe('a handshake that its merchant cannot answer ends when the wait for consent times out', () => {
  const waiting = cells.filter(waitsForConsentTimeout);
  const begun = new Map<Cell, PromiseSettledResult<HandshakeUnderWay>>();

  beforeAll(async () => {
    await inParallel(waiting, AT_ONCE, async (cell) => {
      const [result] = await Promise.allSettled([begin(cell)]);
      begun.set(cell, result);
    });
    harness.moveClock(PAST_CONSENT_MS);
  }, BEGIN_ALL_MS);

  for (const cell of waiting) {
    test.concurrent(titleOf(cell), async () => {
      const result = begun.get(cell);
      if (result?.status !== 'fulfilled') throw result?.reason;
      await expectEndAsPlanned(result.value);
    });
  }
});

test('after all of them, no store has two connections', async () => {
  expect(await evidence.duplicateConnections()).toEqual([]);
});

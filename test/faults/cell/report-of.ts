import type { Evidence, EvidenceCollector } from '../checks/evidence.ts';
import { violations } from '../checks/invariants.ts';
import type { Harness } from '../harness/harness.ts';
import type { Cell } from '../matrix/plan.ts';
import type { CellRun } from './cell-run.ts';
import type { JourneyResult } from './merchant-journey.ts';
import { waitForEnd } from './wait-for-end.ts';

/** A handshake that the merchant has taken as far as they can. */
export type HandshakeUnderWay = { readonly run: CellRun; readonly journey: JourneyResult; readonly atMs: number };

export type EndedCell = {
  readonly cell: Cell;
  /** Empty when the invariants hold. */
  readonly violations: readonly string[];
  /** From the fault to the first success of its step after it; undefined when there was none. */
  readonly recoveryMs: number | undefined;
  /** How often the merchant had to do something again. */
  readonly again: number;
  readonly ms: number;
};

/** Waits for a handshake's end, sends the writes that were held back, and checks what is left behind. */
export async function reportOf(harness: Harness, collector: EvidenceCollector, underWay: HandshakeUnderWay) {
  const { run, journey, atMs } = underWay;
  await waitForEnd(harness, run);
  await run.delayedWrites.sendEchoes();
  const evidence = await collector.collect(run, journey, harness);
  await run.close();
  const found = violations(run, evidence);
  if (found.length > 0) found.push(...refusedSteps(evidence));
  const { cell } = run;
  const ended: EndedCell = {
    cell,
    violations: found,
    recoveryMs: run.recoveryMs(),
    again: journey.again,
    ms: performance.now() - atMs,
  };
  return ended;
}

/** What the log says of steps that were refused: where to look first. */
function refusedSteps({ lines }: Evidence): string[] {
  return lines.filter(({ event }) => event === 'task_refused').map((line) => `log: ${JSON.stringify(line)}`);
}

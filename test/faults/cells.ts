import { COLUMNS, deriveMatrix } from './columns/matrix.ts';
import type { Cell } from './columns/plan.ts';
import { ROWS } from './columns/rows.ts';
import type { Harness } from './harness/harness.ts';
import { openHarness } from './harness/harness.ts';
import type { Report } from './report.ts';
import { printMatrix, printRecovery } from './report.ts';
import { goThrough, type Told } from './run/merchant-journey.ts';
import type { Run } from './run/run.ts';
import { settle } from './run/settle.ts';
import type { Evidence } from './verdict/evidence.ts';
import { openArchive } from './verdict/evidence.ts';
import { violations } from './verdict/invariant.ts';

/** Handshakes under way at once: waiting is most of what they do. */
const AT_ONCE = 20;
/** The machine's wait for the merchant, and a minute. */
const PAST_CONSENT_MS = 111 * 60_000;
/** Tells of each cell as it ends. */
const PROGRESS = process.env['FAULTS_PROGRESS'] !== undefined;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Archive = ReturnType<typeof openArchive>;

/** A handshake that the merchant has taken as far as they can. */
type Begun = { readonly run: Run; readonly told: Told; readonly atMs: number };

async function begin(harness: Harness, id: string, cell: Cell): Promise<Begun> {
  const run = await harness.open(id, cell);
  const atMs = performance.now();
  try {
    return { run, told: await goThrough(run), atMs };
  } catch (error) {
    await run.close();
    throw error;
  }
}

async function conclude(harness: Harness, archive: Archive, { run, told, atMs }: Begun): Promise<Report> {
  await settle(harness, run);
  await run.meanwhile.late();
  const evidence = await archive.gather(run, told, harness);
  await run.close();
  const ms = performance.now() - atMs;
  const found = violations(run, evidence);
  if (found.length > 0) found.push(...refusedSteps(evidence));
  return { cell: run.cell, violations: found, recoveryMs: run.recoveryMs(), again: told.again, ms };
}

/** What the log says of steps that were refused: where to look first. */
function refusedSteps({ lines }: Evidence): string[] {
  return lines.filter(({ event }) => event === 'task_refused').map((line) => `log: ${JSON.stringify(line)}`);
}

/** A cell that could not be run is no cell that held. */
function notRun(cell: Cell, error: unknown): Report {
  const problem = error instanceof Error ? `${error.stack} ${error.cause ?? ''}` : String(error);
  return { cell, violations: [`not run: ${problem}`], recoveryMs: undefined, again: 0, ms: 0 };
}

function sayLast(reports: readonly Report[]): void {
  const { cell, ms, violations: found } = reports.at(-1) ?? {};
  if (cell) say(`${cell.row}: ${cell.column.name}, ${Math.round(ms ?? 0)} ms ${found?.join('; ')}`);
}

/** Takes from one list with so many hands. */
async function share<T>(items: readonly T[], controls: number, work: (item: T, index: number) => Promise<void>) {
  const left = items.map((item, index) => ({ item, index }));
  const hand = async () => {
    for (let next = left.shift(); next; next = left.shift()) await work(next.item, next.index);
  };
  await Promise.all(Array.from({ length: controls }, hand));
}

/** Runs only cells whose step and fault hold one of these words, split by `|`. The others count as skipped: no success. */
const only = process.env['FAULTS_ONLY']?.split('|');
const { cells: all, notApplicable } = deriveMatrix();
const cells = all.filter(({ row, column }) => !only || only.some((words) => `${row} ${column.name}`.includes(words)));
const begun = performance.now();
const harness = await openHarness();
const reports: Report[] = [];
const doubles: string[] = [];
try {
  const archive = openArchive(harness);
  const waiting: Begun[] = [];
  await share(cells, AT_ONCE, async (cell, index) => {
    try {
      const begun = await begin(harness, `c${index}`, cell);
      if (cell.plan.end.is === 'unanswered' || cell.plan.waitsOut) waiting.push(begun);
      else reports.push(await conclude(harness, archive, begun));
      if (PROGRESS) sayLast(reports);
    } catch (error) {
      reports.push(notRun(cell, error));
    }
  });
  harness.moveClock(PAST_CONSENT_MS);
  await share(waiting, AT_ONCE, async (begun) => {
    reports.push(await conclude(harness, archive, begun).catch((error) => notRun(begun.run.cell, error)));
  });
  doubles.push(...(await archive.doubles()));
} finally {
  await harness.close();
}
printMatrix(say, reports, notApplicable);
printRecovery(say, reports);
for (const host of doubles) say(`X ${host} has two connections`);
const held = reports.filter(({ violations: found }) => found.length === 0).length;
say(`${Math.round((performance.now() - begun) / 1000)} s`);
say(
  `${reports.length} cells run, ${held} held; ${notApplicable.length} of ${all.length + notApplicable.length} do not apply`,
);
// The rules name every cell of the table, or the table is not whole.
const unnamed = ROWS.length * COLUMNS.length - all.length - notApplicable.length;
const failed = reports.length - held + doubles.length + unnamed;
const skipped = all.length - reports.length;
say(`${held} passed, ${failed} failed, ${skipped} skipped`);
// Faults leave connections open on which nobody will ever speak.
process.exit(failed + skipped > 0 ? 1 : 0);

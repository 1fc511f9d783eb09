import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/*
 * The matrix of faults, then the load, one after the other: each in a process of its own, for the first leaves
 * connections open on which nobody will ever speak, and the second measures memory. The last line adds them up.
 */

const PARTS = ['cells', 'load'] as const;

type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Runs one part; its own last line is read, not printed. A part that does not get that far has failed. */
async function run(part: (typeof PARTS)[number]): Promise<Count> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./${part}.ts`, import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done));
  let count: Count | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line) ?? [];
    if (passed === undefined) process.stdout.write(`${line}\n`);
    else count = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
  }
  const code = await ended;
  if (count !== undefined && (code === 0 || count.failed + count.skipped > 0)) return count;
  process.stdout.write(`${part} ended with ${code}\n`);
  return { passed: count?.passed ?? 0, failed: 1, skipped: 0 };
}

const counts: Count[] = [];
for (const part of PARTS) counts.push(await run(part));
const sum = (one: keyof Count): number => counts.reduce((total, count) => total + count[one], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exitCode = sum('failed') + sum('skipped') > 0 ? 1 : 0;

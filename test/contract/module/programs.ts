import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const inCi = !['', 'false', undefined].includes(process.env['CI']);

type Outcome = { readonly status: number | null; readonly output: string };

/** Runs a program; `output` is both of its streams. */
export function runProgram(name: string, args: readonly string[], cwd = ROOT): Outcome {
  const { status, stdout, stderr, error } = spawnSync(name, args, { cwd, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, output: `${stdout}${stderr}` };
}

/** A suite that needs a program. Without it, the suite is skipped under a name that says why; in CI it fails. */
export function describeWith(program: string, debianPackage: string, title: string, suite: () => void): void {
  const missing = isMissing(program);
  describe.skipIf(missing && !inCi)(missing ? without(title, program, debianPackage) : title, suite);
}

/** The same for a program that CI need not have. */
export function describeWithOptional(program: string, debianPackages: string, title: string, suite: () => void): void {
  const missing = isMissing(program);
  describe.skipIf(missing)(missing ? without(title, program, debianPackages) : title, suite);
}

function isMissing(program: string): boolean {
  return spawnSync(program, ['--version']).error !== undefined;
}

function without(title: string, program: string, debianPackage: string): string {
  return `${title} (${program} is not installed: apt-get install ${debianPackage})`;
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Options } from '../../../cli/module/command/options.ts';
import { run } from '../../../cli/module/run.ts';
import { typed } from '../../contract/module/sample.ts';

export let folder: string;

/** Registers hooks of the calling file: a folder for the modules that it checks. */
export function useModuleFolder(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'handfast-check-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

let written = 0;

/** What the command says of a module with these files. */
export async function checked(files: Iterable<readonly [string, string]>, options: Options = {}) {
  written += 1;
  const at = join(folder, String(written));
  mkdirSync(at);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  return outcomeOf(['--check', at, ...typed(options)]);
}

export async function outcomeOf(argv: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await run(argv, { print: (line) => said.push(line), printError: (line) => complained.push(line) });
  return { code, said, complained, wrong: section(said, 'Wrong:'), worth: section(said, 'Worth knowing:') };
}

export function section(lines: readonly string[], heading: string): string[] {
  const from = lines.indexOf(heading);
  const end = lines.indexOf('', from);
  return from < 0 ? [] : lines.slice(from + 1, end < 0 ? undefined : end).map((line) => line.trim());
}

export const DEPLOYED = { product: 'demo', baseUrl: 'https://connect.example' };

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { openPackedClient } from '../../packed-client.ts';
import { openApiClientSetup } from './api-setup.ts';
import { type Block, isAsPrinted, joined, outputsOf, programsOf, type Ran, run } from './fenced-blocks.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the pages say that Handfast is. */
const SHOWN_URL = 'http://127.0.0.1:8787';

/** A page of the docs by its path, and its programs. */
export function readPage(path: string) {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const programs = programsOf(text);
  return {
    text,
    marks: [...new Set(programs.map(({ mark }) => mark))].toSorted(),
    marked: (mark: string): Block[] => programs.filter((block) => block.mark === mark),
  };
}

type Page = ReturnType<typeof readPage>;
export type PageSetup = Awaited<ReturnType<typeof openPageSetup>>;

/** Local mode with a connected store, and folders to run a page's programs in, where the packed client is installed. */
export async function openPageSetup() {
  await using opening = new AsyncDisposableStack();
  const setup = opening.adopt(await openApiClientSetup(), (one) => one.close());
  await setup.connected();
  await vi.waitUntil(() => setup.local.events.length === 1);
  const { path: shell } = opening.use(await mkdtempDisposable(join(tmpdir(), 'handfast-page-')));
  symlinkSync(setup.dataFolder, join(shell, '.handfast'));
  // One folder below the root, as docs/ is: imports on the page are relative to it.
  const { path: modules } = opening.use(await mkdtempDisposable(join(ROOT, '.page-')));
  const { installed } = opening.adopt(await openPackedClient(), (one) => one.close());
  mkdirSync(join(modules, 'node_modules/@handfast'), { recursive: true });
  symlinkSync(installed, join(modules, 'node_modules/@handfast/client'));
  const { url, tokenUrl, clientId, clientSecret } = setup.access;
  const env = { HANDFAST_URL: url, TOKEN_URL: tokenUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
  const opened = opening.move();
  return { setup, shell, modules, env, close: () => opened.disposeAsync() };
}

/** Runs a program that stands on a page. */
export function runModule(
  { modules, env }: PageSetup,
  name: string,
  code: string,
  environment: Readonly<Record<string, string>> = env,
): Promise<Ran> {
  writeFileSync(join(modules, name), code);
  return run(process.execPath, [name], { cwd: modules, env: environment });
}

/** Runs a page's shell commands one after the other, and holds it to what it says that `least` of them or more print. */
export async function expectShellToPrint({ setup, shell, env }: PageSetup, { marked }: Page, least: number) {
  const blocks = marked('sh');
  const script = `set -euo pipefail\n${joined(blocks, 'sh')}`.replaceAll(SHOWN_URL, setup.local.url);
  expectAsPrinted(blocks, await run('bash', ['-c', script], { cwd: shell, env }), least);
}

/**
 * The same of a page's programs, one going on from the other.
 *
 * @param last stands behind them
 */
export async function expectProgramsToPrint(setup: PageSetup, { marked }: Page, least: number, last = '') {
  const blocks = marked('ts');
  expectAsPrinted(blocks, await runModule(setup, 'page.ts', `${joined(blocks, 'ts')}\n${last}`), least);
}

/** All programs that were run so far. */
export async function expectToCompile({ modules }: PageSetup): Promise<void> {
  const include = ['*.ts', '../infra/**/*.d.ts'];
  // The declarations of the package, in place of its sources.
  const compilerOptions = { paths: {} };
  writeFileSync(
    join(modules, 'tsconfig.json'),
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include }),
  );
  const { output } = await run(join(ROOT, 'node_modules/.bin/tsc'), ['--project', modules], { cwd: ROOT, env: {} });
  expect(output).toBe('');
}

function expectAsPrinted(blocks: readonly Block[], { code, output, errors }: Ran, least: number): void {
  expect([code, errors]).toEqual([0, '']);
  const outputs = outputsOf(output);
  expect(outputs).toHaveLength(blocks.length);
  for (const [at, { prints, code: program }] of blocks.entries()) {
    if (prints === undefined) continue;
    const actual = outputs[at] ?? '';
    const said = `${program}\nprinted\n${actual.slice(0, 2_000)}\nand not\n${prints}`;
    expect(isAsPrinted(prints, actual), said).toBe(true);
  }
  expect(blocks.filter(({ prints }) => prints !== undefined).length).toBeGreaterThanOrEqual(least);
}

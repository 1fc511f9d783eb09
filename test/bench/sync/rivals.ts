import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Pinned, so that figures of two days can be compared. */
const PACKAGES = ['pymagento==2.14.0', 'singer-sdk==0.54.9', 'dlt==1.31.0', 'airbyte-cdk==7.39.1'];
const ENVIRONMENT = join(import.meta.dirname, '../../../node_modules/.cache/handfast-rivals');
const INSTALL_MILLISECONDS = 600_000;
const RUN_MILLISECONDS = 600_000;

const run = promisify(execFile);

type Program = { readonly name: string; readonly file: string; readonly pageSize: number; readonly out?: string };

/** As each of them is meant to be used; page sizes as sync.md's figures had them. */
const PROGRAMS: readonly Program[] = [
  { name: 'pymagento, reading', file: 'pymagento_read.py', pageSize: 300 },
  { name: 'pymagento, writing', file: 'pymagento_read.py', pageSize: 1_000, out: 'products.ndjson' },
  { name: 'singer-sdk', file: 'singer_tap.py', pageSize: 300, out: 'messages.out' },
  { name: 'dlt', file: 'dlt_source.py', pageSize: 300, out: 'dlt' },
  { name: 'airbyte-cdk', file: 'airbyte_manifest.py', pageSize: 1_000, out: 'messages.out' },
];

export type Rival = { readonly name: string; readonly recordsPerSecond: number };

/** Undefined where there is no Python 3 with `venv`, or its packages cannot be had. */
export async function rivalsAt(store: string): Promise<readonly Rival[] | undefined> {
  const python = await installed();
  if (python === undefined) return undefined;
  const measured: Rival[] = [];
  for (const { name, file, pageSize, out } of PROGRAMS) {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-rival-'));
    const options = out === undefined ? [] : [join(folder.path, out)];
    if (file === 'dlt_source.py') await mkdir(join(folder.path, 'dlt'));
    const program = join(import.meta.dirname, 'rivals', file);
    const { stdout } = await run(python, [program, store, String(pageSize), ...options], {
      timeout: RUN_MILLISECONDS,
      maxBuffer: 64 * 1024 * 1024,
      cwd: folder.path,
    });
    measured.push({ name, recordsPerSecond: Math.round(rateIn(stdout)) });
  }
  return measured;
}

/** Each program prints what it read, and how long that took, as its last line. */
function rateIn(stdout: string): number {
  const last: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  if (typeof last !== 'object' || last === null || !('records' in last) || !('seconds' in last)) return Number.NaN;
  return Number(last.records) / Number(last.seconds);
}

async function installed(): Promise<string | undefined> {
  const python = join(ENVIRONMENT, 'bin/python');
  try {
    if (!existsSync(python)) await run('python3', ['-m', 'venv', ENVIRONMENT], { timeout: INSTALL_MILLISECONDS });
    await run(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { timeout: INSTALL_MILLISECONDS });
    return python;
  } catch (error) {
    console.log(`the other readers are left out: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    return undefined;
  }
}

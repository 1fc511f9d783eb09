import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliver } from '../../../cli/module/deliver.ts';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { ROOT } from './programs.ts';
import { SAMPLE, samplePlan, typed } from './sample.ts';

const FILES = moduleFiles(samplePlan());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-delivery-'));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const contentOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8', withFileTypes: false }).sort();

/** The command as somebody runs it in a script. */
function runCommand(args: readonly string[], environment: Record<string, string> = {}) {
  const node = join(ROOT, 'node_modules/.bin/node');
  const { status, stdout, stderr } = spawnSync(node, [join(ROOT, 'cli/module/module.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

describe('delivery', () => {
  test('leaves the folder and, beside it, a zip file with the same files at its root', () => {
    const out = join(folder, 'a', 'module');
    expect(deliver(FILES, out)).toEqual({ folder: out, zip: `${out}.zip` });
    expect(readdirSync(join(folder, 'a'))).toEqual(['module', 'module.zip']);
    const packed = unzipSync(readFileSync(`${out}.zip`));
    expect(Object.keys(packed)).toEqual([
      'README.md',
      'composer.json',
      'etc/integration.xml',
      'etc/module.xml',
      'registration.php',
    ]);
    for (const [path, bytes] of Object.entries(packed)) {
      expect(strFromU8(bytes)).toBe(FILES.get(path));
      expect(readFileSync(join(out, path), 'utf8')).toBe(FILES.get(path));
    }
  });

  test('takes an empty folder', () => {
    const out = join(folder, 'module');
    mkdirSync(out);
    deliver(FILES, out);
    expect(contentOf(out)).toContain('registration.php');
  });

  test('refuses a folder that holds anything, and touches nothing', () => {
    const out = join(folder, 'module');
    mkdirSync(out);
    writeFileSync(join(out, '.keep'), '');
    expect(() => deliver(FILES, out)).toThrow(`--out: ${out} is not an empty folder; name another one, or remove it.`);
    expect(contentOf(folder)).toEqual(['module', 'module/.keep']);
  });

  test('refuses a file in its place', () => {
    const out = join(folder, 'module');
    writeFileSync(out, '');
    expect(() => deliver(FILES, out)).toThrow('is not an empty folder');
  });

  test('refuses when only the zip file is in the way', () => {
    writeFileSync(join(folder, 'module.zip'), 'mine');
    expect(() => deliver(FILES, join(folder, 'module'))).toThrow('module.zip is in the way');
    expect(readdirSync(folder)).toEqual(['module.zip']);
  });

  test('says in one line why a place cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const out = join(folder, 'file', 'module');
    expect(() => deliver(FILES, out)).toThrow(`--out: ${out} cannot be written: a part of its path is a file.`);
  });

  test.skipIf(process.getuid?.() === 0)('says so when it may not write (not when run as root)', () => {
    chmodSync(folder, 0o555);
    expect(() => deliver(FILES, join(folder, 'module'))).toThrow('permission denied (EACCES)');
  });

  test('leaves nothing behind when it fails half way', () => {
    // Too long a file name for any file system: fails after the first files were written.
    const files = new Map([...FILES, [`z/${'x'.repeat(300)}`, '']]);
    expect(() => deliver(files, join(folder, 'new', 'module'))).toThrow('cannot be written: name too long');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the command', () => {
  test('makes the same bytes in another time zone, language and moment', () => {
    const zones = [
      { TZ: 'Pacific/Auckland', LC_ALL: 'de_DE.UTF-8' },
      { TZ: 'America/Los_Angeles', LC_ALL: 'C' },
    ];
    const [one, other] = zones.map((environment, index) => {
      const out = join(folder, String(index), 'module');
      expect(runCommand(typed({ ...SAMPLE, out }), environment)).toMatchObject({ status: 0, stderr: '' });
      return readFileSync(`${out}.zip`);
    });
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
  });

  test('never asks in a script, but names all that is missing and ends with 2', () => {
    expect(runCommand(['--vendor', 'Acme'])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'Missing: --product, --name, --email, --resources, one of --outputs, --local or --base-url, --out. See --help.\n',
    });
  });

  test('ends with 1 when it cannot write', () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr } = runCommand(typed({ ...SAMPLE, out: 'file/module' }));
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('writes nothing when a value is refused', () => {
    expect(runCommand(typed({ ...SAMPLE, email: 'nobody', out: 'module' })).status).toBe(2);
    expect(existsSync(join(folder, 'module'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('shows help with examples and ends with 0', () => {
    const { status, stdout } = runCommand(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('npm run module -- --product demo --vendor Acme --name Connect');
    expect(stdout).toContain('Exit codes: 0 done');
  });
});

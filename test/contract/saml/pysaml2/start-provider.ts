import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestKeys } from '../certificate.ts';

const PROGRAM = fileURLToPath(new URL('provider.py', import.meta.url));

/** A Python that has pysaml2: `.ci/run` makes an environment for it. */
const PYTHON = process.env['PYSAML2_PYTHON'] ?? 'python3';

/** Why there is no pysaml2 here; empty where there is. */
export function missing(): string {
  if (spawnSync('xmlsec1', ['--version']).status !== 0) return 'xmlsec1 is missing (Debian: apt-get install xmlsec1)';
  const found = spawnSync(PYTHON, ['-c', 'import saml2']).status === 0;
  return found ? '' : 'pysaml2 is missing: name a Python that has it in PYSAML2_PYTHON';
}

/** @param ownMetadata what it is to know of us */
export async function startPysaml2(port: number, keys: TestKeys, ownMetadata: string) {
  const folder = mkdtempSync(join(tmpdir(), 'handfast-pysaml2-'));
  writeFileSync(join(folder, 'key.pem'), keys.privateKey);
  writeFileSync(join(folder, 'certificate.pem'), keys.certificate);
  writeFileSync(join(folder, 'sp.xml'), ownMetadata);
  const program = spawn(PYTHON, ['-W', 'ignore', PROGRAM, String(port), folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(program.stdout, 'data');
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    metadata: async () => (await fetch(`${origin}/metadata`)).text(),
    async close() {
      const ended = once(program, 'exit');
      program.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

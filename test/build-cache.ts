import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives all processes of a run one folder for what they build and compile. Both are keyed by content, so tests see the
 * code as it is.
 *
 * @returns removes it
 */
export default function setup(): (() => void) | undefined {
  if (process.env['HANDFAST_BUILD_CACHE'] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'handfast-build-'));
  process.env['HANDFAST_BUILD_CACHE'] = folder;
  process.env['NODE_COMPILE_CACHE'] ??= join(folder, 'compiled');
  return () => rmSync(folder, { recursive: true, force: true });
}

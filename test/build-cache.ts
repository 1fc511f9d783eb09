import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/**
 * Gives all processes of a run one folder for what they build and compile. Both are keyed by content, so tests see the
 * code as it is. Synthesised stacks are keyed by their settings alone, so they are kept for a run, and not while the
 * code is watched.
 *
 * @returns removes it
 */
export default function setup({ vitest }: TestProject): (() => void) | undefined {
  if (process.env['HANDFAST_TEST_STACKS'] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'handfast-build-'));
  process.env['HANDFAST_BUILD_CACHE'] ??= folder;
  process.env['NODE_COMPILE_CACHE'] ??= join(folder, 'compiled');
  process.env['HANDFAST_TEST_STACKS'] = vitest.config.watch ? '' : join(folder, 'stacks');
  return () => rmSync(folder, { recursive: true, force: true });
}

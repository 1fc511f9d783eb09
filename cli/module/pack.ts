import { strToU8, type Zippable, zipSync } from 'fflate';
import type { ModuleFiles } from './files/module-files.ts';

/** The earliest date that a zip file can hold. In local time, as fflate reads it, so it is the same everywhere. */
const FIXED_TIME = new Date(1980, 0, 1);
const UNIX = 3;
/** A plain file that everybody may read: the mode is in the upper half. */
const MODE = 0o100644 << 16;

/** A zip file with composer.json at its root, as Composer and Adobe's marketplace want it. */
export function pack(files: ModuleFiles): Uint8Array {
  const entries: Zippable = {};
  for (const [path, text] of files) {
    entries[path] = [strToU8(text), { mtime: FIXED_TIME, os: UNIX, attrs: MODE, level: 9 }];
  }
  return zipSync(entries);
}

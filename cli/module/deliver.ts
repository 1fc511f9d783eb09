import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError, EXIT_FAILED, reasonOf } from '../output/cli-error.ts';
import type { ModuleFiles } from './files/module-files.ts';
import { pack } from './pack.ts';

/** Paths of a delivered module. */
export type Delivery = { readonly folder: string; readonly zip: string };

/**
 * Writes the folder and, beside it, a zip file of the same name. Everything is written under another name first, so
 * that nobody sees an incomplete module.
 *
 * @param folder absolute path; must be absent or empty
 * @throws CliError when something is in the way or cannot be written; then nothing is left behind
 */
export function deliver(files: ModuleFiles, folder: string): Delivery {
  const zip = `${folder}.zip`;
  try {
    refuseOccupied(folder, zip);
    const parent = dirname(folder);
    const made = mkdirSync(parent, { recursive: true });
    try {
      deliverInto(parent, files, { folder, zip });
    } catch (error) {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT_FAILED, [`--out: ${folder} cannot be written: ${whyNot(error)}.`], { cause: error });
  }
  return { folder, zip };
}

function refuseOccupied(folder: string, zip: string): void {
  if (existsSync(folder) && entriesOf(folder) !== 0) {
    throw new CliError(EXIT_FAILED, [`--out: ${folder} is not an empty folder; name another one, or remove it.`]);
  }
  if (existsSync(zip)) {
    throw new CliError(EXIT_FAILED, [`--out: ${zip} is in the way; name another folder, or remove it.`]);
  }
}

/** Making a folder below a file fails with EEXIST, whose words would mislead. */
function whyNot(error: unknown): string {
  return codeOf(error) === 'EEXIST' ? 'a part of its path is a file' : reasonOf(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function entriesOf(path: string): number | undefined {
  try {
    return readdirSync(path).length;
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function deliverInto(parent: string, files: ModuleFiles, { folder, zip }: Delivery): void {
  const workplace = mkdtempSync(join(parent, `.${basename(folder)}-`));
  try {
    const draft = join(workplace, 'module');
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text);
    }
    writeFileSync(join(workplace, 'module.zip'), pack(files));
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(draft, folder);
    try {
      renameSync(join(workplace, 'module.zip'), zip);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

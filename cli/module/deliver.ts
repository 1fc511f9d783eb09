import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError, EXIT_FAILED, reasonOf } from './command/cli-error.ts';
import type { ModuleFiles } from './files/module-files.ts';
import { pack } from './pack.ts';

/** Where a delivered module lies. */
export type Delivery = { readonly folder: string; readonly zip: string };

/**
 * Writes the folder and, beside it, a zip file of the same name. Everything is written under another name first, so
 * nobody ever sees half of it.
 *
 * @param folder absolute path; must be absent or empty
 * @throws Trouble when something is in the way or cannot be written; then nothing is left behind
 */
export function deliver(files: ModuleFiles, folder: string): Delivery {
  const zip = `${folder}.zip`;
  try {
    refuseOccupied(folder, zip);
    const parent = dirname(folder);
    const made = mkdirSync(parent, { recursive: true });
    try {
      deliverInto(parent, files, { folder, zip });
    } catch (thrown) {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
      throw thrown;
    }
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError(EXIT_FAILED, [`--out: ${folder} cannot be written: ${whyNot(cause)}.`], { cause });
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
function whyNot(thrown: unknown): string {
  return codeOf(thrown) === 'EEXIST' ? 'a part of its path is a file' : reasonOf(thrown);
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}

function entriesOf(path: string): number | undefined {
  try {
    return readdirSync(path).length;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOTDIR') return undefined;
    throw thrown;
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
    } catch (thrown) {
      rmSync(folder, { recursive: true, force: true });
      throw thrown;
    }
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { CliError, EXIT_MISUSED, reasonOf } from '../../output/cli-error.ts';

/** Path inside the module, with `/`, → text. */
export type FoundFiles = ReadonlyMap<string, string>;

/** The files that declare a module's integrations; the others are not read. */
const DECLARING_FILES =
  /^(?:registration\.php|composer\.json|etc\/(?:module|integration)\.xml|etc\/integration\/(?:config|api)\.xml|Setup\/.+\.php)$/;

/** Magento's own files of these names have some kilobytes. */
const LARGEST_FILE_BYTES = 256 * 1024;

/**
 * Reads the declaring files of a module's folder.
 *
 * @throws CliError when there is no such folder, or it cannot be read, or holds anything but files of a usual size
 */
export function readModule(folder: string): FoundFiles {
  try {
    if (!statSync(folder).isDirectory()) throw new CliError(EXIT_MISUSED, [`--check: ${folder} is not a folder.`]);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll(sep, '/'));
    const declaring = paths.filter((path) => DECLARING_FILES.test(path)).sort();
    return new Map(declaring.map((path) => [path, textOf(folder, path)]));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT_MISUSED, [`--check: ${folder} cannot be read: ${reasonOf(error)}.`], { cause: error });
  }
}

/** Looked at before it is opened: opening a named pipe would wait for ever. */
function textOf(folder: string, path: string): string {
  const file = join(folder, path);
  const stats = statSync(file);
  const problem = stats.isFile() ? undefined : 'is not a file';
  const tooLarge = stats.size > LARGEST_FILE_BYTES ? `has more than ${LARGEST_FILE_BYTES / 1024} KB` : undefined;
  const complaint = problem ?? tooLarge;
  if (complaint !== undefined) throw new CliError(EXIT_MISUSED, [`--check: ${path} in ${folder} ${complaint}.`]);
  return readFileSync(file, 'utf8');
}

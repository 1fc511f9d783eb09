import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { CliError, EXIT_MISUSED, reasonOf } from '../command/cli-error.ts';

/** Path inside the module, with `/`, → text. */
export type FoundFiles = ReadonlyMap<string, string>;

/** The files that declare a module's integrations; the others are not read. */
const DECLARING_FILES =
  /^(?:registration\.php|composer\.json|etc\/(?:module|integration)\.xml|etc\/integration\/(?:config|api)\.xml|Setup\/.+\.php)$/;

/**
 * Reads the declaring files of a module's folder.
 *
 * @throws CliError when there is no such folder, or it cannot be read
 */
export function readModule(folder: string): FoundFiles {
  try {
    if (!statSync(folder).isDirectory()) throw new CliError(EXIT_MISUSED, [`--check: ${folder} is not a folder.`]);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll(sep, '/'));
    const declaring = paths.filter((path) => DECLARING_FILES.test(path)).sort();
    return new Map(declaring.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT_MISUSED, [`--check: ${folder} cannot be read: ${reasonOf(error)}.`], { cause: error });
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { CliError, EXIT_MISUSED, reasonOf } from '../command/cli-error.ts';

/** Path inside the module, with `/`, → text. */
export type FoundFiles = ReadonlyMap<string, string>;

/** The files that say what integration a module brings; everything else in it is none of our business. */
const TELLING =
  /^(?:registration\.php|composer\.json|etc\/(?:module|integration)\.xml|etc\/integration\/(?:config|api)\.xml|Setup\/.+\.php)$/;

/**
 * Reads the telling files of a module's folder.
 *
 * @throws Trouble when there is no such folder, or it cannot be read
 */
export function readModule(folder: string): FoundFiles {
  try {
    if (!statSync(folder).isDirectory()) throw new CliError(EXIT_MISUSED, [`--check: ${folder} is not a folder.`]);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll(sep, '/'));
    const telling = paths.filter((path) => TELLING.test(path)).sort();
    return new Map(telling.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError(EXIT_MISUSED, [`--check: ${folder} cannot be read: ${reasonOf(cause)}.`], { cause });
  }
}

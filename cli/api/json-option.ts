import { readFileSync } from 'node:fs';
import { CliError, EXIT_MISUSED, reasonOf } from '../output/cli-error.ts';

/**
 * JSON that is given on the command line, or in a file that it names: `@body.json`.
 *
 * @throws CliError that quotes nothing of it
 */
export function readJson(option: string, text: string): unknown {
  const json = text.startsWith('@') ? textIn(option, text.slice(1)) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new CliError(
      EXIT_MISUSED,
      [`${option}: is not JSON. Quote it for the shell, or put it in a file: @file.json.`],
      {
        cause: error,
      },
    );
  }
}

function textIn(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(EXIT_MISUSED, [`${option}: ${file} cannot be read: ${reasonOf(error)}.`], { cause: error });
  }
}

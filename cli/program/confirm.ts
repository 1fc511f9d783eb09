import { CliError, EXIT_FAILED, EXIT_MISUSED } from '../output/cli-error.ts';
import { printable } from '../output/printable.ts';
import type { Io } from './shell.ts';

export type ConfirmOptions = { readonly yes?: boolean | undefined };

/**
 * Has somebody at the terminal agree to what cannot be undone; in scripts, `--yes` does.
 *
 * @throws CliError when nobody agrees
 */
export async function confirm({ prompts }: Io, { yes }: ConfirmOptions, question: string): Promise<void> {
  if (yes === true) return;
  if (prompts === undefined) {
    throw new CliError(EXIT_MISUSED, [`--yes: must be given, since nobody can be asked: ${question}`]);
  }
  if (await (await prompts()).confirm(printable(question))) return;
  throw new CliError(EXIT_FAILED, ['Nothing was changed.']);
}

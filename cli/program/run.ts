import { type Command, CommanderError } from 'commander';
import { HandfastError } from '../../client/handfast.ts';
import { problemsOf } from '../api/problems.ts';
import { isInterruption } from '../module/command/interruption.ts';
import { CliError, EXIT_DONE, EXIT_FAILED, EXIT_MISUSED, oneLine } from '../output/cli-error.ts';
import { printable } from '../output/printable.ts';
import { progressOn } from '../output/progress.ts';
import { handfastProgram } from './program.ts';
import type { Io, Shell } from './shell.ts';
import { showAnswer } from './show-answer.ts';

const EXIT_INTERRUPTED = 130;

/** Of an error that nobody foresaw. */
const LONGEST_REASON = 200;

/** Wider text is hard to read. */
const HELP_COLUMNS = 120;

/** Runs `handfast` and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT_DONE;
  const progress = progressOn(io);
  let farewell = 'Interrupted.';
  io.onInterrupt?.(() => {
    progress.end();
    io.printError(printable(farewell));
    return EXIT_INTERRUPTED;
  });
  const shell: Shell = {
    io,
    progress,
    show: (options, answer) => {
      progress.end();
      showAnswer(io, options, answer);
      exitCode = answer.exitCode ?? EXIT_DONE;
    },
    goesOn: (line) => {
      farewell = `Interrupted. ${line}`;
    },
    exit: (code) => {
      exitCode = code;
    },
  };
  try {
    await parse(handfastProgram(shell), argv, io);
    return exitCode;
  } catch (error) {
    progress.end();
    return complain(error, io);
  }
}

function complain(error: unknown, io: Io): number {
  if (isInterruption(error)) {
    io.printError('Interrupted; nothing was changed.');
    return EXIT_INTERRUPTED;
  }
  const shown = error instanceof HandfastError ? new CliError(EXIT_FAILED, problemsOf(error)) : known(error);
  for (const line of shown.problems) io.printError(printable(line));
  return shown.exitCode;
}

/** Anything but a failure that was foreseen mostly comes of an answer that is none of the API's, or of another version. */
function known(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const what = oneLine(error).slice(0, LONGEST_REASON);
  return new CliError(EXIT_FAILED, [
    `The answer cannot be read (${what}). Check that the address is the API's, and of about this version.`,
  ]);
}

/** @throws CliError when the command line cannot be understood */
async function parse(program: Command, argv: readonly string[], { print, terminal }: Io): Promise<void> {
  let errorText = '';
  for (const command of withinOf(program)) {
    command.exitOverride().helpCommand(false);
    command.configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => (errorText += text),
      getOutHelpWidth: () => Math.min(terminal?.columns ?? HELP_COLUMNS, HELP_COLUMNS),
    });
  }
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === EXIT_DONE) return;
    const line = errorText
      .replace(/^error: /, '')
      .replace(/^command-argument value '(.*)' is invalid for argument '([^']*)'\./s, "<$2> '$1' is invalid.")
      .replaceAll(/\s+/g, ' ')
      .trim()
      .replace(/[^.)?]$/, '$&.');
    const said = error.code === 'commander.help' ? whatThereIs(program, argv) : line;
    throw new CliError(EXIT_MISUSED, [`${said} See --help.`], { cause: error });
  }
}

function withinOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withinOf)];
}

/** For a noun without a verb. */
function whatThereIs(program: Command, argv: readonly string[]): string {
  const noun = program.commands.find((command) => argv.includes(command.name())) ?? program;
  const verbs = noun.commands.map((command) => command.name()).filter((name) => name !== 'help');
  const [last = '', ...others] = verbs.toReversed();
  return `Say what to do: ${others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`}.`;
}

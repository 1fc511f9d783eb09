import { relative } from 'node:path';
import { CliError, EXIT_DONE } from '../output/cli-error.ts';
import { printable } from '../output/printable.ts';
import { checkModule } from './check/check.ts';
import { readCommandLine } from './command/command-line.ts';
import { isInterruption } from './command/interruption.ts';
import type { Options } from './command/options.ts';
import { promptForMissing } from './command/prompt-for-missing.ts';
import type { Prompts } from './command/prompts.ts';
import { deliver } from './deliver.ts';
import { moduleFiles } from './files/module-files.ts';
import { resourceList } from './permissions/resource-list.ts';
import { type ModulePlan, readPlan } from './plan.ts';

const EXIT_INTERRUPTED = 130;

/** Input and output of the command. */
export type Io = {
  /** One line on standard output. */
  readonly print: (line: string) => void;
  /** One line on standard error. */
  readonly printError: (line: string) => void;
  /** Undefined when nobody is at a terminal, as in a script. */
  readonly prompts?: Prompts;
};

/** Runs the command and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const options = readCommandLine(argv, io);
    return options === undefined ? EXIT_DONE : await runCommand(options, io);
  } catch (error) {
    if (isInterruption(error)) {
      io.printError('Interrupted; nothing was written.');
      return EXIT_INTERRUPTED;
    }
    if (!(error instanceof CliError)) throw error;
    for (const line of error.problems) io.printError(printable(line));
    return error.exitCode;
  }
}

/** Makes a module, or checks one. */
export async function runCommand(options: Options, io: Io): Promise<number> {
  if (options.listResources === true) {
    for (const line of resourceList()) io.print(line);
    return EXIT_DONE;
  }
  if (options.check !== undefined) return checkModule(options.check, options, (line) => io.print(printable(line)));
  const plan = readPlan(io.prompts === undefined ? options : await promptForMissing(options, io.prompts));
  const { folder, zip } = deliver(moduleFiles(plan), plan.out);
  for (const line of summary(plan, shown(folder), shown(zip))) io.print(line);
  return EXIT_DONE;
}

function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function summary(plan: ModulePlan, folder: string, zip: string): string[] {
  const { moduleName, packageName, version, addresses, permissions, integrationName } = plan;
  const secure = addresses.callback.startsWith('https:') && addresses.identityLink.startsWith('https:');
  return [
    `${moduleName} ${version} (${packageName}), integration "${integrationName}"`,
    `  folder        ${folder}`,
    `  zip           ${zip}`,
    `  callback URL  ${addresses.callback}`,
    `  identity URL  ${addresses.identityLink}`,
    `  permissions   ${permissions.asked.join(', ')}`,
    ...(secure ? [] : ['  WARNING       not https: keys travel in the clear. Never give this module to a merchant.']),
    `Give merchants the zip; its README.md tells them how to install and activate it.`,
  ];
}

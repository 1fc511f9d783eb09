import { relative } from 'node:path';
import { checkModule } from './check/check.ts';
import { askForMissing } from './command/ask.ts';
import { CliError, EXIT_DONE } from './command/cli-error.ts';
import { readCommandLine } from './command/command-line.ts';
import type { Options } from './command/options.ts';
import { isInterruption, type Questions } from './command/questions.ts';
import { deliver } from './deliver.ts';
import { moduleFiles } from './files/module-files.ts';
import { resourceList } from './permissions/resource-list.ts';
import { type ModulePlan, readPlan } from './plan.ts';

const EXIT_INTERRUPTED = 130;

/** What the command needs of the world. */
export type Io = {
  /** One line on standard output. */
  readonly say: (line: string) => void;
  /** One line on standard error. */
  readonly complain: (line: string) => void;
  /** Somebody who can be asked; undefined when the command runs in a script. */
  readonly questions?: Questions;
};

/** Runs the command and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const options = readCommandLine(argv, io);
    return options === undefined ? EXIT_DONE : await follow(options, io);
  } catch (thrown) {
    if (isInterruption(thrown)) {
      io.complain('Interrupted; nothing was written.');
      return EXIT_INTERRUPTED;
    }
    if (!(thrown instanceof CliError)) throw thrown;
    for (const line of thrown.problems) io.complain(line);
    return thrown.exitCode;
  }
}

async function follow(options: Options, io: Io): Promise<number> {
  if (options.listResources === true) {
    for (const line of resourceList()) io.say(line);
    return EXIT_DONE;
  }
  if (options.check !== undefined) return checkModule(options.check, options, io.say);
  const plan = readPlan(io.questions === undefined ? options : await askForMissing(options, io.questions));
  const { folder, zip } = deliver(moduleFiles(plan), plan.out);
  for (const line of story(plan, shown(folder), shown(zip))) io.say(line);
  return EXIT_DONE;
}

function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function story(plan: ModulePlan, folder: string, zip: string): string[] {
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

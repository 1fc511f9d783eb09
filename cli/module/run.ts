import { relative } from 'node:path';
import { checkModule } from './check/check.ts';
import { askForMissing } from './command/ask.ts';
import { EXIT_DONE, Trouble } from './command/cli-error.ts';
import { readCommandLine } from './command/command-line.ts';
import type { Wishes } from './command/options.ts';
import { isInterruption, type Questions } from './command/questions.ts';
import { deliver } from './deliver.ts';
import { moduleFiles } from './files/module-files.ts';
import { resourceList } from './permissions/resource-list.ts';
import { type ModulePlan, readPlan } from './plan.ts';

const EXIT_INTERRUPTED = 130;

/** What the command needs of the world. */
export type World = {
  /** One line on standard output. */
  readonly say: (line: string) => void;
  /** One line on standard error. */
  readonly complain: (line: string) => void;
  /** Somebody who can be asked; undefined when the command runs in a script. */
  readonly questions?: Questions;
};

/** Runs the command and returns its exit code. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    const wishes = readCommandLine(argv, world);
    return wishes === undefined ? EXIT_DONE : await follow(wishes, world);
  } catch (thrown) {
    if (isInterruption(thrown)) {
      world.complain('Interrupted; nothing was written.');
      return EXIT_INTERRUPTED;
    }
    if (!(thrown instanceof Trouble)) throw thrown;
    for (const line of thrown.problems) world.complain(line);
    return thrown.exitCode;
  }
}

async function follow(wishes: Wishes, world: World): Promise<number> {
  if (wishes.listResources === true) {
    for (const line of resourceList()) world.say(line);
    return EXIT_DONE;
  }
  if (wishes.check !== undefined) return checkModule(wishes.check, wishes, world.say);
  const plan = readPlan(world.questions === undefined ? wishes : await askForMissing(wishes, world.questions));
  const { folder, zip } = deliver(moduleFiles(plan), plan.out);
  for (const line of story(plan, shown(folder), shown(zip))) world.say(line);
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

import { Command, CommanderError, Option as CommandOption } from 'commander';
import * as z from 'zod';
import { CliError, EXIT_DONE, EXIT_MISUSED } from '../../output/cli-error.ts';
import { INSECURE_SWITCH } from '../addresses/addresses.ts';
import { MAGENTO_VERSIONS, OPTIONS, STYLES } from './flags.ts';
import type { Options } from './options.ts';

const examplesOf = (name: string) => `
Examples:
  $ ${name} --product demo --vendor Acme --name Connect --email support@acme.example \\
      --resources orders,products,customers --outputs cdk-outputs.json --out dist/module
  $ ${name} --product demo --vendor Acme --name Connect --email support@acme.example \\
      --resources orders:read,Magento_Cms::page --base-url https://connect.example --out dist/module
  $ ${name} --check dist/module --product demo --outputs cdk-outputs.json
  $ ${name} --list-resources

What is missing is asked for at a terminal. cdk-outputs.json is what "cdk deploy --outputs-file cdk-outputs.json" writes.

Exit codes: 0 done, or the check found nothing wrong; 1 the module could not be written, or the check found something
wrong; 2 the command line, or a file that it names, cannot be used; 130 interrupted.`;

const NPM_SCRIPT = 'npm run module --';

/** Types what Commander parsed. */
const optionsShape = z.strictObject({
  ...Object.fromEntries(OPTIONS.map((option) => [option, z.string().optional()])),
  outputs: z.string().optional(),
  stack: z.string().optional(),
  local: z.boolean().optional(),
  baseUrl: z.string().optional(),
  allowInsecureHttp: z.boolean().optional(),
  check: z.string().optional(),
  listResources: z.boolean().optional(),
});

type Output = { readonly print: (line: string) => void };

/**
 * Reads the command line.
 *
 * @returns undefined when help was asked for, and shown
 * @throws CliError when it cannot be understood
 */
export function readCommandLine(argv: readonly string[], { print }: Output): Options | undefined {
  const command = moduleCommand(NPM_SCRIPT);
  let errorText = '';
  command.configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => (errorText += text) });
  command.exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === EXIT_DONE) return undefined;
    const line = errorText
      .replace(/^error: /, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
    throw new CliError(EXIT_MISUSED, [`${line} See --help.`], { cause: error });
  }
  return optionsOf(command);
}

/** What was parsed, with its types. */
export function optionsOf(command: Command): Options {
  return optionsShape.parse(command.opts());
}

/** @param typed how the command is called, in its examples */
export function moduleCommand(typed: string, name = typed): Command {
  return new Command(name)
    .usage('[options]')
    .description('Makes the Magento module that brings your integration into a merchant’s store, or checks one.')
    .helpOption('-h, --help', 'show this')
    .allowExcessArguments(false)
    .optionsGroup('What connects:')
    .option('--product <id>', 'product of Handfast that the store connects to')
    .option('--outputs <file>', 'take its URLs from this file, written by "cdk deploy --outputs-file"')
    .option('--stack <name>', 'stack in that file, when several deploy the product')
    .option('--local', 'take its URLs from local mode: http://127.0.0.1:8787, or the port HANDFAST_PORT')
    .option('--base-url <origin>', 'take its URLs below this origin, such as https://connect.example')
    .option(INSECURE_SWITCH, 'accept http URLs, over which keys travel in the clear; for trials only')
    .optionsGroup('What merchants see:')
    .option('--vendor <Vendor>', 'first part of the module’s name, such as Acme')
    .option('--name <Name>', 'second part of the module’s name, such as Connect')
    .option('--integration-name <text>', 'name in the list of integrations (default: vendor and name)')
    .option('--email <address>', 'address that Magento shows for the integration')
    .option('--resources <list>', 'permissions, separated by commas: words or ACL ids (see --list-resources)')
    .optionsGroup('The module:')
    .option('--out <folder>', 'folder to write, absent or empty; the zip file gets its name')
    .option('--module-version <version>', 'semantic version (default: 1.0.0)')
    .option('--package <name>', 'Composer’s name (default: from vendor and name, such as acme/module-connect)')
    .option('--license <id>', 'SPDX id, or "proprietary" (default)')
    .addOption(new CommandOption('--style <style>', 'integration.xml, or config.xml with setup code').choices(STYLES))
    .addOption(
      new CommandOption('--magento <version>', 'oldest Magento; below 2.3 implies --style config').choices(
        MAGENTO_VERSIONS,
      ),
    )
    .optionsGroup('Instead of making one:')
    .option(
      '--check <folder>',
      'explain an existing module; with --product and its URLs, compare with what is deployed',
    )
    .option('--list-resources', 'show all words and permissions')
    .addHelpText('after', examplesOf(typed));
}

import { Command, CommanderError } from 'commander';
import type { PushOrder } from '../changes/push-changes.ts';
import type { Trial } from '../connectors/try-connector.ts';
import { CliError, EXIT_DONE, EXIT_MISUSED } from '../module/command/cli-error.ts';
import { readList, scopeProblems } from './client-options.ts';
import type { Wanted } from './deployment.ts';
import { addPush } from './push-command.ts';
import { addTry } from './try-command.ts';

export type Shared = Wanted & { readonly profile?: string; readonly json?: boolean };

/** What is asked for, understood. */
export type Request = { readonly shared: Shared } & (
  | {
      readonly action: 'create';
      readonly client: {
        readonly name: string;
        readonly scopes?: readonly string[];
        readonly products?: readonly string[];
      };
    }
  | { readonly action: 'list' }
  | { readonly action: 'revoke'; readonly id: string }
  | { readonly action: 'try'; readonly trial: Trial }
  | { readonly action: 'push'; readonly order: PushOrder }
);

const EXAMPLES = `
Examples:
  $ npx handfast clients create --name backend --local
  $ npx handfast clients create --name crm --scopes connections:read,events:read --products erp
  $ npx handfast clients list --outputs cdk-outputs.json --json
  $ npx handfast clients revoke cli_0f6c2a9d41be77c05a3b8e12

Clients get access tokens for the API with their id and secret. To rotate a secret: create a second client, move the
backend over, revoke the first. Requests are signed with your AWS credentials, as those of the AWS CLI are.

Without --local, --url or --outputs, the deployment is taken from cdk-outputs.json in this folder, which
"cdk deploy --outputs-file cdk-outputs.json" writes.

Exit codes: 0 done; 1 refused or unreachable, and nothing was changed; 2 the command line cannot be used.`;

type Output = { readonly print: (line: string) => void };

/**
 * Reads the command line.
 *
 * @returns undefined when help was asked for, and shown
 * @throws CliError when it cannot be understood
 */
export function readCommandLine(argv: readonly string[], { print }: Output): Request | undefined {
  let request: Request | undefined;
  let errorText = '';
  const program = handfastCommand((understood) => {
    request = understood;
  });
  for (const command of withinOf(program)) {
    command.exitOverride();
    command.configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => (errorText += text) });
  }
  try {
    program.parse(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === EXIT_DONE) return undefined;
    const line = errorText
      .replace(/^error: /, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
    const said = error.code === 'commander.help' ? 'Say what to do: create, list or revoke.' : line;
    throw new CliError(EXIT_MISUSED, [`${said} See --help.`], { cause: error });
  }
  return request;
}

function withinOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withinOf)];
}

function handfastCommand(understood: (request: Request) => void): Command {
  const program = new Command('handfast').description('Commands for operators of Handfast.').usage('<command>');
  const clients = program
    .command('clients')
    .description('Make, list and revoke clients of the API.')
    .addHelpText('after', EXAMPLES);
  const create = clients
    .command('create')
    .description('Makes a client and shows its secret, once.')
    .option('--name <text>', 'tells clients apart, such as backend; must be given')
    .option(
      '--scopes <list>',
      'separated by commas (default: connections:read,connections:call,connections:write)',
      readList,
    )
    .option('--products <list>', 'ids of the only products it may see (default: all, later ones included)', readList)
    .action(({ name, scopes, products, ...shared }) => {
      // Not a required option of Commander's, which would hide that another one was misspelled.
      const missing = name === undefined ? ['--name: must be given, such as --name backend.'] : [];
      const problems = [...missing, ...scopeProblems(scopes ?? [])];
      if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
      understood({
        action: 'create',
        client: { name, ...(scopes && { scopes }), ...(products && { products }) },
        shared,
      });
    });
  const list = clients
    .command('list')
    .description('Shows all clients that were made here and are not revoked, without their secrets.')
    .action((shared) => understood({ action: 'list', shared }));
  const revoke = clients
    .command('revoke')
    .description('Revokes a client for good. Its tokens stop working within a minute.')
    .argument('<id>', 'the client id, such as cli_0f6c2a9d41be77c05a3b8e12')
    .action((id, shared) => understood({ action: 'revoke', id, shared }));
  for (const command of [create, list, revoke]) withSharedOptions(command).addHelpText('after', EXAMPLES);
  withSharedOptions(addTry(program, understood));
  withSharedOptions(addPush(program, understood));
  return program;
}

function withSharedOptions(command: Command): Command {
  return command
    .allowExcessArguments(false)
    .optionsGroup('Which deployment:')
    .option('--local', 'the one that "npm start" runs')
    .option('--url <url>', 'the output "ClientsUrl" of "cdk deploy"')
    .option('--outputs <file>', 'the file that "cdk deploy --outputs-file" wrote')
    .option('--stack <name>', 'stack in that file, when there are several')
    .option('--region <region>', 'AWS region, where the URL does not say it')
    .option('--profile <name>', 'profile of the AWS credentials')
    .optionsGroup('Output:')
    .option('--json', 'print JSON, for scripts')
    .helpOption('-h, --help', 'show this');
}

import type { Command } from 'commander';
import type { SignedWanted } from '../../api/signed-deployment.ts';
import { findDeployment } from '../../api/signed-deployment.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';
import { withSignedDeployment } from '../../program/deployment-options.ts';
import type { OutputOptions, Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { readList } from '../../program/values.ts';
import { type Call, clientsCaller } from './call-clients.ts';
import { createdLines, listLines, revokedLines } from './client-lines.ts';
import { scopeProblems } from './scope-problems.ts';

const LESSON = {
  examples: [
    'clients create --name backend --local',
    'clients create --name crm --scopes connections:read,events:read --products erp',
    'clients list --outputs cdk-outputs.json --json',
    'clients revoke cli_0f6c2a9d41be77c05a3b8e12',
  ],
  notes: [
    `Clients get access tokens for the API with their id and secret. To rotate a secret: create a second client, move the
backend over, revoke the first. Requests are signed with your AWS credentials, as those of the AWS CLI are.`,
    `Without --local, --url or --outputs, the deployment is taken from cdk-outputs.json in this folder, which
"cdk deploy --outputs-file cdk-outputs.json" writes.`,
  ],
  exits: { done: 'done', failed: 'refused or unreachable, and nothing was changed' },
};

type Options = SignedWanted & OutputOptions;
type CreateOptions = Options & {
  readonly name?: string;
  readonly scopes?: readonly string[];
  readonly products?: readonly string[];
};

/** `handfast clients`. */
export function addClients(program: Command, shell: Shell): void {
  const clients = teach(program.command('clients').description('Make, list and revoke clients of the API.'), LESSON);
  const call = (options: Options, request: Call) =>
    clientsCaller(findDeployment(options, shell.io.environment), options.profile)(request);

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
    .action(async ({ name, scopes, products, ...options }: CreateOptions) => {
      // Not a required option of Commander's, which would hide that another one was misspelled.
      const missing = name === undefined ? ['--name: must be given, such as --name backend.'] : [];
      const problems = [...missing, ...scopeProblems(scopes ?? [])];
      if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
      const body = { name, ...(scopes && { scopes }), ...(products && { products }) };
      const json = await call(options, { method: 'POST', path: '', body });
      shell.show(options, { json, human: () => createdLines(json) });
    });
  const list = clients
    .command('list')
    .description('Shows all clients that were made here and are not revoked, without their secrets.')
    .action(async (options: Options) => {
      const json = await call(options, { method: 'GET', path: '' });
      shell.show(options, { json, human: ({ time }) => listLines(json, time) });
    });
  const revoke = clients
    .command('revoke')
    .description('Revokes a client for good. Its tokens stop working within a minute.')
    .argument('<id>', 'the client id, such as cli_0f6c2a9d41be77c05a3b8e12')
    .action(async (id: string, options: Options) => {
      const json = await call(options, { method: 'DELETE', path: `/${encodeURIComponent(id)}` });
      shell.show(options, { json, human: ({ time }) => revokedLines(json, time) });
    });
  for (const command of [create, list, revoke]) teach(withSignedDeployment(command), LESSON);
}

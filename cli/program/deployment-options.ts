import type { Command } from 'commander';
import type { Wanted } from '../api/deployment.ts';
import type { OutputOptions } from './shell.ts';

/** Options of commands that call the API. */
export type ApiOptions = Wanted & OutputOptions;

/** Options that name a deployment, and `--json`, for commands that call the API with a client of it. */
export function withDeployment(command: Command): Command {
  return withOutput(named(command, 'its address, such as https://connect.example'));
}

/** The same for commands that sign requests with AWS credentials. */
export function withSignedDeployment(command: Command): Command {
  return withOutput(
    named(command, 'the output "ClientsUrl" of "cdk deploy"')
      .option('--region <region>', 'AWS region, where the URL does not say it')
      .option('--profile <name>', 'profile of the AWS credentials'),
  );
}

function named(command: Command, url: string): Command {
  return command
    .allowExcessArguments(false)
    .optionsGroup('Which deployment (default: that of cdk-outputs.json in this folder):')
    .option('--local', 'the one that "npm start" runs')
    .option('--url <url>', url)
    .option('--outputs <file>', 'the file that "cdk deploy --outputs-file" wrote')
    .option('--stack <name>', 'stack in that file, when there are several');
}

function withOutput(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .option('--json', 'print JSON, for scripts')
    .helpOption('-h, --help', 'show this');
}

import type { Command } from 'commander';
import type { Trial } from '../connectors/try-connector.ts';
import { CliError, EXIT_MISUSED } from '../module/command/cli-error.ts';

const LIMIT = 10;
const LIMIT_MAX = 100;
const CONNECTION = /^con_[0-9a-f]{32}$/;

const EXAMPLES = `
Examples:
  $ npx handfast connector try connectors/reviews.ts --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --local
  $ npx handfast connector try orders --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --limit 3 --json

Reads one page of the store through the API, and shows what the connector makes of each record. Nothing is written. It
takes the permission to make clients of the API: one is made for the call, and revoked at once.

Exit codes: 0 every record is fine; 1 one is not, or the store was not read; 2 the command line cannot be used.`;

type Understood = (request: { readonly action: 'try'; readonly trial: Trial; readonly shared: object }) => void;

/** `handfast connector try`. */
export function addTry(program: Command, understood: Understood): Command {
  const connectors = program.command('connector').description('Try connectors, which read stores.');
  return connectors
    .command('try')
    .description('Shows what a connector makes of records of a store.')
    .argument('<file-or-name>', 'the file of one of your own, or the name of a built-in one, such as orders')
    .option('--connection <id>', 'the store, such as con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab; must be given')
    .option('--limit <number>', `how many records, 1 to ${LIMIT_MAX}`, String(LIMIT))
    .addHelpText('after', EXAMPLES)
    .action((connector: string, { connection, limit, ...shared }) => {
      const trial = { connector, connection: String(connection), limit: Number(limit) };
      const problems = [
        ...(CONNECTION.test(trial.connection) ? [] : ['--connection: must be the id of a connection, such as con_….']),
        ...(isLimit(trial.limit) ? [] : [`--limit: must be a whole number from 1 to ${LIMIT_MAX}.`]),
      ];
      if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
      understood({ action: 'try', trial, shared });
    });
}

const isLimit = (limit: number): boolean => Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX;

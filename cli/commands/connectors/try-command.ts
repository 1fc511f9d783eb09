import type { Command } from 'commander';
import { findDeployment, type SignedWanted } from '../../api/signed-deployment.ts';
import { CliError, EXIT_DONE, EXIT_FAILED, EXIT_MISUSED } from '../../output/cli-error.ts';
import { withSignedDeployment } from '../../program/deployment-options.ts';
import type { OutputOptions, Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { clientsCaller } from '../clients/call-clients.ts';
import { isBroken, trialLines } from './trial-lines.ts';

const LIMIT = 10;
const LIMIT_MAX = 100;
const CONNECTION = /^con_[0-9a-f]{32}$/;

const LESSON = {
  examples: [
    'connector try connectors/reviews.ts --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --local',
    'connector try orders --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --limit 3 --json',
  ],
  notes: [
    `Reads one page of the store through the API, and shows what the connector makes of each record. Nothing is written. It
takes the permission to make clients of the API: one is made for the call, and revoked at once.`,
  ],
  exits: { done: 'every record is fine', failed: 'one is not, or the store was not read' },
};

type Options = SignedWanted & OutputOptions & { readonly connection?: string; readonly limit: string };

/** `handfast connector`. */
export function addConnectors(program: Command, shell: Shell): void {
  const connectors = teach(program.command('connector').description('Try connectors, which read stores.'), LESSON);
  const command = connectors
    .command('try')
    .description('Shows what a connector makes of records of a store.')
    .argument('<file-or-name>', 'the file of one of your own, or the name of a built-in one, such as orders')
    .option('--connection <id>', 'the store, such as con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab; must be given')
    .option('--limit <number>', `how many records, 1 to ${LIMIT_MAX}`, String(LIMIT))
    .action(async (connector: string, options: Options) => {
      const trial = { connector, connection: String(options.connection), limit: Number(options.limit) };
      const problems = [
        ...(CONNECTION.test(trial.connection) ? [] : ['--connection: must be the id of a connection, such as con_….']),
        ...(isLimit(trial.limit) ? [] : [`--limit: must be a whole number from 1 to ${LIMIT_MAX}.`]),
      ];
      if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
      const call = clientsCaller(findDeployment(options, shell.io.environment), options.profile);
      const { tryConnector } = await import('./try-connector.ts');
      const json = await tryConnector(trial, call);
      const broken = json.records.some(({ outcome }) => isBroken(outcome));
      shell.show(options, { json, human: () => trialLines(json), exitCode: broken ? EXIT_FAILED : EXIT_DONE });
    });
  teach(withSignedDeployment(command), LESSON);
}

const isLimit = (limit: number): boolean => Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX;

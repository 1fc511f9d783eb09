import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_DONE, EXIT_FAILED, EXIT_MISUSED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, wholeNumber } from '../../program/values.ts';
import { CONNECTION } from '../connections/show-command.ts';
import { isBroken, trialLines } from './trial-lines.ts';

const LIMIT = 10;
const LIMIT_MAX = 100;

const LESSON = {
  examples: [
    'connector try connectors/reviews.ts --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --local',
    'connector try orders --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --limit 3 --json',
  ],
  notes: [
    'Reads one page of the store through the API, and shows what the connector makes of each record. Nothing is written.',
  ],
  scopes: ['connections:call'],
  exits: { done: 'every record is fine', failed: 'one is not, or the store was not read' },
};

type Options = ApiOptions & { readonly connection?: string; readonly limit: number };

/** `handfast connector`. */
export function addConnectors(program: Command, shell: Shell): void {
  const connectors = teach(program.command('connector').description('Try connectors, which read stores.'), LESSON);
  const command = connectors
    .command('try')
    .description('Shows what a connector makes of records of a store.')
    .argument('<file-or-name>', 'the file of one of your own, or the name of a built-in one, such as orders')
    .option('--connection <id>', `the store, ${CONNECTION}; must be given`, idOf('con'))
    .option('--limit <number>', `how many records, 1 to ${LIMIT_MAX}`, wholeNumber(1, LIMIT_MAX), LIMIT)
    .action(async (connector: string, { connection, limit, ...options }: Options) => {
      if (connection === undefined) {
        throw new CliError(EXIT_MISUSED, [`--connection: must be given, ${CONNECTION}.`]);
      }
      const api = openApi(options, shell);
      const { tryConnector } = await import('./try-connector.ts');
      shell.progress.brief('Calling the store');
      const json = await tryConnector({ connector, connection, limit }, api);
      const broken = json.records.some(({ outcome }) => isBroken(outcome));
      shell.show(options, { json, human: () => trialLines(json), exitCode: broken ? EXIT_FAILED : EXIT_DONE });
    });
  teach(withDeployment(command), LESSON);
}

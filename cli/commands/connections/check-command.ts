import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { EXIT_DONE, EXIT_FAILED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { connectionLines } from './connection-lines.ts';
import { CONNECTION } from './show-command.ts';

const ALIVE = 'alive';

export function addCheck(connections: Command, shell: Shell): void {
  const check = connections
    .command('check')
    .description('Calls the store now, and shows whether it accepts its credentials.')
    .argument('<connection>', CONNECTION, idOf('con'))
    .action(async (id: string, options: ApiOptions) => {
      shell.progress.brief('Calling the store');
      const answer = await openApi(options, shell).connections.check(id);
      const { connection, result, milliseconds } = answer;
      const isAlive = result === ALIVE;
      shell.show(options, {
        json: answer,
        human: (screen) => [
          [{ text: result, style: isAlive ? 'green' : 'red' }, ` after ${milliseconds} ms`],
          ...connectionLines(connection, screen),
        ],
        exitCode: isAlive ? EXIT_DONE : EXIT_FAILED,
      });
    });
  teach(withDeployment(check), {
    examples: ['connections check con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab && echo it works'],
    scopes: ['connections:call'],
    exits: { done: 'the store accepts its credentials', failed: 'it does not, or was not reached' },
  });
}

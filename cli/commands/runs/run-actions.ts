import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ConfirmOptions, confirm } from '../../program/confirm.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { runAnswer } from './watch-run.ts';

export const RUN = 'such as run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4';

/** What changes a run. */
export function addRunActions(runs: Command, shell: Shell): void {
  const stop = runs
    .command('stop')
    .description('Has a run end after the page that it is at. What it has delivered stays.')
    .argument('<run>', RUN, idOf('run'))
    .action(async (id: string, options: ApiOptions) => {
      shell.show(options, runAnswer(await openApi(options, shell).runs.stop(id), false));
    });
  teach(withDeployment(stop), {
    examples: ['runs stop run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4'],
    scopes: ['channels:run'],
  });
  const confirmed = runs
    .command('confirm')
    .description('Has the deletions made that a run holds back, since so many are likely a mistake of the store.')
    .argument('<run>', RUN, idOf('run'))
    .option('--yes', 'do not ask')
    .action(async (id: string, options: ApiOptions & ConfirmOptions) => {
      const api = openApi(options, shell);
      await confirm(shell.io, options, `Delete what ${id} holds back? "runs show" says how many records.`);
      shell.show(options, runAnswer(await api.runs.confirm(id), false));
    });
  teach(withDeployment(confirmed), {
    examples: ['runs confirm run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4'],
    notes: ['Asks first at a terminal. In scripts, --yes must be given.'],
    scopes: ['channels:run'],
  });
}

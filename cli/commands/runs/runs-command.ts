import type { Command } from 'commander';
import { moreNotes, type PagingOptions, pagesOf, withPaging } from '../../api/list-options.ts';
import { openApi } from '../../api/open-api.ts';
import { table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { addRunActions, RUN } from './run-actions.ts';
import { RUN_COLUMNS } from './run-lines.ts';
import { runAnswer, watchedRun } from './watch-run.ts';

export const WATCH_EXITS = {
  done: 'done; with --watch, the run is completed',
  failed: 'refused; with --watch, the run failed, was stopped, is held or has errors',
};

/** `handfast runs`. */
export function addRuns(program: Command, shell: Shell): void {
  const runs = program.command('runs').description('See, watch, stop and confirm runs of channels.');
  addList(runs, shell);
  addShow(runs, shell);
  addRunActions(runs, shell);
  teach(runs, {
    examples: [
      'runs list chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5',
      'runs show run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4 --watch',
      'runs confirm run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4',
    ],
  });
}

function addList(runs: Command, shell: Shell): void {
  const list = runs
    .command('list')
    .description('Shows runs of a channel, newest first. They are kept for 30 days.')
    .argument('<channel>', 'such as chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5', idOf('chn'))
    .action(async (channel: string, options: PagingOptions & ApiOptions) => {
      const page = await pagesOf(
        options,
        (paging) => openApi(options, shell).channels.runs(channel).page(paging),
        (count) => shell.progress.show('Reading runs', `${count} so far`),
      );
      shell.show(options, {
        json: page,
        human: (screen) => (page.items.length === 0 ? ['There is no run.'] : table(RUN_COLUMNS, page.items, screen)),
        notes: moreNotes(page),
      });
    });
  teach(withDeployment(withPaging(list)), {
    examples: ['runs list chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --limit 5'],
    scopes: ['channels:read'],
  });
}

function addShow(runs: Command, shell: Shell): void {
  const show = runs
    .command('show')
    .description('Shows one run, with its counts and errors.')
    .argument('<run>', RUN, idOf('run'))
    .option('--watch', 'wait until it has ended, and show how far it is')
    .action(async (id: string, { watch = false, ...options }: ApiOptions & { readonly watch?: boolean }) => {
      const api = openApi(options, shell);
      const run = await api.runs.get(id);
      shell.show(options, runAnswer(watch ? await watchedRun(api, run, options, shell) : run, watch));
    });
  teach(withDeployment(show), {
    examples: [
      'runs show run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4',
      'runs show run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4 --watch && echo it is there',
    ],
    scopes: ['channels:read'],
    exits: WATCH_EXITS,
  });
}

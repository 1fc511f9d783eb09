import { type Command, Option } from 'commander';
import type { SyncRequest } from '../../../client/handfast.ts';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, oneOf, readList } from '../../program/values.ts';
import { WATCH_EXITS } from '../runs/runs-command.ts';
import { runAnswer, watchedRun } from '../runs/watch-run.ts';
import { CHANNEL } from './show-command.ts';

type Options = ApiOptions & {
  readonly connectors?: readonly string[];
  readonly full?: NonNullable<SyncRequest['full']>;
  readonly watch?: boolean;
};

export function addSync(channels: Command, shell: Shell): void {
  const sync = channels
    .command('sync')
    .description('Reads a store now, in quiet hours, too.')
    .argument('<channel>', CHANNEL, idOf('chn'))
    .option('--connectors <list>', 'separated by commas (default: all that are on)', readList)
    .addOption(
      new Option(
        '--full <how>',
        'everything anew: "compare" delivers what differs, "redeliver" all (default: what has changed)',
      ).argParser(oneOf(['compare', 'redeliver'])),
    )
    .option('--watch', 'wait until the run has ended, and show how far it is')
    .action(async (id: string, { connectors, full, watch = false, ...options }: Options) => {
      const api = openApi(options, shell);
      const request = { ...(connectors && { connectors: [...connectors] }), ...(full && { full }) };
      const run = await api.channels.sync(id, request);
      shell.show(options, runAnswer(watch ? await watchedRun(api, run, options, shell) : run, watch));
    });
  teach(withDeployment(sync), {
    examples: [
      'channels sync chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --watch',
      'channels sync chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --connectors orders,products --full compare',
    ],
    scopes: ['channels:run', 'channels:read (with --watch)'],
    exits: WATCH_EXITS,
  });
}

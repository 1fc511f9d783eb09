import { type Command, Option } from 'commander';
import type { Change } from '../../../client/handfast.ts';
import { openApi } from '../../api/open-api.ts';
import { type Column, table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, wholeNumber } from '../../program/values.ts';
import { CHANNEL } from './show-command.ts';

const LIMIT_MAX = 1_000;

const COLUMNS: readonly Column<Change>[] = [
  { title: 'ID', of: ({ id }) => id, min: 8 },
  { title: 'WHAT', of: ({ op }) => op },
  { title: 'READ', of: ({ at }, { time }) => time(at) },
  { title: 'FROM', of: ({ origin }) => origin, optional: true },
  { title: 'UPDATED IN STORE', of: ({ updated }) => updated, optional: true },
  { title: 'VERSION', of: ({ version }) => version, min: 12, optional: true },
];

type Options = ApiOptions & { readonly cursor?: string; readonly limit?: number };

export function addRecords(channels: Command, shell: Shell): void {
  const records = channels
    .command('records')
    .description('Shows which records were read, oldest first; what they hold only with --json.')
    .argument('<channel>', CHANNEL, idOf('chn'))
    .argument('<connector>', 'such as orders')
    .optionsGroup('How much:')
    .addOption(new Option('--limit <number>', `how many, 1 to ${LIMIT_MAX}`).argParser(wholeNumber(1, LIMIT_MAX)))
    .option('--cursor <cursor>', 'go on behind this one (default: at the oldest record that is kept)')
    .action(async (channel: string, connector: string, { cursor, limit, ...options }: Options) => {
      const changes = openApi(options, shell).channel(channel).changes<string>(connector);
      const page = await changes.page({ cursor, limit });
      shell.show(options, {
        json: page,
        human: (screen) =>
          page.items.length === 0 ? ['There is no newer record.'] : table(COLUMNS, page.items, screen),
        notes: [`${page.more ? 'There is more' : 'That is all for now'}: --cursor ${page.next}`],
      });
    });
  teach(withDeployment(records), {
    examples: [
      'channels records chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 orders --limit 20',
      'channels records chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 orders --json > orders.json',
    ],
    scopes: ['records:read'],
  });
}

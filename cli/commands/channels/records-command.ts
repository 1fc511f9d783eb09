import { type Command, Option } from 'commander';
import type { Change, ChangePage } from '../../../client/handfast.ts';
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

type Options = ApiOptions & { readonly cursor?: string; readonly limit?: number; readonly newest?: boolean };

function olderNote({ more, next }: ChangePage): string {
  return more ? `There is more: --newest --cursor ${next}` : 'That is all that is kept.';
}

export function addRecords(channels: Command, shell: Shell): void {
  const records = channels
    .command('records')
    .description(
      'Shows which records were read, oldest first unless you ask for the newest; what they hold only with --json.',
    )
    .argument('<channel>', CHANNEL, idOf('chn'))
    .argument('<connector>', 'such as orders')
    .optionsGroup('How much:')
    .addOption(new Option('--limit <number>', `how many, 1 to ${LIMIT_MAX}`).argParser(wholeNumber(1, LIMIT_MAX)))
    .option('--newest', 'back in time from the newest')
    .option('--cursor <cursor>', 'go on behind this one (default: at the first record of that order)')
    .action(async (channel: string, connector: string, { cursor, limit, newest, ...options }: Options) => {
      const order = newest ? 'newest' : undefined;
      const changes = openApi(options, shell).channel(channel).changes<string>(connector, { order });
      const page = await changes.page({ cursor, limit });
      shell.show(options, {
        json: page,
        human: (screen) =>
          page.items.length === 0
            ? [newest ? 'There is no older record.' : 'There is no newer record.']
            : table(COLUMNS, page.items, screen),
        notes: [
          newest ? olderNote(page) : `${page.more ? 'There is more' : 'That is all for now'}: --cursor ${page.next}`,
        ],
      });
    });
  teach(withDeployment(records), {
    examples: [
      'channels records chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 orders --limit 20',
      'channels records chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 orders --newest --limit 20',
      'channels records chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 orders --json > orders.json',
    ],
    scopes: ['records:read'],
  });
}

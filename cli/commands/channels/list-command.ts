import { type Command, Option } from 'commander';
import type { ChannelStatus, Handfast, ListedChannel, ListPage } from '../../../client/handfast.ts';
import { CHANNEL_STATUSES } from '../../../functions/domain/sync/channel.ts';
import { moreNotes, type PagingOptions, pagesOf, withPaging } from '../../api/list-options.ts';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';
import { statusText } from '../../output/status-style.ts';
import { type Column, table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, oneOf } from '../../program/values.ts';

const COLUMNS: readonly Column<ListedChannel>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'STATUS', of: ({ status }) => statusText(status) },
  { title: 'CONNECTORS', of: ({ connectors }) => onesThatAreOn(connectors), min: 14 },
  { title: 'LABEL', of: ({ label }) => label, min: 10, optional: true },
  { title: 'CONNECTION', of: ({ connection }) => connection, optional: true },
  { title: 'PRODUCT', of: ({ product }) => product, optional: true },
  { title: 'SINCE', of: ({ statusSince }, { time }) => time(statusSince), optional: true },
];

type Filters = { readonly product?: string; readonly status?: ChannelStatus; readonly connection?: string };
type Options = Filters & PagingOptions & ApiOptions;

export function addList(channels: Command, shell: Shell): void {
  const list = channels
    .command('list')
    .description('Shows channels, as they are set.')
    .optionsGroup('Which channels:')
    .option('--product <id>', 'of this product')
    .addOption(new Option('--status <status>', CHANNEL_STATUSES.join(', ')).argParser(oneOf(CHANNEL_STATUSES)))
    .addOption(new Option('--connection <id>', 'of this store, all at once').argParser(idOf('con')))
    .action(async (options: Options) => {
      const page = await channelsFor(openApi(options, shell), options, (count) =>
        shell.progress.show('Reading channels', `${count} so far`),
      );
      shell.show(options, {
        json: page,
        human: (screen) => (page.items.length === 0 ? ['No channel matches.'] : table(COLUMNS, page.items, screen)),
        notes: moreNotes(page),
      });
    });
  teach(withDeployment(withPaging(list)), {
    examples: [
      'channels list --product demo --status paused',
      'channels list --connection con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
    ],
    scopes: ['channels:read'],
  });
}

async function channelsFor(
  { channels }: Handfast,
  options: Options,
  onPage: (count: number) => void,
): Promise<ListPage<ListedChannel>> {
  const { connection, product, status, limit, cursor } = options;
  if (connection === undefined) {
    const query = { ...(product !== undefined && { product }), ...(status !== undefined && { status }) };
    return await pagesOf(options, (paging) => channels.list(query).page(paging), onPage);
  }
  if ([product, status, limit, cursor].some((one) => one !== undefined)) {
    throw new CliError(EXIT_MISUSED, ['--connection: shows all of a store; leave the other filters out.']);
  }
  return { items: await channels.ofConnection(connection) };
}

function onesThatAreOn(connectors: ListedChannel['connectors']): string {
  const on = Object.entries(connectors).filter(([, one]) => one.on);
  return on.length === 0 ? 'none' : on.map(([name]) => name).join(', ');
}

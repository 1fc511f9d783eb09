import { type Command, Option } from 'commander';
import type { Connection, ConnectionsQuery } from '../../../client/handfast.ts';
import { CONNECTION_STATUSES } from '../../../functions/domain/stores/connection-status.ts';
import { moreNotes, type PagingOptions, pagesOf, withPaging } from '../../api/list-options.ts';
import { openApi } from '../../api/open-api.ts';
import { statusText } from '../../output/status-style.ts';
import { type Column, table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { oneOf } from '../../program/values.ts';

const COLUMNS: readonly Column<Connection>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'STORE', of: ({ store }) => store.host, min: 14 },
  { title: 'STATUS', of: ({ status }) => statusText(status) },
  { title: 'REASON', of: ({ reason }) => reason, optional: true },
  { title: 'SINCE', of: ({ statusSince }, { time }) => time(statusSince), optional: true },
  { title: 'PRODUCT', of: ({ product }) => product, optional: true },
  { title: 'ACCOUNT', of: ({ account }) => account.label, min: 12, optional: true },
];

type Options = ConnectionsQuery & PagingOptions & ApiOptions;

export function addList(connections: Command, shell: Shell): void {
  const list = connections
    .command('list')
    .description('Shows connected stores, newest first.')
    .optionsGroup('Which stores:')
    .option('--product <id>', 'connected to this product')
    .option('--account <id>', 'of this account of yours')
    .option('--issuer <url>', 'of the account (default: the present sign-in’s)')
    .option('--host <host>', 'such as shop.example, with a port that is not the default one')
    .addOption(new Option('--status <status>', CONNECTION_STATUSES.join(', ')).argParser(oneOf(CONNECTION_STATUSES)))
    .action(async (options: Options) => {
      const page = await pagesOf(
        options,
        (paging) => openApi(options, shell).connections.list(queryOf(options)).page(paging),
        (count) => shell.progress.show('Reading connections', `${count} so far`),
      );
      shell.show(options, {
        json: page,
        human: (screen) => (page.items.length === 0 ? ['No store matches.'] : table(COLUMNS, page.items, screen)),
        notes: moreNotes(page),
      });
    });
  teach(withDeployment(withPaging(list)), {
    examples: [
      'connections list',
      'connections list --product demo --status unreachable',
      'connections list --account acme-7 --json',
      'connections list --all --json > connections.json',
    ],
    notes: ['A narrow terminal shows fewer columns; "connections show" and --json have everything.'],
    scopes: ['connections:read'],
  });
}

function queryOf({ product, account, issuer, host, status }: Options): ConnectionsQuery {
  return {
    ...(product !== undefined && { product }),
    ...(account !== undefined && { account }),
    ...(issuer !== undefined && { issuer }),
    ...(host !== undefined && { host }),
    ...(status !== undefined && { status }),
  };
}

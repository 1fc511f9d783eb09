import { type Command, Option } from 'commander';
import type { Activation, ActivationsQuery } from '../../../client/handfast.ts';
import { moreNotes, type PagingOptions, pagesOf, withPaging } from '../../api/list-options.ts';
import { openApi } from '../../api/open-api.ts';
import { statusText } from '../../output/status-style.ts';
import { type Column, table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { oneOf, timeBefore } from '../../program/values.ts';
import { addShow } from './show-command.ts';

const COLUMNS: readonly Column<Activation>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'STORE', of: ({ store }) => store.host, min: 14 },
  { title: 'STAGE', of: ({ stage }) => statusText(stage) },
  { title: 'RECEIVED', of: ({ receivedAt }, { time }) => time(receivedAt), optional: true },
  { title: 'REASON', of: ({ reason }) => reason, optional: true },
  { title: 'PRODUCT', of: ({ product }) => product, optional: true },
  { title: 'ACCOUNT', of: ({ account }) => account?.label, min: 12, optional: true },
];

const STAGES: readonly Activation['stage'][] = [
  'failed',
  'expired',
  'linked',
  'received',
  'requested',
  'granted',
  'checked',
];

type Options = ActivationsQuery & PagingOptions & ApiOptions;

/** `handfast attempts`. */
export function addAttempts(program: Command, shell: Shell): void {
  const attempts = program.command('attempts').description('See what became of merchants’ attempts to connect.');
  const since = timeBefore(() => new Date());
  const list = attempts
    .command('list')
    .description('Shows attempts, newest first. They are kept for 30 days.')
    .optionsGroup('Which attempts:')
    .option('--product <id>', 'to connect to this product')
    .option('--host <host>', 'of this store, such as shop.example')
    .addOption(new Option('--stage <stage>', STAGES.join(', ')).argParser(oneOf(STAGES)))
    .option('--from <time>', 'not before: 24h, 7d, 2026-11-26 or 2026-11-26T10:00:00Z', since)
    .option('--to <time>', 'before', since)
    .action(async (options: Options) => {
      const page = await pagesOf(
        options,
        (paging) => openApi(options, shell).activations.list(queryOf(options)).page(paging),
        (count) => shell.progress.show('Reading attempts', `${count} so far`),
      );
      shell.show(options, {
        json: page,
        human: (screen) => (page.items.length === 0 ? ['No attempt matches.'] : table(COLUMNS, page.items, screen)),
        notes: moreNotes(page),
      });
    });
  teach(withDeployment(withPaging(list)), {
    examples: ['attempts list --from 24h', 'attempts list --host shop.example', 'attempts list --from 7d --all --json'],
    scopes: ['connections:read'],
  });
  addShow(attempts, shell);
  teach(attempts, {
    examples: ['attempts list --from 24h', 'attempts show act_1c7f9a54-3d0e-4d0b-9c55-9b4a3a1f6f0e'],
  });
}

function queryOf({ product, host, stage, from, to }: Options): ActivationsQuery {
  return {
    ...(product !== undefined && { product }),
    ...(host !== undefined && { host }),
    ...(stage !== undefined && { stage }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

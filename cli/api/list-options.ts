import type { Command } from 'commander';
import { Option } from 'commander';
import type { ListPage } from '../../client/handfast.ts';
import { CliError, EXIT_MISUSED } from '../output/cli-error.ts';
import { wholeNumber } from '../program/values.ts';

/** Of commands that show lists. */
export type PagingOptions = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly all?: boolean | undefined;
};

const LIMIT_MAX = 100;

export function withPaging(command: Command): Command {
  return command
    .optionsGroup('How much:')
    .addOption(new Option('--limit <number>', `how many, 1 to ${LIMIT_MAX}`).argParser(wholeNumber(1, LIMIT_MAX)))
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .option('--all', 'every page of it');
}

/**
 * The page that is asked for, or all of them as one.
 *
 * @param read gives one page of the list
 * @param onPage hears how many there are so far
 */
export async function pagesOf<T>(
  { limit, cursor, all }: PagingOptions,
  read: (paging: { limit: number | undefined; cursor: string | undefined }) => Promise<ListPage<T>>,
  onPage: (count: number) => void,
): Promise<ListPage<T>> {
  if (all !== true) return await read({ limit, cursor });
  if (limit !== undefined) throw new CliError(EXIT_MISUSED, ['Give one of --all, --limit: all is without a limit.']);
  const items: T[] = [];
  for (let from = cursor; ; ) {
    const page = await read({ limit: LIMIT_MAX, cursor: from });
    items.push(...page.items);
    if (page.next === undefined) return { items };
    onPage(items.length);
    from = page.next;
  }
}

/** What a list says of what it does not show. */
export function moreNotes({ next }: ListPage<unknown>): readonly string[] {
  return next === undefined ? [] : [`There is more: --cursor ${next}, or --all.`];
}

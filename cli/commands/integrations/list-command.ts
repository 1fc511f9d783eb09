import type { Command } from 'commander';
import { type GraphqlPage, graphqlPaging, pageOf } from '../../api/graphql-page.ts';
import { moreNotes, type PagingOptions, pagesOf, withPaging } from '../../api/list-options.ts';
import { openApi } from '../../api/open-api.ts';
import type { Text } from '../../output/line.ts';
import { type Column, table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';

type Listed = {
  readonly id: string;
  readonly name?: string | null;
  readonly revision: number;
  readonly published?: { readonly revision: number } | null;
  readonly changedSincePublished: boolean;
  readonly deliveriesEnabled: boolean;
  readonly failingSince?: number | null;
};

const QUERY = `query ($first: Int, $after: String, $filter: ProductIntegrationFilter) {
  productIntegrations(first: $first, after: $after, filter: $filter) {
    nodes { id number name revision published { revision } changedSincePublished deliveriesEnabled failingSince }
    pageInfo { hasNextPage endCursor }
  }
}`;

const COLUMNS: readonly Column<Listed>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'NAME', of: ({ name }) => name ?? '', min: 12 },
  { title: 'REVISION', of: ({ revision }) => String(revision) },
  { title: 'PUBLISHED', of: publishedText },
  { title: 'DELIVERIES', of: deliveriesText },
];

type Options = PagingOptions & ApiOptions & { readonly name?: string; readonly product?: string };

export function addList(integrations: Command, shell: Shell): void {
  const list = integrations
    .command('list')
    .description('Shows the integrations that this client may see.')
    .optionsGroup('Which:')
    .option('--name <part>', 'with this in their name')
    .option('--product <id>', 'the one that a product uses, by its UUID or slug')
    .action(async (options: Options) => {
      const { graphql } = openApi(options, shell);
      const filter = { name: options.name, linkedProductId: options.product };
      const page = await pagesOf(
        options,
        async (paging) => {
          const variables = { ...graphqlPaging(paging), filter };
          const answer = await graphql<{ productIntegrations: GraphqlPage<Listed> }>(QUERY, variables);
          return pageOf(answer.productIntegrations);
        },
        (count) => shell.progress.show('Reading integrations', `${count} so far`),
      );
      shell.show(options, {
        json: page,
        human: (screen) => (page.items.length === 0 ? ['No integration matches.'] : table(COLUMNS, page.items, screen)),
        notes: moreNotes(page),
      });
    });
  teach(withDeployment(withPaging(list)), {
    examples: ['integrations list', 'integrations list --product demo', 'integrations list --all --json'],
    scopes: ['integrations:read'],
  });
}

function publishedText({ published, changedSincePublished }: Listed): Text {
  if (!published) return { text: 'never', style: 'yellow' };
  if (changedSincePublished) return { text: `revision ${published.revision}, changed since`, style: 'yellow' };
  return { text: `revision ${published.revision}`, style: 'green' };
}

function deliveriesText({ deliveriesEnabled, failingSince }: Listed): Text {
  if (!deliveriesEnabled) return { text: 'off', style: 'red' };
  return failingSince ? { text: 'failing', style: 'red' } : { text: 'on', style: 'green' };
}

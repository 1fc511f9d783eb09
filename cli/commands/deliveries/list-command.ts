import { type Command, Option } from 'commander';
import type { ListPage } from '../../../client/handfast.ts';
import { type GraphqlPage, graphqlPaging, pageOf } from '../../api/graphql-page.ts';
import { isoTime } from '../../api/graphql-time.ts';
import { moreNotes, type PagingOptions, pagesOf, withPaging } from '../../api/list-options.ts';
import { openApi } from '../../api/open-api.ts';
import { statusText } from '../../output/status-style.ts';
import { type Column, table } from '../../output/table.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { oneOf } from '../../program/values.ts';
import { INTEGRATION, integrationId, integrationNotFound } from '../integration-argument.ts';
import { attemptText, DELIVERY, type Delivery } from './delivery-answer.ts';

const STATUSES = ['waiting', 'delivered', 'accepted', 'failed', 'discarded'] as const;

const QUERY = `query ($id: ID!, $first: Int, $after: String, $status: DeliveryStatus) {
  productIntegration(id: $id) {
    deliveries(first: $first, after: $after, status: $status) {
      nodes { ${DELIVERY} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const COLUMNS: readonly Column<Delivery>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'STATUS', of: ({ status }) => statusText(status.toLowerCase()) },
  { title: 'EVENT', of: ({ event }) => event, min: 16 },
  { title: 'TRIES', of: ({ attempts }) => String(attempts.length) },
  { title: 'LAST', of: lastText, min: 8, optional: true },
  { title: 'NEXT', of: ({ nextAttemptOn: at }, { time }) => (at ? time(isoTime(at)) : ''), optional: true },
  { title: 'CREATED', of: ({ createdOn }, { time }) => time(isoTime(createdOn)), optional: true },
];

type Options = PagingOptions & ApiOptions & { readonly status?: (typeof STATUSES)[number] };

export function addList(deliveries: Command, shell: Shell): void {
  const list = deliveries
    .command('list')
    .description('Shows events of the last 30 days that went to the URLs of an integration, newest first.')
    .argument('<integration>', INTEGRATION, integrationId)
    .optionsGroup('Which:')
    .addOption(new Option('--status <status>', STATUSES.join(', ')).argParser(oneOf(STATUSES)))
    .action(async (id: string, options: Options) => {
      const { graphql } = openApi(options, shell);
      const read = async (paging: PagingOptions): Promise<ListPage<Delivery>> => {
        const variables = { id, ...graphqlPaging(paging), status: options.status?.toUpperCase() };
        const { productIntegration } = await graphql<Answer>(QUERY, variables);
        return pageOf(productIntegration?.deliveries ?? integrationNotFound(id));
      };
      const page = await pagesOf(options, read, (count) =>
        shell.progress.show('Reading deliveries', `${count} so far`),
      );
      shell.show(options, {
        json: page,
        human: (screen) => (page.items.length === 0 ? ['No delivery matches.'] : table(COLUMNS, page.items, screen)),
        notes: moreNotes(page),
      });
    });
  teach(withDeployment(withPaging(list)), {
    examples: [
      'deliveries list 34827 --status failed',
      'deliveries list 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11 --status waiting --all --json',
    ],
    scopes: ['integrations:read'],
  });
}

type Answer = { readonly productIntegration: { readonly deliveries: GraphqlPage<Delivery> } | null };

function lastText({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  return last === undefined ? '' : attemptText(last);
}

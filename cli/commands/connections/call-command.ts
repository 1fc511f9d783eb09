import { type Command, InvalidArgumentError } from 'commander';
import type { CallRequest, Query } from '../../../client/handfast.ts';
import { readJson } from '../../api/json-option.ts';
import { openApi } from '../../api/open-api.ts';
import { EXIT_DONE, EXIT_FAILED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, oneOf } from '../../program/values.ts';
import { withParameter } from './query-parameters.ts';
import { CONNECTION } from './show-command.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const ERRORS_FROM = 400;

type Options = ApiOptions & { readonly query?: Query; readonly store?: string; readonly body?: unknown };

export function addCall(connections: Command, shell: Shell): void {
  const call = connections
    .command('call')
    .description('Calls the REST API of a store, signed with its credentials, and prints what it answers.')
    .argument('<connection>', CONNECTION, idOf('con'))
    .argument('<method>', METHODS.join(', '), (text) => oneOf(METHODS)(text.toUpperCase()))
    .argument('<path>', 'below rest/, such as V1/orders')
    .option('--query <name=value>', 'a parameter, with Magento’s brackets; may be repeated', parameter)
    .option('--body <json>', 'what is sent; @file reads it from a file', (text) => readJson('--body', text))
    .option('--store <code>', 'a store view, or all')
    .action(
      async (id: string, method: CallRequest['method'], path: string, { query, body, store, ...options }: Options) => {
        const request = {
          method,
          path,
          ...(query && { query }),
          ...(body !== undefined && { body }),
          ...(store && { store }),
        };
        shell.progress.brief('Calling the store');
        const answer = await openApi(options, shell).connection(id).call(request);
        const { status, milliseconds, tries } = answer;
        shell.show(options, {
          json: answer,
          human: () => [{ json: answer.body }],
          notes: [`${status} after ${milliseconds} ms${tries > 1 ? `, at the ${tries}. try` : ''}`],
          exitCode: status < ERRORS_FROM ? EXIT_DONE : EXIT_FAILED,
        });
      },
    );
  teach(withDeployment(call), {
    examples: [
      'connections call con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab GET V1/orders --query searchCriteria[pageSize]=2',
      `connections call con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab POST V1/orders/7/comments --body '{"statusHistory":{"comment":"Packed"}}'`,
    ],
    notes: ['Prints the body of the answer; its status is on standard error. --json prints both.'],
    scopes: ['connections:call'],
    exits: { done: 'the store did it', failed: 'it answered with an error, or nothing did' },
  });
}

function parameter(text: string, before: Query | undefined): Query {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('Write name=value, such as searchCriteria[pageSize]=2.');
  return withParameter(before ?? {}, text.slice(0, at), text.slice(at + 1));
}

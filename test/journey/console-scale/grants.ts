import * as z from 'zod';
import { FUNCTION_TABLE } from '../../../infra/functions/function-table.ts';

const key = z.object({ pk: z.object({ S: z.string() }) });
const getItem = z.object({ Key: key });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(key) })) });

/** The keys that a read names; none for queries, whose grants are of whole indexes. */
function keysIn(action: string, body: string): readonly string[] {
  if (action === 'GetItem') return [getItem.parse(JSON.parse(body)).Key.pk.S];
  if (action !== 'BatchGetItem') return [];
  const tables = Object.values(batchGet.parse(JSON.parse(body)).RequestItems);
  return tables.flatMap(({ Keys }) => Keys.map(({ pk }) => pk.S));
}

/** What a read of the console's asks for and its role on AWS does not grant: local mode checks no grants. */
export function refusedByRole(operation: string, body: string): readonly string[] {
  const [service, action = ''] = operation.split('.');
  if (!service?.startsWith('DynamoDB')) return [];
  const granted = FUNCTION_TABLE.console.items
    .filter(({ actions }) => actions.some((one) => one === `dynamodb:${action}`))
    .flatMap(({ items }) => items);
  const fits = (item: string, pk: string) => (item.endsWith('*') ? pk.startsWith(item.slice(0, -1)) : pk === item);
  return keysIn(action, body)
    .filter((pk) => !granted.some((item) => fits(item, pk)))
    .map((pk) => `${action} ${pk.split('#')[0]}`);
}

import type { Page } from '../../adapters/dynamodb/listings.ts';
import { FieldRefusal } from '../../adapters/graphql/run-operation.ts';

/** What fields that are lists take. */
export type ListArgs = { readonly first?: number | null; readonly after?: string | null };

const MOST = 50;

/** @throws FieldRefusal */
export function pageOf({ first, after }: ListArgs): { readonly limit: number; readonly after?: string } {
  const limit = first ?? 20;
  if (limit < 1 || limit > MOST) throw new FieldRefusal('INPUT_INVALID', `first must be between 1 and ${MOST}.`);
  return { limit, ...(after && { after: readCursor(after) }) };
}

/** One page as the schema has it. */
export function connectionOf<T, N>({ items, last }: Page<T>, node: (item: T) => N) {
  return {
    nodes: items.map(node),
    pageInfo: { hasNextPage: last !== undefined, endCursor: last === undefined ? null : writeCursor(last) },
  };
}

/** Not secret: it holds a position in what the caller may see anyhow. */
function writeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

function readCursor(text: string): string {
  const position = Buffer.from(text, 'base64url').toString('utf8');
  if (!/^[\x20-\x7e]{1,200}$/.test(position)) throw new FieldRefusal('INPUT_INVALID', 'after is no cursor of ours.');
  return position;
}

/** A page of a list that is known whole and sorted. */
export function pageIn<T extends string>(
  all: readonly T[],
  { limit, after }: { readonly limit: number; readonly after?: string },
): Page<T> {
  const rest = after === undefined ? all : all.filter((one) => one > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rest.length > limit && last !== undefined && { last }) };
}

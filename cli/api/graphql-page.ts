import type { ListPage } from '../../client/handfast.ts';

/** A list of GraphQL's. */
export type GraphqlPage<T> = {
  readonly nodes: T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
};

/** GraphQL gives no more at once. */
const FIRST_MAX = 50;

/** What a list of GraphQL's takes for the paging of the command line. */
export function graphqlPaging({ limit, cursor }: { limit?: number | undefined; cursor?: string | undefined }) {
  return { ...(limit !== undefined && { first: Math.min(limit, FIRST_MAX) }), ...(cursor && { after: cursor }) };
}

export function pageOf<T>({ nodes, pageInfo }: GraphqlPage<T>): ListPage<T> {
  return { items: nodes, ...(pageInfo.hasNextPage && pageInfo.endCursor && { next: pageInfo.endCursor }) };
}

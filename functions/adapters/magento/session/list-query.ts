import type { SearchCriteria } from '../../../domain/sync/search-criteria.ts';
import type { QueryObject } from '../transport/rest-target.ts';

/** Search criteria as Magento's REST API takes them. */
export function listQuery({ filterGroups, sortOrders, pageSize, currentPage }: SearchCriteria): QueryObject {
  return {
    searchCriteria: {
      filter_groups: filterGroups.map((group) => ({
        filters: group.map(({ field, condition, value }) => ({ field, value, condition_type: condition })),
      })),
      sortOrders: sortOrders.map(({ field, direction }) => ({ field, direction })),
      pageSize,
      currentPage,
    },
  };
}

/** A reader's path, and the query of its own that it may go on with. */
export function pathAndQuery(path: string): { readonly path: string; readonly query: QueryObject } {
  const [below = '', own] = path.split('?', 2);
  return { path: below, query: Object.fromEntries(new URLSearchParams(own)) };
}

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

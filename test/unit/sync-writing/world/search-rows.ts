import type { RawRecord } from '../../../../functions/domain/sync/connector.ts';
import type { Filter, SearchCriteria } from '../../../../functions/domain/sync/search-criteria.ts';

/** As Magento searches: all groups hold, each by one of its filters. */
export function rowsWith(rows: Iterable<RawRecord>, groups: SearchCriteria['filterGroups']): RawRecord[] {
  return [...rows].filter((row) => groups.every((group) => group.some((filter) => holds(row, filter))));
}

function holds(row: RawRecord, { field, condition, value }: Filter): boolean {
  const has = String(row[field]).toLowerCase();
  const wanted = String(value).toLowerCase();
  return condition === 'in' ? wanted.split(',').includes(has) : has === wanted;
}

import type { StoreWriter } from '../../../domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import type { Filter, SearchCriteria } from '../../../domain/sync/search-criteria.ts';

type Groups = SearchCriteria['filterGroups'];
type Wanted = {
  readonly field: string;
  readonly values: readonly (string | number)[];
  readonly sort: string;
  readonly more?: Groups;
};

const PAGE_SIZE = 300;
/** Web servers take a line of 8 KB. */
const FILTER_CHARACTERS = 4_000;
const PAGES_MAX = 100;

/** All records of a list that have one of some values, in as few requests as their length allows. */
export async function recordsWith(store: StoreWriter, path: string, wanted: Wanted): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for (const filter of filtersOf(wanted.field, [...new Set(wanted.values)])) {
    records.push(...(await pagesOf(store, path, [[filter], ...(wanted.more ?? [])], wanted.sort)));
  }
  return records;
}

/** A value with a comma would be two of a list. */
function filtersOf(field: string, values: readonly (string | number)[]): Filter[] {
  const alone = values.filter((value) => String(value).includes(','));
  const filters: Filter[] = alone.map((value) => ({ field, condition: 'eq', value }));
  let list: (string | number)[] = [];
  let characters = 0;
  const close = () => {
    if (list.length > 0) filters.push({ field, condition: 'in', value: list.join(',') });
    [list, characters] = [[], 0];
  };
  for (const value of values) {
    if (alone.includes(value)) continue;
    const length = encodeURIComponent(String(value)).length + 3;
    if (characters + length > FILTER_CHARACTERS || list.length >= PAGE_SIZE) close();
    list.push(value);
    characters += length;
  }
  close();
  return filters;
}

async function pagesOf(store: StoreWriter, path: string, filterGroups: Groups, sort: string): Promise<RawRecord[]> {
  const sortOrders = [{ field: sort, direction: 'ASC' }] as const;
  const records: RawRecord[] = [];
  for (let currentPage = 1; currentPage <= PAGES_MAX; currentPage += 1) {
    const page = await store.list(path, { filterGroups, sortOrders, pageSize: PAGE_SIZE, currentPage });
    records.push(...page.items);
    if (page.items.length < page.pageSize || records.length >= (page.total ?? Number.POSITIVE_INFINITY)) break;
  }
  return records;
}

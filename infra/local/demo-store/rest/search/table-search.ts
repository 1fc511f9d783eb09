import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Row, Table } from '../../data/table.ts';
import type { Generation } from '../../oauth/base-string.ts';
import type { ListQuirks } from '../../quirks.ts';
import { columnOf } from './columns.ts';
import { rowFilter, rowsThatHold } from './row-filter.ts';
import type { SearchCriteria } from './search-criteria.ts';
import { readSearchCriteria } from './search-criteria.ts';
import { inOrder } from './sort.ts';

/** Stores may cap the page; this one does, so that a client which asks for more is found out. */
const MAXIMUM_PAGE_SIZE = 300;

/** How a store lists its rows: as its generation does, and with quirks of its own. */
export type ListManner = ListQuirks & { readonly generation: Generation };

/** Any list of Magento's: filters of one group are alternatives, groups must all hold. */
export function searchTable<R extends object>(table: Table<R>, query: string, manner: ListManner): Answer {
  const criteria = readSearchCriteria(query);
  if (criteria === null) return withoutCriteria();
  const refusal = refusalOf(table, criteria, manner);
  if (refusal !== null) return refusal;
  const found = rowsFound(table, criteria, manner);
  const asked = criteria.page_size;
  const size = Math.min(sizeOf(asked, found.length), manner.cap?.size ?? Number.POSITIVE_INFINITY);
  const items = page(found, size, criteria.current_page, manner);
  if (items.some(({ id }) => manner.breaksOn?.includes(id))) return brokenRow();
  const shown = items.filter(({ id }) => manner.leftOut?.includes(id) !== true);
  const { present = (body: R) => body } = table.options;
  return json(200, {
    items: shown.map((row) => present(table.bodyOf(row))),
    search_criteria: manner.cap?.echo === 'used' && asked !== undefined ? { ...criteria, page_size: size } : criteria,
    total_count: manner.count === 'page' ? items.length : found.length + (manner.count ?? 0),
  });
}

function rowsFound<R extends object>(table: Table<R>, criteria: SearchCriteria, { hidden }: ListManner): Row<R>[] {
  const ordered = inOrder(table, criteria.sort_orders ?? []);
  const groups = criteria.filter_groups.map(({ filters }) => filters.map((one) => rowFilter(table, one, ordered)));
  const found = rowsThatHold(ordered.rows, groups);
  return hidden === undefined ? found : found.filter(({ id }) => !hidden(id));
}

function withoutCriteria(): Answer {
  const parameters = { fieldName: 'searchCriteria' };
  return json(400, { message: '"%fieldName" is required. Enter and try again.', parameters });
}

function refusalOf<R extends object>(table: Table<R>, criteria: SearchCriteria, manner: ListManner): Answer | null {
  const { maximumPageSize = MAXIMUM_PAGE_SIZE } = manner;
  if (maximumPageSize !== 'none' && (criteria.page_size ?? 0) > maximumPageSize) {
    const parameters = { max: maximumPageSize };
    return json(400, { message: 'Maximum SearchCriteria pageSize is %max', parameters });
  }
  const filters = criteria.filter_groups.flatMap((group) => group.filters);
  const unknown = [...filters, ...(criteria.sort_orders ?? [])].find(
    ({ field }) => columnOf(table, field) === undefined,
  );
  if (unknown === undefined) return null;
  const problem = `SQLSTATE[42S22]: Column not found: 1054 Unknown column '${unknown.field}' in 'where clause'`;
  return json(500, { message: `${problem}, query was: SELECT \`main_table\`.* FROM \`main_table\`` });
}

/** As in production mode, where nothing says which row it is. */
function brokenRow(): Answer {
  const report = 'webapi-5fbd1d2a3c4e5';
  return json(500, {
    message: `Internal Error. Details are available in Magento log file. Report ID: ${report}`,
  });
}

/** 0 means everything, and anything below it 1. */
function sizeOf(asked: number | undefined, found: number): number {
  if (!asked) return Math.max(found, 1);
  return Math.max(asked, 1);
}

// Collections of the older stores never step past their last page, so the page after it repeats it.
function page<R>(found: readonly R[], size: number, current: number | undefined, manner: ListManner): readonly R[] {
  const last = Math.max(1, Math.ceil(found.length / size));
  const asked = manner.turnsNoPages === true ? 1 : Math.max(1, current ?? 1);
  const repeats = manner.repeatsLast ?? manner.generation === '2.0';
  const shown = repeats ? Math.min(asked, last) : asked;
  return found.slice((shown - 1) * size, shown * size);
}

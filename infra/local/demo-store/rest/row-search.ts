import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import type { Generation } from '../oauth/base-string.ts';
import type { ListQuirks } from '../quirks.ts';
import { valueOrder } from './products.ts';
import type { Filter, SearchCriteria } from './search-criteria.ts';
import { readSearchCriteria } from './search-criteria.ts';

/** Stores may cap the page; this one does, so that a client which asks for more is found out. */
const MAXIMUM_PAGE_SIZE = 300;

type Test = (found: string | number, wanted: string) => boolean;

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>(
  Object.entries<Test>({
    eq: (found, wanted) => valueOrder(found, wanted) === 0,
    neq: (found, wanted) => valueOrder(found, wanted) !== 0,
    gt: (found, wanted) => valueOrder(found, wanted) > 0,
    gteq: (found, wanted) => valueOrder(found, wanted) >= 0,
    from: (found, wanted) => valueOrder(found, wanted) >= 0,
    lt: (found, wanted) => valueOrder(found, wanted) < 0,
    lteq: (found, wanted) => valueOrder(found, wanted) <= 0,
    to: (found, wanted) => valueOrder(found, wanted) <= 0,
    like: (found, wanted) => sqlLike(wanted).test(String(found)),
    nlike: (found, wanted) => !sqlLike(wanted).test(String(found)),
    in: (found, wanted) => wanted.split(',').some((one) => valueOrder(found, one) === 0),
    nin: (found, wanted) => !wanted.split(',').some((one) => valueOrder(found, one) === 0),
    notnull: () => true,
    null: () => false,
  }),
);

/** One thing of a list. `entity_id` is a name for `id` where it has no such column. */
export type Row = Readonly<Record<string, string | number>>;

/** How a store lists its rows: as its generation does, and with quirks of its own. */
export type ListManner = ListQuirks & { readonly generation: Generation };

/** Any list of Magento's: filters of one group are alternatives, groups must all hold. */
export function searchRows(rows: readonly Row[], query: string, manner: ListManner): Answer {
  const criteria = readSearchCriteria(query);
  const refusal = refusalOf(criteria, rows[0]);
  if (criteria === null || refusal !== null) return json(400, refusal);
  const found = rows.filter((row) =>
    criteria.filter_groups.every(({ filters }) => filters.some((one) => holds(row, one))),
  );
  const asked = criteria.page_size;
  const size = Math.min(asked || found.length, manner.cap?.size ?? Number.POSITIVE_INFINITY);
  const items = page(sorted(found, criteria), size, criteria.current_page, manner);
  return json(200, {
    items: items.filter((row) => !manner.leftOut?.some((id) => id === columnOf(row, 'entity_id'))),
    search_criteria: manner.cap?.echo === 'used' && asked !== undefined ? { ...criteria, page_size: size } : criteria,
    total_count: manner.count === 'page' ? items.length : found.length + (manner.count ?? 0),
  });
}

function refusalOf(criteria: SearchCriteria | null, first: Row | undefined): object | null {
  if (criteria === null) {
    return { message: '"%fieldName" is required. Enter and try again.', parameters: { fieldName: 'searchCriteria' } };
  }
  if ((criteria.page_size ?? 0) > MAXIMUM_PAGE_SIZE) {
    return { message: 'Maximum SearchCriteria pageSize is %max', parameters: { max: MAXIMUM_PAGE_SIZE } };
  }
  const filters = criteria.filter_groups.flatMap((group) => group.filters);
  const unknown = [...filters, ...(criteria.sort_orders ?? [])].find(
    ({ field }) => columnOf(first, field) === undefined,
  );
  if (unknown !== undefined) return { message: 'Invalid attribute name: %1', parameters: [unknown.field] };
  const odd = filters.find((one) => !TESTS.has(one.condition_type));
  return odd === undefined ? null : { message: `Condition type "${odd.condition_type}" is not known` };
}

function holds(row: Row, filter: Filter): boolean {
  return TESTS.get(filter.condition_type)?.(columnOf(row, filter.field) ?? '', filter.value) ?? false;
}

function columnOf(row: Row | undefined, field: string): string | number | undefined {
  const columns = new Map(Object.entries(row ?? {}));
  return columns.get(field) ?? (field === 'entity_id' ? columns.get('id') : undefined);
}

function sorted(found: readonly Row[], { sort_orders: orders = [] }: SearchCriteria): Row[] {
  return found.toSorted((a, b) => {
    for (const { field, direction } of orders) {
      const order = valueOrder(columnOf(a, field) ?? '', columnOf(b, field) ?? '');
      if (order !== 0) return direction === 'ASC' ? order : -order;
    }
    return valueOrder(columnOf(a, 'entity_id') ?? '', columnOf(b, 'entity_id') ?? '');
  });
}

// Collections of the older stores never step past their last page, so the page after it repeats it.
function page(found: readonly Row[], size: number, current: number | undefined, manner: ListManner): Row[] {
  const last = Math.max(1, Math.ceil(found.length / size));
  const asked = manner.turnsNoPages === true ? 1 : Math.max(1, current ?? 1);
  const repeats = manner.repeatsLast ?? manner.generation === '2.0';
  const shown = repeats ? Math.min(asked, last) : asked;
  return found.slice((shown - 1) * size, shown * size);
}

function sqlLike(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'is');
}

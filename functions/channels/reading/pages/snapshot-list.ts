import type { Filter, SearchCriteria } from '../../../domain/sync/search-criteria.ts';
import type { StorePage } from '../../../domain/sync/store-reader.ts';
import type { Aside, Span } from '../log/read-state.ts';
import { count, type Reading, type SnapshotReader } from '../reading.ts';

type Groups = SearchCriteria['filterGroups'];

type NumberedPage = { readonly number?: number; readonly size?: number };

/** One request for a page of a list that is sorted by its column, without what the store fails on. */
export async function snapshotList(
  reading: Reading<SnapshotReader>,
  groups: Groups,
  { number = 1, size = reading.pageSize }: NumberedPage = {},
  aside: readonly Aside[] = reading.seen.state.aside,
): Promise<StorePage> {
  const { path, orderedBy } = reading.reader;
  count(reading, { calls: 1 });
  const page = await reading.deps.store.list(path, {
    filterGroups: [...groups, ...aside.flatMap(({ span }) => (span === undefined ? [] : [outside(orderedBy, span)]))],
    sortOrders: [{ field: orderedBy, direction: 'ASC' }],
    pageSize: size,
    currentPage: number,
  });
  count(reading, { read: page.items.length });
  return page;
}

/** Everything after a value of the sorted column; undefined: everything. */
export function valuesAfter({ orderedBy }: SnapshotReader, value: string | undefined): Groups {
  return value === undefined ? [] : [[{ field: orderedBy, condition: 'gt', value }]];
}

export function valueIs({ orderedBy }: SnapshotReader, value: string): Groups {
  return [[{ field: orderedBy, condition: 'eq', value }]];
}

/** What lies in a span, alone. */
export function inside(reader: SnapshotReader, { value, after, before }: Span): Groups {
  if (value !== undefined) return valueIs(reader, value);
  const upTo: Groups = before === undefined ? [] : [[{ field: reader.orderedBy, condition: 'lt', value: before }]];
  return [...valuesAfter(reader, after), ...upTo];
}

/** Two conditions of Magento in one group are alternatives. */
function outside(field: string, { value, after, before }: Span): readonly Filter[] {
  if (value !== undefined) return [{ field, condition: 'neq', value }];
  return [
    ...(after === undefined ? [] : [{ field, condition: 'lteq', value: after } as const]),
    ...(before === undefined ? [] : [{ field, condition: 'gteq', value: before } as const]),
  ];
}

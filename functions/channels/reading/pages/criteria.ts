import type { Filter, SearchCriteria } from '../../../domain/sync/search-criteria.ts';
import { storeTime } from '../../../domain/sync/store-time.ts';
import type { StreamPosition } from '../../../domain/sync/stream-position.ts';
import type { Aside, ReadState } from '../log/read-state.ts';
import type { ChangesReader } from '../reading.ts';

type Groups = SearchCriteria['filterGroups'];

/** What is asked for, page by page; always page 1, since rows move between numbered pages. */
export type Ask = { readonly groups: Groups; readonly sort: SearchCriteria['sortOrders'] };

/** What was changed after a position, up to a time. Two conditions of Magento in one group are alternatives. */
export function changedAfter(reader: ChangesReader, after: StreamPosition, upTo: number): Ask {
  const at = storeTime(after.at);
  const newer: Filter = { field: reader.updated, condition: 'gt', value: at };
  return {
    groups: [
      [newer, { field: reader.updated, condition: 'eq', value: at }],
      [newer, { field: reader.id, condition: 'gt', value: after.id }],
      [{ field: reader.updated, condition: 'lteq', value: storeTime(upTo) }],
    ],
    sort: [
      { field: reader.updated, direction: 'ASC' },
      { field: reader.id, direction: 'ASC' },
    ],
  };
}

/** Everything with a lower id, the newest first. */
export function idsBelow(reader: ChangesReader, below: number | undefined, scope: Groups): Ask {
  return {
    groups: below === undefined ? scope : [[idIs(reader, 'lt', below)], ...scope],
    sort: [{ field: reader.id, direction: 'DESC' }],
  };
}

/** Everything with a higher id, the oldest first. */
export function idsAbove(reader: ChangesReader, above: number, scope: Groups): Ask {
  return { groups: [[idIs(reader, 'gt', above)], ...scope], sort: [{ field: reader.id, direction: 'ASC' }] };
}

export function idIs(reader: ChangesReader, condition: 'eq' | 'lt' | 'lteq' | 'gt' | 'gteq', id: number): Filter {
  return { field: reader.id, condition, value: id };
}

export function idIn(reader: ChangesReader, ids: readonly (number | string)[]): Filter {
  return { field: reader.id, condition: 'in', value: ids.join(',') };
}

/** What of the store is read at all. Of what was delivered nothing is out of it: it would be taken for deleted. */
export function scopeOf({ updated }: ChangesReader, { importFrom = 0 }: Pick<ReadState, 'importFrom'>): Groups {
  return importFrom === 0 ? [] : [[{ field: updated, condition: 'gteq', value: storeTime(importFrom) }]];
}

/** Without the records that the store fails on. */
export function without(reader: ChangesReader, aside: readonly Aside[], groups: Groups): Groups {
  const failing = aside.filter(({ why }) => why === 'failing').map(({ id }) => id);
  if (failing.length === 0) return groups;
  return [...groups, [{ field: reader.id, condition: 'nin', value: failing.join(',') }]];
}

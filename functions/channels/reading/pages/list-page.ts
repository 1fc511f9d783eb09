import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import type { StorePage, StoreSeconds } from '../../../domain/sync/store-reader.ts';
import { parseStoreTime } from '../../../domain/sync/store-time.ts';
import type { Aside } from '../log/read-state.ts';
import { type ChangesReader, count, type Reading, report } from '../reading.ts';
import { type Ask, without } from './criteria.ts';

/** A record as it was read. */
export type ReadRecord = {
  readonly id: number;
  readonly raw: RawRecord;
  readonly json: string;
  readonly version: string;
  /** Undefined where the store tells no time, or none that is one. */
  readonly at: StoreSeconds | undefined;
};

export type RecordPage = {
  readonly records: readonly ReadRecord[];
  /** Whether more may follow. */
  readonly full: boolean;
  readonly page: StorePage;
};

/** Faults that may be about the page, so that a smaller one may do. */
const PAGE_FAULTS: ReadonlySet<string> = new Set([
  'store_error',
  'store_timeout',
  'answer_too_large',
  'store_invalid_response',
  'list_expected',
]);

export function isPageFault(error: unknown): boolean {
  return error instanceof Refusal && PAGE_FAULTS.has(error.code);
}

/** One request for a page of this size, without the records that the store fails on. */
export async function listPage(
  reading: Reading<ChangesReader>,
  ask: Ask,
  pageSize: number,
  aside: readonly Aside[] = reading.seen.state.aside,
): Promise<RecordPage> {
  const { deps, reader } = reading;
  count(reading, { calls: 1 });
  const page = await deps.store.list(reader.path, {
    filterGroups: without(reader, aside, ask.groups),
    sortOrders: ask.sort,
    pageSize,
    currentPage: 1,
  });
  count(reading, { read: page.items.length });
  const records = recordsOf(reading, page.items);
  // Nothing can be read after a page without ids; a record without one is then found as one the store fails on.
  if (records.length === 0 && page.items.length > 0) throw new Refusal('store_invalid_response');
  return { records, full: page.items.length >= page.pageSize, page };
}

/** @throws Refusal `store_invalid_response` for a store that sends the same again: it would be asked for ever */
export function mustAdvance(advances: boolean): void {
  if (!advances) throw new Refusal('store_invalid_response');
}

function recordsOf(reading: Reading<ChangesReader>, items: readonly RawRecord[]): ReadRecord[] {
  return items.flatMap((raw) => {
    const id = numberOf(raw[reading.reader.idMember]);
    if (id !== undefined && Number.isSafeInteger(id) && id > 0) {
      const json = JSON.stringify(raw);
      return [{ id, raw, json, version: recordVersion(json), at: parseStoreTime(raw[reading.reader.updated]) }];
    }
    report(reading, 'record_unreadable');
    return [];
  });
}

import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import { type Reading, report, type SnapshotReader } from '../reading.ts';

/** A record of a snapshot, under the key that the connector makes of it. */
export type KeyedRecord = {
  readonly id: string;
  readonly raw: RawRecord;
  readonly json: string;
  readonly version: string;
};

/** Longer than any SKU (64) with a source (255). Keys are kept in runs and states, which have little room. */
const KEY_MAX_CHARACTERS = 1_000;

/** Records without a key are reported, and left out. */
export function keyed(reading: Reading<SnapshotReader>, items: readonly RawRecord[]): KeyedRecord[] {
  return items.flatMap((raw) => {
    const id = keyOf(reading.reader, raw);
    if (id !== undefined) {
      const json = JSON.stringify(raw);
      return [{ id, raw, json, version: recordVersion(json) }];
    }
    report(reading, 'record_unreadable');
    return [];
  });
}

/** Undefined for a record without what the connector makes keys of. */
function keyOf(reader: SnapshotReader, raw: RawRecord): string | undefined {
  try {
    const key: unknown = reader.key(raw);
    return typeof key === 'string' && key.length <= KEY_MAX_CHARACTERS ? key : undefined;
  } catch {
    return undefined;
  }
}

/** What a record has in the sorted column, as it goes into a filter; undefined for what no column of a table holds. */
export function sortedValue({ orderedBy }: SnapshotReader, raw: RawRecord | undefined): string | undefined {
  const value = raw?.[orderedBy];
  return typeof value === 'string' ? value : numberOf(value)?.toString();
}

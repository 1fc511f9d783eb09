import type { BatchId } from '../../../../../functions/domain/sync/changes/change-ids.ts';
import type { Applied, RecordLog, Version } from '../record-log.ts';
import type { WritingHistory } from '../writing-history.ts';
import { endOf, leadOf, rowOf, settings, type Told } from './told.ts';

/** A slice reads records, and has written them by its end. */
const SEEN_SECONDS = 320;

/**
 * Where the store has priority, nothing is written over a version that the vendor did not see, as far as a look before
 * the writing can tell; and nothing is a conflict without one. Where the vendor has, nothing is a conflict.
 */
export function conflictClaims(history: WritingHistory, told: readonly Told[]): string[] {
  return told.flatMap((one) => {
    const { base } = one.change;
    const isConflict = one.result.status === 'conflict';
    if (history.priority === 'vendor' || base === undefined) return isConflict ? ['a conflict that cannot be one'] : [];
    if (isConflict) return history.faults > 0 || isOutdated(history, one, base) ? [] : ['a conflict that is none'];
    return isUnseen(history, one, base, told) ? ['a change of an outdated version was written'] : [];
  });
}

/** Whether the record was another one than the vendor saw, at any time until the result. */
function isOutdated({ magento, kind }: WritingHistory, one: Told, base: string): boolean {
  const row = rowOf(kind, one.change.change);
  const versions = magento.log.versions(row);
  const fromAt = Date.parse(one.batch.createdAt) / 1000;
  const during = versions.filter(
    ({ at }, index) => at <= endOf(one) && (versions[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= fromAt,
  );
  return during.length === 0 || during.some((version) => !isOf(base, versions, version, one.batch.batch, () => false));
}

/** Whether it was written though no look at the record, for as long as one counts, showed what the vendor saw. */
function isUnseen({ magento: { log }, kind }: WritingHistory, one: Told, base: string, told: readonly Told[]): boolean {
  const lead = leadOf(one, told);
  const row = rowOf(kind, one.change.change);
  const written = lead === undefined ? [] : log.applied.filter((applied) => isOfLine(applied, lead));
  return written.some(({ by }) => {
    const sentAt = by === 'merchant' ? 0 : by.sentAt;
    const reads = log.reads(row).filter((at) => at <= sentAt && at >= sentAt - SEEN_SECONDS);
    return !reads.some((at) => wasSeen(log, row, at, base, one.batch.batch));
  });
}

function isOfLine({ record, value, by }: Applied, lead: Told): boolean {
  const isItsBatch = by !== 'merchant' && by.batch === lead.batch.batch;
  return isItsBatch && settings(lead).some(([name, wanted]) => name === record && wanted === value);
}

function wasSeen(log: RecordLog, row: string, at: number, base: string, batch: BatchId): boolean {
  const versions = log.versions(row);
  const version = versions.findLast((one) => one.at <= at);
  const reads = log.reads(row);
  const wasRead = (from: number, until: number) => reads.some((read) => read > from && read < until);
  // The merchant's change came right before one of ours or right after it: no look in between could show it.
  const isHidden = (change: Version) => {
    const index = versions.indexOf(change);
    const after = versions.slice(index).find(({ by }) => by !== 'merchant' && by.batch === batch);
    const before = versions.slice(0, index).findLast(({ by }) => by !== 'merchant' && by.batch === batch);
    const isRight = (one: Version | undefined) =>
      one !== undefined && !wasRead(Math.min(one.at, change.at), Math.max(one.at, change.at));
    return isRight(after) || isRight(before);
  };
  return version !== undefined && isOf(base, versions, version, batch, isHidden);
}

/** Whether a version is `base`, or was made of it by one batch and nobody else. */
function isOf(
  base: string,
  versions: readonly Version[],
  version: Version,
  batch: BatchId,
  isHidden: (change: Version) => boolean,
): boolean {
  for (const one of versions.slice(0, versions.indexOf(version) + 1).toReversed()) {
    if (one.version === base) return true;
    const isOurs = one.by !== 'merchant' && one.by.batch === batch;
    if (!isOurs && !isHidden(one)) return false;
  }
  return false;
}

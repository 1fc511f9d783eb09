import { HISTORY_MAX, type Publication } from './integration.ts';
import type { SnapshotId } from './integration-ids.ts';

/** The history once a version is the published one: newest first, each version once. */
export function withPublication(history: readonly Publication[], publication: Publication): readonly Publication[] {
  return [publication, ...history.filter(({ id }) => id !== publication.id)].slice(0, HISTORY_MAX);
}

/** A version that can be rolled back to. */
export function publicationOf(history: readonly Publication[], id: SnapshotId): Publication | undefined {
  return history.find((one) => one.id === id);
}

import type { KeyDigest } from '../../../domain/ids.ts';
import type { Connection } from '../../../domain/stores/connection.ts';
import type { ChangeConnection } from './change-connection.ts';

/** Records what is learned of a store after it was linked. */
export function openLearnedFacts(change: ChangeConnection) {
  return {
    /** Remembers which consumer key linked it, where the version that did has not. */
    async rememberKey(existing: Connection, key: KeyDigest): Promise<void> {
      await change(existing, { key });
    },

    /** Remembers which generations the store may be. */
    async learn(existing: Connection, generations: readonly string[]): Promise<void> {
      await change(existing, { generations });
    },
  };
}

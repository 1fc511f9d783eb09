import { gunzipLines, gzipLines } from './gzip-lines.ts';
import { type ObjectClient, openObjectClient } from './object-client.ts';

/** Objects of lines, compressed. Nobody changes one: each is put under a key that was never used. */
export type ObjectStore = {
  /** @returns the bytes that it takes */
  put(key: string, lines: readonly string[]): Promise<number>;
  /** @returns undefined where there is no such object */
  lines(key: string): Promise<AsyncIterable<string> | undefined>;
  /** Those that are not there do no harm. */
  remove(keys: readonly string[]): Promise<void>;
  /** Everything whose key begins with `prefix`. */
  removeAll(prefix: string): Promise<void>;
};

const LINES = 'application/x-ndjson';
/** S3 deletes so many at once. */
const REMOVED_AT_ONCE = 1_000;

/** @param bucket undefined where the settings leave it out: every call then fails */
export function openObjectStore(bucket: string | undefined): ObjectStore {
  return storeOf(openObjectClient(bucket));
}

function storeOf(client: () => Promise<ObjectClient>): ObjectStore {
  return {
    async put(key, lines) {
      const packed = await gzipLines(lines);
      await (await client()).put(key, packed, LINES);
      return packed.length;
    },

    async lines(key) {
      const packed = await (await client()).get(key);
      return packed && gunzipLines(packed);
    },

    async remove(keys) {
      for (let from = 0; from < keys.length; from += REMOVED_AT_ONCE) {
        await (await client()).remove(keys.slice(from, from + REMOVED_AT_ONCE));
      }
    },

    async removeAll(prefix) {
      const { list, remove } = await client();
      // Asked from the beginning each time: what was deleted is not listed again (S3 is consistent).
      for (let keys = await list(prefix); keys.length > 0; keys = await list(prefix)) await remove(keys);
    },
  };
}

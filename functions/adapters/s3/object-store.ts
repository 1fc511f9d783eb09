import { gunzipLines, gzipLines } from './gzip-lines.ts';
import { type ListedObject, type ObjectClient, openObjectClient } from './object-client.ts';

/** Objects of lines, compressed. Nobody changes one: each is put under a key that was never used. */
export type ObjectStore = {
  /** @returns the bytes that it takes */
  put(key: string, lines: readonly string[]): Promise<number>;
  /** @returns undefined where there is no such object */
  lines(key: string): Promise<AsyncIterable<string> | undefined>;
  /** Those that are not there do no harm. */
  remove(keys: readonly string[]): Promise<void>;
  /** Everything whose key begins with `prefix`, and sorts before another key, where one is given. */
  removeAll(prefix: string, before?: string): Promise<void>;
  /** What begins with `prefix`, and when each object was put. */
  list(prefix: string): AsyncIterable<ListedObject>;
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

    async removeAll(prefix, before) {
      const { list, remove } = await client();
      // Asked from the beginning each time: what was deleted is not listed again (S3 is consistent).
      const next = async () => {
        const keys = (await list(prefix)).map(({ key }) => key);
        return before === undefined ? keys : keys.filter((key) => key < before);
      };
      for (let keys = await next(); keys.length > 0; keys = await next()) await remove(keys);
    },

    async *list(prefix) {
      const { list } = await client();
      for (let page = await list(prefix); page.length > 0; page = await list(prefix, page.at(-1)?.key)) yield* page;
    },
  };
}

import { gunzipLines, gzipLines } from '../../../../functions/adapters/s3/gzip-lines.ts';
import type { ObjectStore } from '../../../../functions/adapters/s3/object-store.ts';

/** A bucket in memory. */
export function memoryObjects(now: () => Date = () => new Date()) {
  const objects = new Map<string, Uint8Array>();
  const times = new Map<string, Date>();
  const remove = async (keys: readonly string[]) => {
    for (const key of keys) objects.delete(key);
  };
  const store: ObjectStore = {
    async put(key, lines) {
      const packed = await gzipLines(lines);
      objects.set(key, packed);
      times.set(key, now());
      return packed.length;
    },
    async lines(key) {
      const packed = objects.get(key);
      return packed && gunzipLines(packed);
    },
    remove,
    removeAll: (prefix, before) =>
      remove([...objects.keys()].filter((key) => key.startsWith(prefix) && (before === undefined || key < before))),
    async *list(prefix) {
      for (const key of [...objects.keys()].toSorted()) {
        if (key.startsWith(prefix)) yield { key, at: times.get(key) ?? new Date(0) };
      }
    },
  };
  return { ...store, objects };
}

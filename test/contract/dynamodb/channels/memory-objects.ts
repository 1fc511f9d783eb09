import { gunzipLines, gzipLines } from '../../../../functions/adapters/s3/gzip-lines.ts';
import type { ObjectStore } from '../../../../functions/adapters/s3/object-store.ts';

/** A bucket in memory. */
export function memoryObjects(): ObjectStore & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  const remove = async (keys: readonly string[]) => {
    for (const key of keys) objects.delete(key);
  };
  return {
    objects,
    async put(key, lines) {
      const packed = await gzipLines(lines);
      objects.set(key, packed);
      return packed.length;
    },
    async lines(key) {
      const packed = objects.get(key);
      return packed && gunzipLines(packed);
    },
    remove,
    removeAll: (prefix) => remove([...objects.keys()].filter((key) => key.startsWith(prefix))),
  };
}

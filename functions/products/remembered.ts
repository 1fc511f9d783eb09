/**
 * Remembers what was read last, for callers who each say how old it may be. Those who ask while it is being read share
 * the one read; one that failed is not remembered.
 */
export function remembered<T>(read: () => Promise<T>, now: () => Date): (seconds: number) => Promise<T> {
  let last: { readonly atMs: number; readonly value: Promise<T> } | undefined;
  return (seconds) => {
    const nowMs = now().getTime();
    if (last !== undefined && nowMs - last.atMs < seconds * 1000) return last.value;
    const reading = { atMs: nowMs, value: read() };
    last = reading;
    reading.value.catch(() => {
      if (last === reading) last = undefined;
    });
    return reading.value;
  };
}

/** The same for things that have keys. Beyond `most` of them, all are forgotten. */
export function rememberedEach<K, T>(
  read: (key: K) => Promise<T>,
  { now, seconds, most }: { readonly now: () => Date; readonly seconds: number; readonly most: number },
): (key: K) => Promise<T> {
  const readings = new Map<K, (seconds: number) => Promise<T>>();
  return (key) => {
    const known = readings.get(key);
    if (known === undefined && readings.size >= most) readings.clear();
    const reading = known ?? remembered(() => read(key), now);
    readings.set(key, reading);
    return reading(seconds);
  };
}

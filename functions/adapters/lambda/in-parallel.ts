/** Handles items, so many at once, in their order; stops taking new ones once it is told to. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  handle: (item: T) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  // All of them take from one iterator, so each item is handled once.
  const iterator = items.values();
  const work = async (): Promise<void> => {
    for (const item of iterator) {
      if (isOver()) return;
      await handle(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
}

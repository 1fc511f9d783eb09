/** Things to close again, last opened first. */
export type Closers = {
  add(close: () => Promise<void> | void): void;
  /** Closes everything, once; one that fails does not keep the others open. Rejects with the first failure. */
  closeAll(): Promise<void>;
};

export function createClosers(): Closers {
  const open: (() => Promise<void> | void)[] = [];
  const failures: unknown[] = [];
  async function closeNext(): Promise<void> {
    const close = open.pop();
    if (!close) return;
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
    await closeNext();
  }
  let closing: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    await closeNext();
    if (failures.length > 0) throw failures[0];
  }
  return {
    add: (close) => void open.push(close),
    closeAll: () => (closing ??= closeAll()),
  };
}

/** Like `Promise.all`, but a failure waits for the others: whatever they opened is then known, and can be closed. */
export async function together<T extends readonly unknown[]>(work: readonly [...{ [K in keyof T]: Promise<T[K]> }]) {
  await Promise.allSettled(work);
  return Promise.all(work);
}

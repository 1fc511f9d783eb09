import { AbstractKeyIterator, AbstractValueIterator } from 'abstract-level';

type Closable = { close(): Promise<void> };

/**
 * Lets dynalite close what it reads lists from. It ends its streams by their iterator's `return`, as generators have
 * one; those of abstract-level have `close` only, so each query would leave one open for good, with the memory and the
 * old files that it reads from.
 */
export function closeIterators(): void {
  for (const { prototype } of [AbstractKeyIterator, AbstractValueIterator]) {
    Object.defineProperty(prototype, 'return', {
      configurable: true,
      value(this: Closable): Promise<void> {
        return this.close();
      },
    });
  }
}

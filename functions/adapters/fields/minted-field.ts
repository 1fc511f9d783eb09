import * as z from 'zod/mini';
import type { Minted } from '../../domain/minted.ts';

/** Reads back what a parser of the domain minted before it was stored: the table holds nothing else. */
export function minted<T extends Minted<string, string>>() {
  return z.pipe(
    z.string(),
    z.transform((text) => text as T),
  );
}

import * as z from 'zod/mini';
import type { Minted } from '../../domain/minted.ts';

/** Ciphertext that only the vault makes and opens. */
export type Sealed = Minted<Uint8Array, 'Sealed'>;

/** Reads a ciphertext from the table. */
export const sealed = z.pipe(
  z.instanceof(Uint8Array),
  z.transform((bytes) => bytes as Sealed),
);

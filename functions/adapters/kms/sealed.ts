import * as z from 'zod/mini';
import type { Sealed } from '../../domain/ciphertext.ts';

/** Reads a ciphertext from the table. */
export const sealed = z.pipe(
  z.instanceof(Uint8Array),
  z.transform((bytes) => bytes as Sealed),
);

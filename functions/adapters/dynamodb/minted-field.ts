import * as z from 'zod/mini';
import type { Minted } from '../../domain/minted.ts';

/** Reads back what a parser of `handshake` minted before it was stored: the table holds nothing else. */
export const minted = <T extends Minted<string, string>>() =>
  z.pipe(
    z.string(),
    z.transform((text) => text as T),
  );

import type { Minted } from './minted.ts';

/** Ciphertext that only the vault makes and opens. */
export type Sealed = Minted<Uint8Array, 'Sealed'>;

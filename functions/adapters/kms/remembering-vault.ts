import type * as z from 'zod/mini';
import type { Sealed } from '../../domain/ciphertext.ts';
import type { EncryptionContext, Vault } from './vault.ts';

/** How long what was opened stays in a warm function's memory. Design: at most 60 s. */
const MEMORY_SECONDS = 60;
/** More stores than one function is likely to call within that time. */
const MEMORY_ENTRIES = 1_000;

type Remembered = { readonly secret: unknown; readonly deadlineMs: number };

/**
 * A vault that asks KMS once a minute for the same ciphertext. An item may have several; when one changes, the new one is
 * opened.
 */
export function rememberingVault(vault: Pick<Vault, 'open'>, now: () => Date): Pick<Vault, 'open'> {
  const memory = new Map<string, Remembered>();
  const forgetOld = (nowMs: number) => {
    for (const [name, { deadlineMs }] of memory) {
      // In the order they came in, so the first that is to stay ends the search.
      if (deadlineMs > nowMs && memory.size < MEMORY_ENTRIES) return;
      memory.delete(name);
    }
  };
  return {
    async open<T>(context: EncryptionContext, ciphertext: Sealed, shape: z.ZodMiniType<T>): Promise<T> {
      const nowMs = now().getTime();
      forgetOld(nowMs);
      const name = `${context.item}\n${Buffer.from(ciphertext).toString('base64')}`;
      const known = memory.get(name);
      if (known !== undefined) return shape.parse(known.secret);
      const secret = await vault.open(context, ciphertext, shape);
      memory.delete(name);
      memory.set(name, { secret, deadlineMs: nowMs + MEMORY_SECONDS * 1000 });
      return secret;
    },
  };
}

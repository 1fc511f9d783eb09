import * as z from 'zod/mini';
import type { Answers } from '../../domain/integrations/form-answers.ts';

/** What Magento's message carries. */
export const keys = z.object({ consumerKey: z.string(), consumerSecret: z.string(), verifier: z.string() });

/**
 * A request token, with the verifier that belongs to it and the store that issued it: a later message may bring
 * another verifier, and a forged one another store.
 */
export const requestToken = z.object({
  token: z.string(),
  tokenSecret: z.string(),
  verifier: z.string(),
  store: z.string(),
});

/** All that signing a call to the store takes. */
export const credentials = z.object({
  consumerKey: z.string(),
  consumerSecret: z.string(),
  token: z.string(),
  tokenSecret: z.string(),
});
export type Credentials = z.infer<typeof credentials>;

/** What a merchant answered to the vendor's fields. */
export const answers = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
) satisfies z.ZodMiniType<Answers>;

import * as z from 'zod/mini';

/** What must be remembered while the merchant is at the OpenID provider. Used once. */
export const pendingSignIn = z.object({
  /** `<activation id>.<random>`: names the cookie for the return, and binds the answer to it. */
  state: z.string(),
  nonce: z.string(),
  /** The PKCE code verifier. */
  verifier: z.string(),
});
export type PendingSignIn = Readonly<z.infer<typeof pendingSignIn>>;

import * as z from 'zod/mini';

/** What must be remembered between the way to the OpenID provider and the way back. Used once. */
export const pendingSignIn = z.object({
  /** `<activation id>.<random>`: finds the cookie on the way back, and binds the answer to it. */
  state: z.string(),
  nonce: z.string(),
  /** The PKCE code verifier. */
  verifier: z.string(),
});
export type PendingSignIn = Readonly<z.infer<typeof pendingSignIn>>;

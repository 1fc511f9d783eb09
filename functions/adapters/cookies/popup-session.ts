import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { ActivationRef } from '../../domain/handshake/activation.ts';
import type { SuccessCallback } from '../../domain/handshake/success-callback.ts';
import type { ActivationId, KeyDigest, ProductId } from '../../domain/ids.ts';
import { account } from '../fields/account-field.ts';
import { minted } from '../fields/minted-field.ts';
import { pendingSignIn } from '../oidc/pending-sign-in.ts';

/** What one browser has done for one activation. Travels encrypted in a cookie, and is kept nowhere else. */
export const session = z.object({
  product: minted<ProductId>(),
  key: minted<KeyDigest>(),
  activation: minted<ActivationId>(),
  /** Forms of ours carry it; foreign ones cannot know it. */
  csrf: z.string(),
  /** The one before, of another account or of none. */
  earlierCsrf: z.optional(z.string()),
  /** Tells this browser from others. Empty in sessions that a version before this one began. */
  browser: z._default(z.string(), ''),
  /** Absent when Magento's was invalid: then nothing is followed in the end. */
  successCallback: z.optional(minted<SuccessCallback>()),
  /** The host of `success_call_back` when it is not the store's, once the merchant has confirmed it. */
  confirmedHost: z.optional(z.string()),
  /** A sign-in under way. Used once. */
  pendingSignIn: z.optional(pendingSignIn),
  /** The one that was begun before it, in another tab. Used once. */
  earlierSignIn: z.optional(pendingSignIn),
  /** Whether a sign-in was begun anew because its code was used already. Once is enough. */
  restarted: z.optional(z.literal(true)),
  /** Who signed in. */
  account: z.optional(account),
  /** Names the configuration that they signed in with; absent: the deployment's own. */
  signedInWith: z.optional(z.string()),
});
export type Session = Readonly<z.infer<typeof session>>;

/** A browser that has done nothing for this activation yet; `browser` is its id where it has another session. */
export function beginSession({ product, key, activation }: ActivationRef, browser?: string): Session {
  return { product, key, activation, csrf: newCsrf(), browser: browser || randomBytes(16).toString('base64url') };
}

export function newCsrf(): string {
  return randomBytes(32).toString('base64url');
}

/** True when a form carries the session's token. Takes the same time whatever differs. */
export function isFormOf(own: Session, csrf: string): boolean {
  return timingSafeEqual(sha256(own.csrf), sha256(csrf));
}

/** True for a form of the account that was signed in before. It is no forgery, and agrees to nothing. */
export function isEarlierFormOf({ earlierCsrf }: Session, csrf: string): boolean {
  return earlierCsrf !== undefined && timingSafeEqual(sha256(earlierCsrf), sha256(csrf));
}

/** The attempt that a session belongs to. */
export function refOf({ product, key, activation }: Session): ActivationRef {
  return { product, key, activation };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

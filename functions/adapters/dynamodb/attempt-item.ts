import * as z from 'zod/mini';
import { ACTIVATION_LIFE_SECONDS } from '../../domain/activation.ts';
import type { ActivationId, ConnectionId, ProductId } from '../../domain/ids.ts';
import type { StoreUrl } from '../../domain/store-url.ts';
import { account, reason } from './connection-item.ts';
import { minted } from './minted-field.ts';

/** What lists show of an attempt to connect, whether it goes on or has ended. */
export const listedAttempt = z.object({
  activation: minted<ActivationId>(),
  product: minted<ProductId>(),
  storeUrl: minted<StoreUrl>(),
  stage: z.enum(['received', 'requested', 'granted', 'checked', 'linked', 'failed']),
  /** ISO 8601, as all of them. */
  receivedAt: z.string(),
  endedAt: z.optional(z.string()),
  failure: z.optional(z.object({ code: reason, at: z.string() })),
  /** Who said yes. */
  account: z.optional(account),
  connection: z.optional(minted<ConnectionId>()),
});
export type ListedAttempt = z.infer<typeof listedAttempt>;

/** An attempt that nobody finished lies around until DynamoDB sweeps it up, which may take two days. */
export function hasExpired({ stage, receivedAt }: ListedAttempt, now: Date): boolean {
  const ended = stage === 'linked' || stage === 'failed';
  return !ended && Date.parse(receivedAt) + ACTIVATION_LIFE_SECONDS * 1000 <= now.getTime();
}

/** The partition of the index `byProduct` that holds a product's attempts. */
export function activationListing(product: ProductId): string {
  return `ACTIVATION#${product}`;
}

/** The partition of the index `byHost`. */
export function hostListing(product: ProductId, host: string): string {
  return `${product}#${host}`;
}

/** How an attempt is sorted in both: by the time Magento's message came. */
export function attemptListedAs(receivedAt: string, activation: string): string {
  return `${receivedAt}#${activation}`;
}

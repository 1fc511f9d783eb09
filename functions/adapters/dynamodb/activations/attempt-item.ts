import * as z from 'zod/mini';
import type { ListedAttempt } from '../../../domain/handshake/listed-attempt.ts';
import { STAGES } from '../../../domain/handshake/stage.ts';
import type { ActivationId, ConnectionId, ProductId } from '../../../domain/ids.ts';
import { hostOf, type StoreUrl } from '../../../domain/stores/store-url.ts';
import { account } from '../../fields/account-field.ts';
import { minted } from '../../fields/minted-field.ts';
import { failure } from '../../fields/refusal-code-field.ts';

export const listedAttempt = z.object({
  activation: minted<ActivationId>(),
  product: minted<ProductId>(),
  storeUrl: minted<StoreUrl>(),
  stage: z.enum(STAGES),
  receivedAt: z.string(),
  endedAt: z.optional(z.string()),
  failure: z.optional(failure),
  account: z.optional(account),
  connection: z.optional(minted<ConnectionId>()),
}) satisfies z.ZodMiniType<ListedAttempt>;

/** What is counted of an attempt that has connected a store, and tells which others to look up. */
export const attemptStage = z.pick(listedAttempt, { activation: true, stage: true, receivedAt: true });
export type AttemptStage = z.output<typeof attemptStage>;

type Listed = {
  readonly product: ProductId;
  readonly activation: ActivationId;
  readonly storeUrl: StoreUrl;
  readonly receivedAt: string;
};

/** What the indexes list an attempt by. */
export function listingOf({ product, activation, storeUrl, receivedAt }: Listed) {
  return {
    listing: activationListing(product),
    host: hostListing(product, hostOf(storeUrl)),
    listedAs: attemptListedAs(receivedAt, activation),
  };
}

/** The partition of the index `byProduct` that holds a product's attempts. */
export function activationListing(product: ProductId): string {
  return `ACTIVATION#${product}`;
}

/** The partition of the index `byHost`: attempts, whose sort keys begin with a year, and connections, with a status. */
export function hostListing(product: ProductId, host: string): string {
  return `${product}#${host}`;
}

/** How an attempt is sorted in both: by the time Magento's message arrived. */
export function attemptListedAs(receivedAt: string, activation: string): string {
  return `${receivedAt}#${activation}`;
}

import * as z from 'zod/mini';
import type { AccountKey } from '../../domain/account.ts';
import type { ConnectionStatus } from '../../domain/connection.ts';
import type { ActivationId, ConnectionId, ProductId } from '../../domain/ids.ts';
import { isRefusalCode, type RefusalCode } from '../../domain/refusals/refusal.ts';
import type { StoreUrl } from '../../domain/store-url.ts';
import { sealed } from '../kms/sealed.ts';
import { minted } from './minted-field.ts';

export const reason = z.pipe(
  z.string(),
  z.transform((text): RefusalCode => (isRefusalCode(text) ? text : 'internal')),
);

export const account = z.object({ issuer: z.string(), id: z.string(), label: z.string() });

/** What lists show of a connection. */
export const listedConnection = z.object({
  connection: minted<ConnectionId>(),
  product: minted<ProductId>(),
  storeUrl: minted<StoreUrl>(),
  account,
  status: z.enum(['active', 'needs_reauthorization', 'inactive', 'unreachable', 'disconnected']),
  /** Since when it has the status, and what led to it. Absent where a handshake did. */
  statusSince: z.optional(z.string()),
  reason: z.optional(reason),
  /** When the store was last asked whether the credentials are alive. */
  checkedAt: z.optional(z.string()),
  /** The first bad answer, as long as nothing has confirmed it. */
  suspect: z.optional(z.object({ code: reason, at: z.string() })),
  /** Magento generations that the store may be, likeliest first. */
  generations: z.array(z.string()),
  /** ISO 8601. */
  createdAt: z.string(),
  connectedAt: z.string(),
  /** Counts what becomes of the credentials: written by handshakes and by disconnecting. */
  version: z.number(),
});
export type ListedConnection = z.infer<typeof listedConnection>;

/** An event that is still to be told: kept with the change it tells of, so that neither can get lost. */
const untold = z.object({ id: z.string(), status: listedConnection.shape.status, at: z.string() });
export type OutboxEvent = z.infer<typeof untold>;

const item = z.extend(listedConnection, {
  /** Ciphertext of consumer key and secret, access token and secret. Gone once disconnected. */
  secrets: z.optional(sealed),
  /** The attempt that linked it last, and what that did: a repeated link step finds its own work here. */
  activation: minted<ActivationId>(),
  kind: z.enum(['created', 'reauthorized', 'moved']),
  /** Key of the account that had the store before the last link moved it. */
  movedFrom: z.optional(z.string()),
  untold: z.optional(untold),
});

/** A store tied to an account for a product. */
export type Connection = z.infer<typeof item> & { readonly accountKey: AccountKey };

export const parseConnection = (attributes: Record<string, unknown>): z.infer<typeof item> => item.parse(attributes);

/** The partition key, and part of the encryption context of the secrets. */
export function connectionKey(connection: ConnectionId): string {
  return `CONNECTION#${connection}`;
}

/** The partition of the index `byProduct` that holds a product's connections. */
export function connectionListing(product: ProductId): string {
  return `CONNECTION#${product}`;
}

/**
 * How a connection is sorted there: by status, then by its id. Ids are hashes, so a range of them is a fair sample of
 * the connections, which is how probes are spread over a day.
 */
export function listedAs(status: ConnectionStatus, connection: string): string {
  return `${status}#${connection}`;
}

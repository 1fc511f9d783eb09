import * as z from 'zod/mini';
import { type Account, accountKey } from '../../domain/account.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../../domain/ids.ts';
import {
  type Connection,
  LINK_KINDS,
  type ListedConnection,
  type OutboxEvent,
  VENDOR_ANSWERS,
  type VendorAnswerRecord,
} from '../../domain/stores/connection.ts';
import { CONNECTION_STATUSES, type ConnectionStatus } from '../../domain/stores/connection-status.ts';
import type { StoreUrl } from '../../domain/stores/store-url.ts';
import { account } from '../fields/account-field.ts';
import { minted } from '../fields/minted-field.ts';
import { codeAt, refusalCode } from '../fields/refusal-code-field.ts';
import { sealed } from '../kms/sealed.ts';

const status = z.enum(CONNECTION_STATUSES);

export const listedConnection = z.object({
  connection: minted<ConnectionId>(),
  product: minted<ProductId>(),
  storeUrl: minted<StoreUrl>(),
  account,
  status,
  statusSince: z.optional(z.string()),
  reason: z.optional(refusalCode),
  checkedAt: z.optional(z.string()),
  suspect: z.optional(codeAt),
  generations: z.array(z.string()),
  createdAt: z.string(),
  connectedAt: z.string(),
  version: z.number(),
}) satisfies z.ZodMiniType<ListedConnection>;

const outboxEvent = z.object({
  id: z.string(),
  status,
  at: z.string(),
  previousAccount: z.optional(z.string()),
}) satisfies z.ZodMiniType<OutboxEvent>;

const vendorAnswer = z.object({
  status: z.enum(VENDOR_ANSWERS),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  at: z.string(),
}) satisfies z.ZodMiniType<VendorAnswerRecord>;

/** A connection as the table holds it. */
export const connectionItem = z.extend(listedConnection, {
  secrets: z.optional(sealed),
  answers: z.optional(sealed),
  activation: minted<ActivationId>(),
  kind: z.enum(LINK_KINDS),
  key: z.optional(minted<KeyDigest>()),
  movedFrom: z.optional(z.string()),
  vendorAccount: z.optional(z.string()),
  vendorAnswer: z.optional(vendorAnswer),
  missingPermissions: z.optional(z.array(z.string())),
  outbox: z.optional(outboxEvent),
  /** What `outbox` was called in the first deployments; their tables may still hold one. */
  untold: z.optional(outboxEvent),
}) satisfies z.ZodMiniType<Omit<Connection, 'accountKey'>>;

export function parseConnection(attributes: Record<string, unknown>): Connection {
  const { untold, outbox = untold, ...found } = connectionItem.parse(attributes);
  return { ...found, outbox, accountKey: accountKey(found.account) };
}

/** The partition key, and part of the encryption context of the secrets. */
export function connectionKey(connection: ConnectionId): string {
  return `CONNECTION#${connection}`;
}

/**
 * What a merchant answered is sealed under a name of its own: who sends answers to the vendor need not be able to open the
 * store's credentials. No item of the table is called so.
 */
export function answersContext({ connection, product }: Pick<Connection, 'connection' | 'product'>) {
  return { item: `ANSWERS#${connection}`, product };
}

/** The partition of the index `byProduct` that holds a product's connections. */
export function connectionListing(product: ProductId): string {
  return `CONNECTION#${product}`;
}

/**
 * How a connection is sorted there: by status, then by its id. Ids are hashes, so a range of them is a fair sample of
 * the connections, which is how health checks are spread over a day.
 */
export function listedAs(status: ConnectionStatus, connection: string): string {
  return `${status}#${connection}`;
}

/** The partition of the index `byAccount` that holds an account's connections. */
export function accountIndexKey(product: ProductId, account: Account): string {
  return `${product}#${accountKey(account)}`;
}

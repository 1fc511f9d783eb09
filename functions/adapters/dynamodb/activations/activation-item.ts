import * as z from 'zod/mini';
import type { AccountKey } from '../../../domain/account.ts';
import type { Activation, Consent } from '../../../domain/handshake/activation.ts';
import type { ConsumerId } from '../../../domain/handshake/consumer-key.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../../../domain/ids.ts';
import { LINK_KINDS } from '../../../domain/stores/connection.ts';
import type { StoreUrl } from '../../../domain/stores/store-url.ts';
import { account } from '../../fields/account-field.ts';
import { minted } from '../../fields/minted-field.ts';
import { failure } from '../../fields/refusal-code-field.ts';
import { sealed } from '../../kms/sealed.ts';

const shown = z.object({ connection: minted<ConnectionId>(), version: z.number() });
const consent = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('yes'), account, replaces: z.optional(shown), at: z.string() }),
  z.object({ decision: z.literal('no'), existing: z.optional(minted<ConnectionId>()), at: z.string() }),
]) satisfies z.ZodMiniType<Consent>;

const shared = {
  product: minted<ProductId>(),
  key: minted<KeyDigest>(),
  activation: minted<ActivationId>(),
  storeUrl: minted<StoreUrl>(),
  consumer: minted<ConsumerId>(),
  verifierDigest: z.string(),
  receivedAt: z.string(),
  expiresAt: z.number(),
  consent: z.optional(consent),
  answers: z.optional(sealed),
  taskToken: z.optional(z.string()),
  owner: z.optional(minted<AccountKey>()),
  seenBefore: z.optional(z.boolean()),
  browser: z.optional(z.string()),
  closing: z.optional(z.boolean()),
  verifierSpent: z.optional(z.boolean()),
  endedAt: z.optional(z.string()),
};

/** An attempt as the table holds it. */
export const activationItem = z.discriminatedUnion('stage', [
  z.object({ ...shared, stage: z.literal('received'), secrets: sealed }),
  z.object({ ...shared, stage: z.literal('requested'), secrets: sealed }),
  z.object({ ...shared, stage: z.literal('granted'), credentials: sealed }),
  z.object({
    ...shared,
    stage: z.literal('checked'),
    credentials: sealed,
    generations: z.array(z.string()),
    sameStoreAs: z.optional(minted<ConnectionId>()),
  }),
  z.object({
    ...shared,
    stage: z.literal('linked'),
    connection: minted<ConnectionId>(),
    kind: z.enum(LINK_KINDS),
    movedFrom: z.optional(z.string()),
  }),
  z.object({ ...shared, stage: z.literal('failed'), failure }),
]) satisfies z.ZodMiniType<Activation>;

/** The partition key of an attempt, and part of the encryption context of its answers. */
export function attemptItem(activation: ActivationId): string {
  return `ATTEMPT#${activation}`;
}

export function parseActivation(attributes: Record<string, unknown>): Activation {
  return activationItem.parse(attributes);
}

import * as z from 'zod/mini';
import type { Activation, ActivationRef, Consent } from '../../domain/activation.ts';
import { LINK_KINDS } from '../../domain/connection.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../../domain/ids.ts';
import type { StoreUrl } from '../../domain/store-url.ts';
import { account } from '../fields/account-field.ts';
import { minted } from '../fields/minted-field.ts';
import { codeAt } from '../fields/refusal-code-field.ts';
import { sealed } from '../kms/sealed.ts';

const consent = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('yes'), account, replaces: z.optional(z.number()), at: z.string() }),
  z.object({ decision: z.literal('no'), at: z.string() }),
]) satisfies z.ZodMiniType<Consent>;

const shared = {
  product: minted<ProductId>(),
  key: minted<KeyDigest>(),
  activation: minted<ActivationId>(),
  storeUrl: minted<StoreUrl>(),
  verifierDigest: z.string(),
  receivedAt: z.string(),
  expiresAt: z.number(),
  consent: z.optional(consent),
  taskToken: z.optional(z.string()),
};

const keyed = { ...shared, secrets: sealed };

/** An activation as the table holds it. */
export const activationItem = z.discriminatedUnion('stage', [
  z.object({ ...keyed, stage: z.literal('received'), requestToken: z.optional(sealed) }),
  z.object({ ...keyed, stage: z.literal('requested'), requestToken: sealed }),
  z.object({ ...shared, stage: z.literal('granted'), credentials: sealed }),
  z.object({ ...shared, stage: z.literal('checked'), credentials: sealed, generations: z.array(z.string()) }),
  z.object({
    ...shared,
    stage: z.literal('linked'),
    connection: minted<ConnectionId>(),
    kind: z.enum(LINK_KINDS),
    movedFrom: z.optional(z.string()),
  }),
  z.object({ ...shared, stage: z.literal('failed'), failure: codeAt, requestToken: z.optional(sealed) }),
]) satisfies z.ZodMiniType<Activation>;

/** The partition key: also part of the encryption context, so that a ciphertext opens on its own item only. */
export function activationKey(ref: Pick<ActivationRef, 'product' | 'key'>): string {
  return `ACTIVATION#${ref.product}#${ref.key}`;
}

export function parseActivation(attributes: Record<string, unknown>): Activation {
  return activationItem.parse(attributes);
}

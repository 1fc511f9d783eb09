import * as z from 'zod/mini';
import type { Stage } from '../../domain/activation.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import { isRefusalCode } from '../../domain/refusals/refusal.ts';
import type { StoreUrl } from '../../domain/store-url.ts';
import { sealed } from '../kms/sealed.ts';
import { minted } from './minted-field.ts';

/** Where an activation lies, and which attempt is meant. All that the machine is told. */
export type ActivationRef = {
  readonly product: ProductId;
  readonly key: KeyDigest;
  readonly activation: ActivationId;
};

const account = z.object({ issuer: z.string(), id: z.string(), label: z.string() });

/** What the merchant answered. `replaces` is the version of the standing connection they agreed to replace. */
const consent = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('yes'), account, replaces: z.optional(z.number()), at: z.string() }),
  z.object({ decision: z.literal('no'), at: z.string() }),
]);
export type Consent = z.infer<typeof consent>;

const failure = z.object({
  code: z.pipe(
    z.string(),
    z.transform((text): RefusalCode => (isRefusalCode(text) ? text : 'internal')),
  ),
  at: z.string(),
});
export type Failure = z.infer<typeof failure>;

const shared = {
  product: minted<ProductId>(),
  key: minted<KeyDigest>(),
  activation: minted<ActivationId>(),
  storeUrl: minted<StoreUrl>(),
  verifierDigest: z.string(),
  /** When Magento's message came, ISO 8601. */
  receivedAt: z.string(),
  /** When the attempt ends for good, epoch seconds: DynamoDB's TTL attribute. */
  expiresAt: z.number(),
  /** May come before the machine waits for it. */
  consent: z.optional(consent),
  /** The machine's, once it waits for consent. */
  taskToken: z.optional(z.string()),
};

const keyed = { ...shared, secrets: sealed };

const item = z.discriminatedUnion('stage', [
  // The request token here is one of an earlier attempt, see `Activations.keep`.
  z.object({ ...keyed, stage: z.literal('received'), requestToken: z.optional(sealed) }),
  z.object({ ...keyed, stage: z.literal('requested'), requestToken: sealed }),
  z.object({ ...shared, stage: z.literal('granted'), credentials: sealed }),
  z.object({
    ...shared,
    stage: z.literal('checked'),
    credentials: sealed,
    generations: z.array(z.string()),
  }),
  z.object({
    ...shared,
    stage: z.literal('linked'),
    connection: minted<ConnectionId>(),
    kind: z.enum(['created', 'reauthorized', 'moved']),
    /** Key of the account that had the store until now. */
    movedFrom: z.optional(z.string()),
  }),
  z.object({ ...shared, stage: z.literal('failed'), failure, requestToken: z.optional(sealed) }),
]);

/** One attempt to connect a store, as far as it has come: a later stage holds what the earlier ones led to. */
export type Activation = z.infer<typeof item>;
export type ActivationAt<S extends Stage> = Extract<Activation, { stage: S }>;

/** The partition key: also part of the encryption context, so that a ciphertext opens on its own item only. */
export function activationKey(ref: Pick<ActivationRef, 'product' | 'key'>): string {
  return `ACTIVATION#${ref.product}#${ref.key}`;
}

export function parseActivation(attributes: Record<string, unknown>): Activation {
  return item.parse(attributes);
}

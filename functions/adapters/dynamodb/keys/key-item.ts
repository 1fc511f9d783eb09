import * as z from 'zod/mini';
import type { AddressDigest, ConsumerId, ConsumerKey, KeptToken, Pin } from '../../../domain/handshake/consumer-key.ts';
import type { ActivationId, ConnectionId } from '../../../domain/ids.ts';
import type { StoreUrl } from '../../../domain/stores/store-url.ts';
import { minted } from '../../fields/minted-field.ts';
import { refusalCode } from '../../fields/refusal-code-field.ts';
import { sealed } from '../../kms/sealed.ts';
import { earlierParts } from '../activations/earlier-activation.ts';

/*
 * The item of a consumer key. Each consumer has attributes of its own at the top level, which one update can write
 * without reading the item first:
 *
 * - `c_<consumer>` its newest message, with its secrets until a popup is opened for it
 * - `s_<consumer>` the attempt of the message before that; `r_` and `o_`: when it came, and how far it had come
 * - `t_<consumer>` the request token that its store issued
 * - `p_<address>`  the consumer that the key belongs to at that address
 * - `consumers`    a set of those that have a message
 */

export type KeyRef = Pick<ConsumerKey, 'product' | 'key'>;

/** The consumer of an attempt. */
export type ConsumerRef = KeyRef & { readonly consumer: ConsumerId };

/** The partition key, and part of the encryption context of all that a handshake keeps secret. */
export function keyItem({ product, key }: KeyRef): string {
  return `ACTIVATION#${product}#${key}`;
}

export const messageAttribute = (consumer: ConsumerId) => `c_${consumer}`;
export const supersededAttribute = (consumer: ConsumerId) => `s_${consumer}`;
export const supersededAtAttribute = (consumer: ConsumerId) => `r_${consumer}`;
export const supersededStateAttribute = (consumer: ConsumerId) => `o_${consumer}`;
export const tokenAttribute = (consumer: ConsumerId) => `t_${consumer}`;
export const pinAttribute = (address: AddressDigest) => `p_${address}`;

const message = z.object({
  activation: minted<ActivationId>(),
  storeUrl: minted<StoreUrl>(),
  secrets: z.optional(sealed),
  verifierDigest: z.string(),
  receivedAt: z.string(),
  state: z.enum(['received', 'opened', 'linked', 'failed']),
  verifierSpent: z.optional(z.boolean()),
});
/** Of a spent token, only the time stays. */
const token = z.union([
  z.object({ token: sealed, verifierDigest: z.string(), at: z.string() }),
  z.object({ token: z.optional(z.undefined()), at: z.string() }),
]);
const pin = z.object({ consumer: minted<ConsumerId>(), connection: minted<ConnectionId>() });

const item = z.object({
  seenAt: z.optional(z.string()),
  refused: z.optional(
    z.object({
      activation: minted<ActivationId>(),
      code: refusalCode,
      reason: z.optional(z.string()),
      storeUrl: minted<StoreUrl>(),
      at: z.string(),
    }),
  ),
});

export function parseKey(ref: KeyRef, attributes: Record<string, unknown>): ConsumerKey {
  const earlier = earlierParts(attributes);
  const named = (prefix: string) =>
    Object.entries(attributes).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    );
  return {
    product: ref.product,
    key: ref.key,
    ...item.parse(attributes),
    messages: [
      ...earlier.messages,
      ...named('c_').map(([name, value]) => ({
        consumer: consumerId.parse(name),
        ...message.parse(value),
        supersedes: activationId.parse(attributes[`s_${name}`] || undefined),
        ...(attributes[`o_${name}`] === 'received' && { unopenedAt: z.string().parse(attributes[`r_${name}`]) }),
      })),
    ],
    tokens: [
      ...named('t_').flatMap(([name, value]): KeptToken[] => {
        const kept = token.parse(value);
        return kept.token === undefined ? [] : [{ consumer: consumerId.parse(name), ...kept }];
      }),
      ...earlier.tokens,
    ],
    pins: named('p_').map(([name, value]): Pin => ({ address: addressDigest.parse(name), ...pin.parse(value) })),
  };
}

const consumerId = minted<ConsumerId>();
const activationId = z.optional(minted<ActivationId>());
const addressDigest = minted<AddressDigest>();

/** What lists show of the newest message until a popup is opened for it: from then on its attempt is listed. */
export const LISTED_MESSAGE = ['activation', 'storeUrl', 'stage', 'receivedAt', 'listing', 'host', 'listedAs'] as const;

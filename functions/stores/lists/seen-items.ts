import { createHash } from 'node:crypto';

/** 32 bits of each item's digest: a page of 300 takes 1,600 characters, and two items rarely share one. */
const DIGEST_BYTES = 4;
/** What tells items of Magento's lists apart. `store_id`, `customer_id` and the like name others. */
const IDENTITY = ['entity_id', 'id', 'item_id', 'increment_id', 'sku', 'source_code', 'code'] as const;
/** Without an id, so many different items in the same order are the same page, not look-alikes. */
const TELLING_ITEMS = 3;

/**
 * Digests of a page's items, by which the next page is told from a repetition of this one. Empty when its items cannot
 * be told apart: `fields=items[status]` leaves nothing but look-alikes.
 */
export function digestsOf(items: readonly unknown[]): readonly string[] {
  const identities = items.map(identityOf);
  const known = identities.every(({ certain }) => certain) || items.length >= TELLING_ITEMS;
  const digests = identities.map(({ text }) =>
    createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES).toString('hex'),
  );
  return known && new Set(digests).size === digests.length ? digests : [];
}

/** The items that the page before did not hold. */
export function unseen(items: readonly unknown[], before: readonly string[]): readonly unknown[] {
  const digests = digestsOf(items);
  if (digests.length === 0 || before.length === 0) return items;
  const seen = new Set(before);
  return items.filter((_, index) => !seen.has(digests[index] ?? ''));
}

/** Compact, for a cursor. */
export function packDigests(digests: readonly string[]): string {
  return Buffer.from(digests.join(''), 'hex').toString('base64url');
}

export function unpackDigests(packed: string): readonly string[] {
  return Buffer.from(packed, 'base64url').toString('hex').match(/.{8}/g) ?? [];
}

function identityOf(item: unknown): { text: string; certain: boolean } {
  if (typeof item !== 'object' || item === null || JSON.isRawJSON(item)) {
    return { text: JSON.stringify(item), certain: true };
  }
  const fields = new Map<string, unknown>(Object.entries(item));
  const ids = IDENTITY.filter((name) => fields.has(name)).map((name) => [name, fields.get(name)]);
  return ids.length > 0 ? { text: JSON.stringify(ids), certain: true } : { text: JSON.stringify(item), certain: false };
}

import { createHash } from 'node:crypto';

/** 32 bits of each item's digest: a page of 300 takes 1,600 characters, and two items rarely share one. */
const DIGEST_BYTES = 4;
/** What tells items of Magento's lists apart. `store_id`, `customer_id` and the like name others. */
const IDENTITY = ['entity_id', 'id', 'item_id', 'increment_id', 'source_code', 'code'] as const;
/** Without an id, so many different items in the same order are the same page, not look-alikes. */
const TELLING_ITEMS = 3;
/** The one list whose items are told apart by their SKU: two lines of an order may share one. */
const OF_PRODUCTS = /(?:^|\/)products\/?$/;

/** How the items of a list are told apart. */
export type Telling = {
  /** Digests of the items, in their order. Empty when they cannot be told apart (`fields=items[status]`). */
  readonly digests: readonly string[];
  /** Whether equal digests are the same item, and not two that look alike. */
  readonly certain: boolean;
};

/** @param path of the route, as it was asked for */
export function tell(items: readonly unknown[], path: string): Telling {
  const ids = items.map((item) => idOf(item, OF_PRODUCTS.test(path)));
  const certain = ids.every((id) => id !== undefined);
  const byId = digestsOf(ids.map(String));
  // An id that several items share is none of theirs alone.
  const digests = certain && isSet(byId) ? byId : digestsOf(items.map((item) => JSON.stringify(item)));
  const known = certain || (isSet(digests) && items.length >= TELLING_ITEMS);
  return { digests: known ? digests : [], certain };
}

/**
 * The items that the page before did not hold, and none of them twice. Items without an id are left out only together:
 * a single one may be another that looks alike.
 */
export function unseen(
  items: readonly unknown[],
  { digests, certain }: Telling,
  before: readonly string[],
): readonly unknown[] {
  if (digests.length === 0) return items;
  const seen = new Set(before);
  if (!certain) return digests.every((digest) => seen.has(digest)) ? [] : items;
  return items.filter((_, index) => {
    const digest = digests[index] ?? '';
    const isFresh = !seen.has(digest);
    seen.add(digest);
    return isFresh;
  });
}

/** One digest for a page, whatever the order of its items; empty when they cannot be told apart. */
export function pageDigest({ digests }: Telling): string {
  return digests.length === 0 ? '' : (digestsOf([digests.toSorted().join()])[0] ?? '');
}

/** Compact, for a cursor. */
export function packDigests(digests: readonly string[]): string {
  return Buffer.from([...new Set(digests)].join(''), 'hex').toString('base64url');
}

export function unpackDigests(packed: string): readonly string[] {
  return Buffer.from(packed, 'base64url').toString('hex').match(/.{8}/g) ?? [];
}

function digestsOf(texts: readonly string[]): readonly string[] {
  return texts.map((text) => createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES).toString('hex'));
}

const isSet = (digests: readonly string[]): boolean => new Set(digests).size === digests.length;

/** What names an item, as text; undefined where nothing does. */
function idOf(item: unknown, skuTells: boolean): string | undefined {
  if (typeof item !== 'object' || item === null || JSON.isRawJSON(item)) return JSON.stringify(item);
  const fields = new Map<string, unknown>(Object.entries(item));
  const names = IDENTITY.filter((name) => fields.has(name) && fields.get(name) !== null);
  if (names.length === 0 && !(skuTells && fields.has('sku'))) return undefined;
  return JSON.stringify([...names, 'sku'].map((name) => [name, fields.get(name)]));
}

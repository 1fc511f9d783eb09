import { PRODUCT_ID, type ProductId, parseProductId, RESERVED_PRODUCT_IDS } from '../ids.ts';

/** @returns undefined for what cannot stand in the URLs of a product */
export function parseSlug(text: string): ProductId | undefined {
  return PRODUCT_ID.test(text) && !RESERVED_PRODUCT_IDS.includes(text) ? parseProductId(text) : undefined;
}

/** A slug for a product of this name; undefined when none of its letters can be one. */
export function slugFrom(name: string): ProductId | undefined {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  return parseSlug(slug);
}

import type { Minted } from '../minted.ts';
import type { StoreUrl } from './store-url.ts';

/**
 * Which Magento a base URL leads to: scheme, host, non-default port and path, ending in `/`, without `index.php/`.
 * Two Magentos below one host have two of them; the same Magento keeps its own when URL rewrites are switched on or off
 * (setting `web/seo/use_rewrites`), which adds or removes `index.php/`.
 */
export type StoreAddress = Minted<string, 'StoreAddress'>;

export function storeAddress(store: StoreUrl): StoreAddress {
  return store.replace(/\/index\.php\/$/, '/') as StoreAddress;
}

/**
 * The address without its last path segment, which is a store code where *Add Store Code to URLs* is on: then
 * `https://shop.example/default/` and `https://shop.example/` are one Magento (wire-facts, section 1.7). Only the store
 * can tell whether it is one; see `MagentoStore.isSameStore`.
 *
 * @returns undefined for an address without a path, or whose last segment cannot be a store code
 */
export function shorterAddress(address: StoreAddress): StoreAddress | undefined {
  // Magento\Store\Model\Store: codes are letters, digits and underscores, beginning with a letter.
  const shorter = address.replace(/\/[A-Za-z][A-Za-z0-9_]*\/$/, '/');
  return shorter === address || !/^https?:\/\/[^/]+\//.test(shorter) ? undefined : (shorter as StoreAddress);
}

/** The addresses under which a store may be known, likeliest first. */
export function addressesOf(store: StoreUrl): readonly [StoreAddress, ...StoreAddress[]] {
  const own = storeAddress(store);
  const shorter = shorterAddress(own);
  return shorter === undefined ? [own] : [own, shorter];
}

/** Host and path, as people write them. */
export function shownAddress(store: StoreUrl): string {
  const { host, pathname } = new URL(storeAddress(store));
  return pathname === '/' ? host : `${host}${pathname}`;
}

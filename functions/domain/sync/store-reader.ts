import type { RawRecord } from './connector.ts';
import type { SearchCriteria } from './search-criteria.ts';

/** Seconds since 1970 on the store's clock: Magento's times have no fractions. */
export type StoreSeconds = number;

export type StorePage = {
  readonly items: readonly RawRecord[];
  /** As the store counts; of a keyset page what remains, not what there is. */
  readonly total: number | undefined;
  /** How many items a full page has: what was asked for, or less where the store caps pages. */
  readonly pageSize: number;
  /** What the store's clock showed when it answered (`Date`, RFC 9110 §6.6.1); undefined where it does not say. */
  readonly answeredAt: StoreSeconds | undefined;
};

/**
 * A session with one store for one slice of work: signed, guarded, leased, on kept connections.
 *
 * Every method throws Refusal: `store_error` (a 5xx of Magento's), `store_timeout`, `answer_too_large` and
 * `store_invalid_response` may be about what was asked for, so smaller pages may help; `list_expected` for a 200 without
 * `items`; `store_busy` (with `retryAfter` in seconds where the store says so), `store_at_capacity`,
 * `store_unreachable`, `tls_failed`, `certificate_invalid`, `store_address_refused` are about the store;
 * `permission_missing` (with `resources`), `token_rejected` and the like are about the connection.
 */
export type StoreReader = {
  list(path: string, criteria: SearchCriteria): Promise<StorePage>;
  /** A list that takes no search criteria. */
  all(path: string): Promise<StorePage>;
  /** The store's clock: as its last answer showed it, carried on by ours. Asks the store when nothing is known yet. */
  clock(): Promise<StoreSeconds>;
};

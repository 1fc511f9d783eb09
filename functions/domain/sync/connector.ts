import type { ConnectorName } from './channel-ids.ts';
import type { SearchCriteria } from './search-criteria.ts';

/** A record as the store sends it; numbers that JavaScript would change are raw JSON. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** Of `zod` or any other library of that interface. */
export type ItemSchema<Item> = {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: Item } | { readonly success: false; readonly error: unknown };
};

export type ReaderContext = {
  /** Code of the store view, or `all`. */
  readonly storeView: string;
};

/**
 * How records are found. Paths are below `rest/`, such as `V1/orders`; one may go on with a query of its own that narrows
 * what is sent: `V1/products?fields=items[id,sku],total_count`.
 */
export type Reader =
  /** A list that tells when each record was changed, and can be filtered and sorted by that and by the numeric id. */
  | {
      readonly kind: 'changes';
      readonly path: string;
      /** Column of the numeric id in filters and sorts. */
      readonly id: string;
      /** Member of a record that holds it, where it has another name there (`id` of products). */
      readonly idMember: string;
      readonly updated: string;
      /** Records that change without a new time: they are read again every hour, and compared. */
      readonly reread?: SearchCriteria['filterGroups'] | undefined;
    }
  /** A list that tells no times: it is read whole, sorted by a column, and compared. */
  | {
      readonly kind: 'snapshot';
      readonly path: string;
      readonly key: (raw: RawRecord) => string;
      /** A column, and a member of each record. Several records may have one value. */
      readonly orderedBy: string;
      /** Whether the list takes search criteria. One that does not is a single answer. */
      readonly paged: boolean;
    };

/**
 * What is read of a store: a reader finds records, a processor makes of each what is delivered. `undefined` leaves a
 * record out.
 */
export type Connector<Item = unknown> = {
  readonly name: ConnectorName;
  readonly label: string;
  readonly direction: 'import';
  /** ACL ids of Magento that the integration must be granted. */
  readonly resources: readonly string[];
  /** Connectors whose first import comes before. */
  readonly after: readonly ConnectorName[];
  readonly everyMinutes: number;
  readonly reader: Reader;
  /** Drift: unknown members pass; a record that breaks the schema is reported, and the others are delivered. */
  readonly item: ItemSchema<Item>;
  /** A method, so that connectors of all items go into one list. */
  processor(item: Item, context: ReaderContext): unknown | Promise<unknown>;
  /** Whether schema and processor would deliver a record as it is, but for the order of its members. False where that is not known. */
  readonly isAsIs?: ((raw: RawRecord) => boolean) | undefined;
};

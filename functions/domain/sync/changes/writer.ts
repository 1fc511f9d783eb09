import type { RefusalCode } from '../../refusals/refusal.ts';
import type { ConnectorName } from '../channel-ids.ts';
import type { ItemSchema } from '../connector.ts';
import type { StoreReader } from '../store-reader.ts';
import type { WrittenVersion } from './change-batch.ts';

/** A store that is written to: signed, guarded, leased, on kept connections, as `StoreReader`. */
export type StoreWriter = StoreReader & {
  /**
   * One call, never repeated by itself.
   *
   * @throws Refusal as `StoreReader`; see `mayHaveTaken`
   */
  send(call: StoreCall): Promise<StoreAnswer>;
};

export type StoreCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Segments below `rest/{storeView}/`, such as `['V1', 'products', 'ABC/10']`: they are encoded when it is sent. */
  readonly path: readonly string[];
  readonly body?: unknown;
  /** Code of a store view, or `all`; the channel's unless given. */
  readonly storeView?: string | undefined;
};

/** What Magento itself said: 200, its refusals, and its errors in JSON (5xx); none that is about the connection. */
export type StoreAnswer = { readonly status: number; readonly json: unknown };

/** A line that cannot be written, and why. */
export type LineRefused = {
  readonly is: 'refused';
  readonly code: RefusalCode;
  /** In the words of the store, where it said any. */
  readonly message?: string | undefined;
};

/** What the store has of a record now. */
export type Found =
  | {
      readonly is: 'there';
      /** Whether it is as the change wants it already; undefined where the store does not tell. */
      readonly same: boolean | undefined;
      /** Of the record as the connector of `versionsOf` delivers it. */
      readonly record?: WrittenVersion | undefined;
      /** For the writer itself: what it read. */
      readonly raw?: unknown;
    }
  | { readonly is: 'absent' }
  | LineRefused;

/** What is written of one record, and what was found of it; nothing was where the writer does not read. */
export type Entry<Item> = { readonly item: Item; readonly found?: Found | undefined };

export type EntryOutcome =
  | {
      readonly is: 'done';
      /** Of the record after it, where that is known without reading it again. */
      readonly record?: WrittenVersion | undefined;
    }
  | { readonly is: 'answered'; readonly answer: StoreAnswer }
  | LineRefused;

/** One outcome for each entry, in their order; the answer that refused all of them; or how many the store takes at once. */
export type Written = readonly EntryOutcome[] | { readonly refused: StoreAnswer } | { readonly atMost: number };

type Common<Item> = {
  readonly name: ConnectorName;
  readonly label: string;
  readonly direction: 'export';
  /** ACL ids of Magento that the integration must be granted. */
  readonly resources: readonly string[];
  /** What the vendor sends of one record. */
  readonly item: ItemSchema<Item>;
  /** The record that a change is of: changes of one are written in order. Methods, so that all writers go into one list. */
  recordOf(item: Item): string;
};

/** Writes values, which may be written again without harm. */
export type ValueWriter<Item = unknown> = Common<Item> & {
  readonly kind: 'values';
  /** So many at once: 1 where there is no list endpoint. */
  readonly listSize: number;
  /** The connector whose versions its records have. */
  readonly versionsOf: ConnectorName;
  /** Whether records are read again after they were written, for their versions. */
  readonly readsBack: boolean;
  /** One change that does what both do, in order; undefined where none can. */
  merge(earlier: Item, later: Item): Item | undefined;
  /** What the store has of each, in their order. */
  read?(store: StoreWriter, items: readonly Item[]): Promise<readonly Found[]>;
  /** @throws Refusal of the store's; what was written of the entries is then not known */
  write(store: StoreWriter, entries: readonly Entry<Item>[]): Promise<Written>;
  /** How many records that the store has are changed by one of Magento's bulks; absent: they are not. */
  readonly bulk?: BulkWay<Item> | undefined;
};

/** A bulk may run days later, and cannot be cancelled. Methods, as above. */
type BulkWay<Item> = {
  /** Whether it writes nothing that other writers write, too, and the store tells afterwards whether it did. */
  suits(item: Item): boolean;
  /** One operation for each, in their order. */
  call(items: readonly Item[]): StoreCall;
  /** What the store has after a later change of what the bulk writes. */
  lastWord(word: Item, later: Item): Item;
};

/** Creates documents, each of which would be there twice if it were sent twice. */
export type DocumentWriter<Item = unknown> = Common<Item> & {
  readonly kind: 'documents';
  /** @param mark names this change and no other */
  create(store: StoreWriter, item: Item, mark: string): Promise<StoreAnswer>;
  /** How many there are that this change may have created. */
  count(store: StoreWriter, item: Item, mark: string): Promise<number>;
  /** Whether others can look the same, so that they must be counted before it is sent. */
  resembles(item: Item): boolean;
};

/** How changes of one kind of record are written. */
export type Writer<Item = unknown> = ValueWriter<Item> | DocumentWriter<Item>;

import { CONNECTOR_NAME, parseConnectorName } from '../domain/sync/channel-ids.ts';
import type { Connector, ItemSchema, RawRecord, Reader, ReaderContext } from '../domain/sync/connector.ts';
import { asIsCheck } from './as-is.ts';

export type { ItemSchema, RawRecord, ReaderContext } from '../domain/sync/connector.ts';
export type { Filter } from '../domain/sync/search-criteria.ts';
export type {
  DocumentWriterDefinition,
  Entry,
  Found,
  StoreAnswer,
  StoreCall,
  StoreWriter,
  ValueWriterDefinition,
  Written,
} from './define-writer.ts';
export { defineWriter } from './define-writer.ts';

type ChangesReader = Extract<Reader, { readonly kind: 'changes' }>;
type SnapshotReader = Extract<Reader, { readonly kind: 'snapshot' }>;

/** As `Reader`, without what most of Magento's lists have in common. */
export type ReaderDefinition =
  /** `id` is `entity_id` unless given, `idMember` what `id` is, `updated` is `updated_at`. */
  | (Pick<ChangesReader, 'kind' | 'path' | 'reread'> & Partial<Pick<ChangesReader, 'id' | 'idMember' | 'updated'>>)
  /** `paged` unless it says otherwise. */
  | (Omit<SnapshotReader, 'paged'> & Partial<Pick<SnapshotReader, 'paged'>>);

export type ConnectorDefinition<Item> = {
  /** In URLs and metrics: lower-case letters, digits and `-`. */
  readonly name: string;
  readonly label: string;
  readonly resources: readonly string[];
  readonly after?: readonly string[];
  /** An hour unless given. */
  readonly everyMinutes?: number;
  readonly reader: ReaderDefinition;
  /** What the processor can rely on; any record unless given. */
  readonly item?: ItemSchema<Item>;
  /** What is delivered of a record; undefined leaves it out. The record as it is, unless given. */
  readonly processor?: (item: Item, context: ReaderContext) => unknown | Promise<unknown>;
};

const ANY_RECORD: ItemSchema<RawRecord> = {
  safeParse: (value) => (isRecord(value) ? { success: true, data: value } : { success: false, error: 'no object' }),
};
const HOUR_MINUTES = 60;

export function defineConnector<Item>(
  definition: ConnectorDefinition<Item> & { readonly item: ItemSchema<Item> },
): Connector;
export function defineConnector(definition: ConnectorDefinition<RawRecord>): Connector;
/** @throws TypeError for a name that none can have */
export function defineConnector(definition: ConnectorDefinition<RawRecord>): Connector {
  const { name, label, resources, after = [], everyMinutes = HOUR_MINUTES, reader } = definition;
  const { item = ANY_RECORD, processor } = definition;
  if (!CONNECTOR_NAME.test(name)) {
    throw new TypeError(`"${name}" must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter`);
  }
  return {
    ...{ name: parseConnectorName(name), label, direction: 'import', resources, everyMinutes },
    after: after.map(parseConnectorName),
    reader: readerOf(reader),
    item,
    processor: processor ?? ((record) => record),
    isAsIs: processor === undefined ? asIsOf(item) : undefined,
  };
}

function asIsOf(item: ItemSchema<RawRecord>): Connector['isAsIs'] {
  return item === ANY_RECORD ? isRecord : asIsCheck(item);
}

function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readerOf(reader: ReaderDefinition): Reader {
  if (reader.kind === 'snapshot') return { paged: true, ...reader };
  const { id = 'entity_id', idMember = id, updated = 'updated_at' } = reader;
  // Descriptors, since a filter may be computed whenever it is asked for.
  const { reread } = Object.getOwnPropertyDescriptors(reader);
  const whole = { kind: reader.kind, path: reader.path, id, idMember, updated };
  return reread === undefined ? whole : Object.defineProperty(whole, 'reread', reread);
}
